/**
 * What of a person is shown to whom, in the JSON of answers and events. Personal details are masked for keys that may not
 * see them, and what is a secret of the customer's is never shown.
 *
 * Source: docs/http-api.md#personal-details
 */

/** The objects that hold personal details, by the names of the fields in which they stand. */
const people: ReadonlySet<string> = new Set(["customer", "payer", "beneficiary"]);
/** Fields of those objects that say nothing about the person. */
const impersonal: ReadonlySet<string> = new Set(["id", "accountType"]);
/** What the customer has to do, and had to. */
const actions: ReadonlySet<string> = new Set(["nextAction", "shownAction"]);
const secrets: ReadonlySet<string> = new Set(["token"]);

const shownDigits = 4;
/** Of a text that is shorter, its last four characters would be too much of it. */
const leastMasked = 8;

/** `ana@example.com` → `a…@example.com`. */
function maskEmail(text: string): string {
  return `${firstOf(text)}…${text.slice(text.lastIndexOf("@"))}`;
}

/** `Ana Díaz` → `A…`. */
function maskName(text: string): string {
  return `${firstOf(text)}…`;
}

/** `+525512345678` → `…5678`. */
function maskNumber(text: string): string {
  const characters = [...text];
  return characters.length < leastMasked ? "…" : `…${characters.slice(-shownDigits).join("")}`;
}

function firstOf(text: string): string {
  return [...text][0] ?? "";
}

/** One text of a person, by the name of its field. A `payer` is a name. */
export function maskText(field: string, text: string): string {
  if (impersonal.has(field)) return text;
  if (text.includes("@")) return maskEmail(text);
  return /name$|^payer$|^payee$|holder$/i.test(field) ? maskName(text) : maskNumber(text);
}

function maskPerson(field: string, value: unknown): unknown {
  if (typeof value === "string") return maskText(field, value);
  return Array.isArray(value) ? value.map((item) => maskPerson(field, item)) : mapJson(value, maskPerson);
}

/** The value with every personal detail masked. */
export function maskPersonalDetails(value: unknown): unknown {
  return mapJson(value, (field, child) => {
    if (typeof child !== "object") return child;
    if (people.has(field)) return mapJson(child, maskPerson);
    return actions.has(field) ? mapJson(child, maskAddress) : maskPersonalDetails(child);
  });
}

/** A provider's page may be named with the customer's number in its query: `https://pay.example.com/pay.html`. */
function maskAddress(field: string, value: unknown): unknown {
  const url = field === "url" && typeof value === "string" ? URL.parse(value) : null;
  return url === null ? value : `${url.origin}${url.pathname}`;
}

/**
 * A stored event as it goes out: whoever receives it has no scope, so its personal details are masked. One without a
 * person in it stays as it is, byte for byte.
 */
export function webhookTextOf(text: string): string {
  const hasPeople = [...people].some((field) => text.includes(`"${field}":{`));
  return hasPeople ? JSON.stringify(maskPersonalDetails(withoutCustomerSecrets(JSON.parse(text)))) : text;
}

/** The value without `providerAccounts.*.token`. */
export function withoutCustomerSecrets(value: unknown): unknown {
  return mapJson(value, (field, child) =>
    field === "providerAccounts"
      ? mapJson(child, (_provider, account) => withoutFields(account, secrets))
      : withoutCustomerSecrets(child),
  );
}

/** The same for JSON text. One that holds no such secret stays as it is, byte for byte. */
export function textWithoutCustomerSecrets(text: string): string {
  if (!text.includes('"providerAccounts"') || !text.includes('"token"')) return text;
  return JSON.stringify(withoutCustomerSecrets(JSON.parse(text)));
}

/** Maps the entries of an object, and those of the objects in a list. Anything else stays as it is. */
function mapJson(value: unknown, change: (field: string, child: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapJson(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, change(field, child)]));
}

function withoutFields(value: unknown, fields: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([field]) => !fields.has(field)));
}
