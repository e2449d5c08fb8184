/**
 * Hides parts of what was said over a wire: JSON, a form, an address, or something broken that looks like one of them.
 * It reads no more of the text than the names of its fields, so that it works on whatever came.
 */

/** What stands in place of a secret. */
export const hiddenText = "[secret]";

/** `"name": value` of JSON. A text that is cut off in the middle of a value counts, too. */
const jsonField = /"([^"\\]{1,64})"(\s{0,8}:\s{0,8})("(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[^\s"{}[\],:]{1,256})/g;
/** `name=value` of a form, or of an address. */
const formField = /([?&]|^)([^=&?\s"{}]{1,64})=([^&\s"\\]*)/g;

/** `"name":` of JSON before an object or a list. */
const jsonParent = /"([^"\\]{1,64})"\s{0,8}:\s{0,8}(?=[{[])/g;

/** Shorter texts stand in other words, too. */
const leastSecret = 4;

/**
 * @param name in small letters, without blanks, `-` and `_`. Of a form's `payer[name]` it is `payer`.
 * @param value a text, a number as it stands, or an object or a list as it stands.
 * @returns what stands in place of a field's value; null leaves it.
 */
export type ChangeField = (name: string, value: string) => string | null;

/** The text with the values of its fields changed, also of those inside a JSON text in a field. */
export function changeFields(text: string, change: ChangeField): string {
  return changeParents(text, change)
    .replace(jsonField, (whole, name: string, colon: string, value: string) => {
      const changed = changeValue(name, value, change);
      return changed === null ? whole : `"${name}"${colon}${changed}`;
    })
    .replace(formField, (whole, before: string, name: string, value: string) => {
      const changed = change(plainName(headOf(name)), value) ?? changeEncoded(value, change);
      return changed === null ? whole : `${before}${name}=${changed}`;
    });
}

/** Of `payer[name]`, `payer`. */
function headOf(name: string): string {
  return name.split(/\[|%5B/i)[0] ?? name;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}

/** A form's value may be JSON. */
function changeEncoded(value: string, change: ChangeField): string | null {
  if (!/%22/i.test(value)) return null;
  const text = decodedOf(value);
  const inside = changeFields(text, change);
  return inside === text ? null : encodeURIComponent(inside);
}

/** As it stands, if it is cut off. */
export function decodedOf(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}

/** Changes whole objects and lists. */
function changeParents(text: string, change: ChangeField): string {
  const parts: string[] = [];
  let shown = 0;
  for (const found of text.matchAll(jsonParent)) {
    const from = found.index + found[0].length;
    if (found.index < shown) continue;
    const name = plainName(found[1] ?? "");
    if (change(name, "{}") === null) continue;
    const to = endOfParent(text, from);
    const changed = change(name, text.slice(from, to));
    if (changed === null) continue;
    parts.push(text.slice(shown, from), JSON.stringify(changed));
    shown = to;
  }
  return parts.join("") + text.slice(shown);
}

/** Where the object or list ends that begins there. One that is cut off ends with the text. */
function endOfParent(text: string, from: number): number {
  let depth = 0;
  for (const found of text.slice(from).matchAll(/"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[{}[\]]/g)) {
    const [sign] = found;
    if (sign === "{" || sign === "[") depth += 1;
    if (sign === "}" || sign === "]") depth -= 1;
    if (depth === 0) return from + found.index + sign.length;
  }
  return text.length;
}

/** @param value a JSON text or number as it stands. */
function changeValue(name: string, value: string, change: ChangeField): string | null {
  const text = value.startsWith('"') ? readJsonText(value) : value;
  const changed = change(plainName(name), text);
  if (changed !== null) return JSON.stringify(changed);
  if (!text.includes('"')) return null;
  const inside = changeFields(text, change);
  return inside === text ? null : JSON.stringify(inside);
}

/** As it stands, if it is cut off or no JSON. */
function readJsonText(quoted: string): string {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === "string" ? text : quoted;
  } catch (error) {
    if (error instanceof SyntaxError) return quoted;
    throw error;
  }
}

/** The text with `[secret]` in place of these, in whatever way they are written. */
export function hideTexts(text: string, secrets: readonly string[]): string {
  return replaceTexts(text, new Map(secrets.map((secret) => [secret, hiddenText])));
}

/** The text with others in place of these, in whatever way they are written. */
export function replaceTexts(text: string, others: ReadonlyMap<string, string>): string {
  let shown = text;
  const longestFirst = [...others].sort(([one], [other]) => other.length - one.length);
  for (const [found, other] of longestFirst) {
    if (found.length < leastSecret) continue;
    for (const form of formsOf(found)) shown = shown.replaceAll(form, () => other);
  }
  return shown;
}

function formsOf(secret: string): ReadonlySet<string> {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inAddress = encodeURIComponent(secret.toWellFormed());
  return new Set([
    secret,
    inJson,
    inJson.replaceAll("/", "\\/"),
    inAddress,
    inAddress.replaceAll("%20", "+"),
  ]);
}

/** At most that many bytes of UTF-8, of whole characters. */
export function firstBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= most) return text;
  return new TextDecoder().decode(bytes.subarray(0, most)).replace(/\uFFFD{1,3}$/, "");
}
