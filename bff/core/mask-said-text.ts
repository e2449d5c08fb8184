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

/** Whatever may be an e-mail address or a UPI ID, also with `%40`. */
const word = /[^\s"'<>()=&?,;:/\\[\]{}|]+/g;
const at = /@|%40/i;
/** `+52 55 1234 5678`, also with `%2B`. */
const phone = /(?:\+|%2B)\d[\d ()-]{6,18}\d/gi;
/** Digits, in groups or not: `4111 1111 1111 1111`. */
const digitGroups = /\d(?:(?:[ +-]|%20)?\d)*/g;
const between = /[ +-]|%20/;
/** The end of what stands for a character in an address or in JSON. */
const escapeEnd = /%[0-9a-f]{0,2}$|\\[nrt]$|\\u[0-9a-f]{0,4}$/i;
/** Seconds or milliseconds since 1970, or a date and time without anything between. */
const time = /^(?:1[5-9]\d{8}|1[5-9]\d{11}|20\d{12})$/;
/** A card, a CLABE, a phone number, a tax id. */
const leastDigits = 10;
const mostDigits = 19;

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
  const isHidden = (digits: string) =>
    digits.length >= leastDigits &&
    digits.length <= mostDigits &&
    !kept.includes(digits) &&
    !time.test(digits);
  return text
    .replaceAll(word, maskMailbox)
    .replaceAll(phone, (found) => {
      const digits = digitsOf(found);
      return digits.length < leastDigits ? found : maskText("phone", digits);
    })
    .replaceAll(digitGroups, (found: string, from: number, whole: string) =>
      maskGroups(found, { from, whole, isHidden }),
    );
}

function maskMailbox(found: string): string {
  const [local = "", domain = ""] = found.split(at);
  const host = domain.replace(/\.$/, "");
  return local === "" || host === ""
    ? found
    : maskText("email", `${local}@${host}`) + domain.slice(host.length);
}

interface Around {
  readonly from: number;
  readonly whole: string;
  readonly isHidden: (digits: string) => boolean;
}

/** What is a part of a word or of a decimal number is no number of its own. */
function maskGroups(found: string, { from, whole, isHidden }: Around): string {
  const before = whole.slice(Math.max(0, from - 6), from);
  const after = whole.slice(from + found.length, from + found.length + 2);
  // `%20` before a number begins with digits, too.
  const escaped = before.endsWith("%") ? found.slice(0, 2) : "";
  const own = found.slice(escaped.length);
  const isBegun = escapeEnd.test(before) || !/[a-z0-9]$|\d\.$/i.test(before);
  const isEnded = !/^(?:[a-z0-9]|\.\d)/i.test(after);
  const parts = own.split(between);
  const isOne =
    parts.length >= 3 &&
    parts.every(({ length }, index) => length <= 5 && length >= (index === 0 ? 2 : 3)) &&
    isBegun &&
    isEnded &&
    !before.endsWith("-") &&
    !after.startsWith("-");
  if (isOne) return escaped + (isHidden(digitsOf(own)) ? maskText("number", digitsOf(own)) : own);
  let shown = own;
  for (const [index, part] of parts.entries()) {
    const isOwn = (index > 0 || isBegun) && (index < parts.length - 1 || isEnded);
    if (isOwn && isHidden(part)) shown = shown.replace(part, maskText("number", part));
  }
  return escaped + shown;
}

function digitsOf(found: string): string {
  return found.replaceAll(/%2B|%20|\D/gi, "");
}
