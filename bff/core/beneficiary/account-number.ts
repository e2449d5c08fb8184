/**
 * Checks the numbers by which somebody is paid, without a query to a bank: their length,
 * their form and their control digits. The checks of a payout, of a refund and of the claim page are these.
 * Source: docs/beneficiaries.md#what-is-checked.
 */
import { isClabe } from "./clabe.ts";
import { readTaxId } from "./tax-id.ts";

export const accountNumberKinds = [
  "clabe",
  "mexican_card",
  "indian_account",
  "upi",
  "cpf",
  "cnpj",
  "pix_phone",
  "pix_email",
  "pix_key",
  "indonesian_account",
  "nuban",
  "chinese_account",
] as const;
export type AccountNumberKind = (typeof accountNumberKinds)[number];

/** `form`: it is too short, too long, or has characters that do not belong there. */
export type AccountNumberFault = "form" | "control_digit";

interface Check {
  /** The whole text, before a control digit is looked at. */
  readonly form: RegExp;
  /** Absent: there is no control digit. */
  readonly controlDigitFits?: (text: string) => boolean;
}

const checks: Readonly<Record<AccountNumberKind, Check>> = {
  clabe: { form: /^\d{18}$/, controlDigitFits: isClabe },
  mexican_card: { form: /^\d{16}$/, controlDigitFits: fitsLuhn },
  indian_account: { form: /^\d{6,20}$/ },
  upi: { form: /^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9.-]{1,63}$/ },
  // A tax number may be written with its dots, dashes and blanks.
  cpf: {
    form: /^(?:[.\- ]*\d){11}[.\- ]*$/,
    controlDigitFits: (text) => readTaxId(text)?.kind === "cpf",
  },
  cnpj: {
    form: /^(?:[.\-/ ]*[\dA-Z]){12}(?:[.\-/ ]*\d){2}[.\-/ ]*$/i,
    controlDigitFits: (text) => readTaxId(text)?.kind === "cnpj",
  },
  // In Brazil the area code and 8 or 9 digits, with or without +55; a key may also be a number of another country.
  pix_phone: {
    form: /^(?:(?:\+?55[ -]?)?\(?[1-9]{2}\)?[ -]?\d{4,5}[ -]?\d{4}|\+(?!55)[1-9][\d ()-]{5,18}\d)$/,
  },
  pix_email: { form: /^[^\s@=&\p{Cc}]+@[^\s@=&\p{Cc}][^\s@.=&\p{Cc}]*\.[^\s@=&\p{Cc}]+$/u },
  // The Central Bank makes random keys as UUIDs.
  pix_key: { form: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i },
  indonesian_account: { form: /^\d{5,20}$/ },
  // Its control digit is made with the Central Bank's number of the bank, which a payment provider's code is not.
  nuban: { form: /^\d{10}$/ },
  chinese_account: { form: /^\d{8,32}$/ },
};

/** What is wrong with an account's number; null when nothing can be seen. */
export function faultOfAccountNumber(kind: AccountNumberKind, text: string): AccountNumberFault | null {
  const { form, controlDigitFits } = checks[kind];
  if (!form.test(text)) return "form";
  if (controlDigitFits === undefined) return null;
  return controlDigitFits(text) && !isOneDigit(text) ? null : "control_digit";
}

/** `0000…` has a control digit that fits, and is nobody's. */
function isOneDigit(text: string): boolean {
  return new Set(text).size === 1;
}

/** `ifsc`: India's code of a branch. `provider`: the code by which the provider calls a bank. */
export type BankCodeKind = "ifsc" | "provider";

const bankCodes: Readonly<Record<BankCodeKind, RegExp>> = {
  ifsc: /^[A-Z]{4}0[A-Z0-9]{6}$/,
  provider: /^[0-9A-Za-z_-]{2,32}$/,
};

/** What a bank's code is beside an account's number. */
export function bankCodeOf(kind: AccountNumberKind): BankCodeKind {
  return kind === "indian_account" ? "ifsc" : "provider";
}

export function isBankCode(kind: BankCodeKind, text: string): boolean {
  return bankCodes[kind].test(text);
}

/** The control digit of cards (ISO/IEC 7812): every second digit from the right is doubled, and all add up to tens. */
function fitsLuhn(text: string): boolean {
  const digits = [...text].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = digit * 2;
    return total + (index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
