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

/** Shorter texts stand in other words, too. */
const leastSecret = 4;

/** @returns what stands in place of a field's value; null leaves it. Names come in small letters. */
export type ChangeField = (name: string, value: string) => string | null;

/** The text with the values of its fields changed, also of those inside a JSON text in a field. */
export function changeFields(text: string, change: ChangeField): string {
  return text
    .replace(jsonField, (whole, name: string, colon: string, value: string) => {
      const changed = changeValue(name, value, change);
      return changed === null ? whole : `"${name}"${colon}${changed}`;
    })
    .replace(formField, (whole, before: string, name: string, value: string) => {
      const changed = change(name.toLowerCase(), value);
      return changed === null ? whole : `${before}${name}=${changed}`;
    });
}

/** @param value a JSON text or number as it stands. */
function changeValue(name: string, value: string, change: ChangeField): string | null {
  const text = value.startsWith('"') ? readJsonText(value) : value;
  const changed = change(name.toLowerCase(), text);
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
  let shown = text;
  const longestFirst = [...secrets].sort((one, other) => other.length - one.length);
  for (const secret of longestFirst) {
    if (secret.length < leastSecret) continue;
    for (const form of formsOf(secret)) shown = shown.replaceAll(form, hiddenText);
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
