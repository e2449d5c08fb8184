/**
 * Masks persons in what was said to and by a provider: by the names of fields, by who the person is, and by the look of a
 * text, because a provider may write a number into another field, an address, or a sentence.
 *
 * Source: docs/exchanges.md#what-is-hidden
 */
import { maskKnown } from "./mask-known.ts";
import { maskNumbers } from "./mask-numbers.ts";
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
  `customer email mail phone phonenumber phoneno mobile mobileno mobilenumber tel telephone msisdn payer payername payeraccount
  payee payeename payeeaccount beneficiary beneficiaryname customername customeremail customerphone customeraccount
  username realname fullname firstname lastname holder holdername accountname accountnumber accountno accountholder
  bankaccount bankcard cardno cardnumber cardholder clabe upi upiid vpa cpf cnpj taxid rfc curp idcard idnumber`.split(
    /\s+/,
  ),
);

/** Objects that are a person. */
const personObject =
  /^(?:payer|payee|payor|customer|beneficiary|buyer|user|client|holder|cardholder|accountholder|recipient|receiver|sender|person|contact)(?:info|information|data|details?|account)?s?$/;

/** Whatever may be an e-mail address or a UPI ID, also with `%40`. */
const word = /[^\s"'<>()=&?,;:/\\[\]{}|]+/g;
const at = /@|%40/i;
/** The text for somebody who may not see personal details. */
export function maskSaidText(text: string, { fields, person, kept }: Masking): string {
  const named = new Set(fields.map((name) => name.replaceAll(/[\s_-]/g, "")));
  const isPersonal = (name: string) => named.has(name) || personalEverywhere.has(name);
  const known = person.map(({ field, text: one }) => [one, maskText(field, one)] as const);
  const exactly = new Map(known);
  const maskFree = (part: string) => {
    const mailboxes = replaceTexts(part, exactly).replaceAll(word, maskMailbox);
    return maskNumbers(maskKnown(mailboxes, known), kept);
  };
  const shown = changeFields(text, (name, value) => {
    if (isPersonal(name) || (/^[{[]/.test(value) && personObject.test(name))) return maskField(name, value);
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

function maskMailbox(found: string): string {
  const [local = "", domain = ""] = found.split(at);
  const host = domain.replace(/\.$/, "");
  return local === "" || host === ""
    ? found
    : maskText("email", `${local}@${host}`) + domain.slice(host.length);
}
