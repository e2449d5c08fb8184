/**
 * Masks persons in what was said to and by a provider: by the names of fields, by who the person is, and by the look of a
 * text, because a provider may write a number into another field, an address, or a sentence.
 *
 * Source: docs/exchanges.md#what-is-hidden
 */
import { maskText } from "./personal-details.ts";
import { changeFields, replaceTexts } from "./said-text.ts";

export interface Masking {
  /** Fields that the adapter lists as personal, in small letters. */
  readonly fields: readonly string[];
  /** What is known of the person. */
  readonly person: readonly { readonly field: string; readonly text: string }[];
  /** Numbers that are nobody's: those of the order. */
  readonly kept: readonly string[];
}

/** Fields that hold a person's details at whatever provider. */
const personalEverywhere: ReadonlySet<string> = new Set(
  `email mail phone phonenumber phoneno mobile mobileno mobilenumber tel telephone msisdn payer payername payeraccount
  payee payeename payeeaccount beneficiary beneficiaryname customername customeremail customerphone customeraccount
  username realname fullname firstname lastname holder holdername accountname accountnumber accountno accountholder
  bankaccount bankcard cardno cardnumber cardholder clabe upi upiid vpa cpf cnpj taxid rfc curp idcard idnumber`.split(
    /\s+/,
  ),
);

const wordBefore = String.raw`(?<=%[0-9a-f]{2}|\\[nrt]|\\u[0-9a-f]{4}|(?<![a-z0-9]|\d\.))`;
const wordAfter = String.raw`(?![a-z0-9]|\.\d)`;
/** `ana@example.com` and `ana@okaxis`, also with `%40`. */
const mailbox = /[\p{L}\p{N}._+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,6}/giu;
/** `+52 55 1234 5678`, also with `%2B`. */
const phone = /(?:\+|%2B)\d(?:(?:[ ()-]|%20){0,2}\d){7,14}(?!\d)/gi;
/** A card, a CLABE, a phone number, a tax id: from 10 to 19 digits. */
const run = new RegExp(`${wordBefore}\\d{10,19}${wordAfter}`, "gi");
/** The same in groups: `4111 1111 1111 1111`. */
const groups = new RegExp(
  `${wordBefore}(?<!-)\\d{2,5}(?:(?:[ -]|%20|\\+)\\d{3,5}){2,5}(?!-)${wordAfter}`,
  "gi",
);
/** Seconds or milliseconds since 1970, or a date and time without anything between. */
const time = /^(?:1[5-9]\d{8}|1[5-9]\d{11}|20\d{12})$/;
const leastDigits = 10;

/** The text for somebody who may not see personal details. */
export function maskSaidText(text: string, { fields, person, kept }: Masking): string {
  const named = new Set(fields.map((name) => name.replaceAll(/[\s_-]/g, "")));
  const isPersonal = (name: string) => named.has(name) || personalEverywhere.has(name);
  const known = new Map(
    person.flatMap(({ field, text: one }) => {
      const mask = maskText(field, one);
      return [one, one.toUpperCase()].map((written) => [written, mask] as const);
    }),
  );
  const maskFree = (part: string) => maskNumbers(replaceTexts(part, known), kept);
  const shown = changeFields(text, (name, value) => {
    if (isPersonal(name)) return maskField(name, value);
    // What holds fields of its own is looked into.
    if (value.includes('"') || value === "{}") return null;
    const free = maskFree(value);
    return free === value ? null : free;
  });
  return maskFree(shown);
}

/** What has no digit is a name, or as good as one. */
function maskField(name: string, value: string): string {
  if (value === "…" || /^[{[]/.test(value)) return "…";
  return maskText(/[\p{N}@]/u.test(value) ? name : "name", value);
}

function maskNumbers(text: string, kept: readonly string[]): string {
  const isKept = (found: string) => kept.includes(found) || time.test(found);
  return text
    .replaceAll(mailbox, (found) => maskText("email", found.replace(/%40/i, "@")))
    .replaceAll(phone, (found) => maskText("phone", digitsOf(found)))
    .replaceAll(groups, (found) => {
      const digits = digitsOf(found);
      return digits.length < leastDigits || isKept(digits) ? found : maskText("number", digits);
    })
    .replaceAll(run, (found) => (isKept(found) ? found : maskText("number", found)));
}

function digitsOf(found: string): string {
  return found.replaceAll(/%2B|%20|\D/gi, "");
}
