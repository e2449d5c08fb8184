/** What a payout's or a refund's field says when the account's number is wrong. */
import {
  type AccountNumberFault,
  type AccountNumberKind,
  type BankCodeKind,
  faultOfAccountNumber,
  isBankCode,
} from "./account-number.ts";

const sentences: Readonly<Record<AccountNumberKind, Readonly<Record<AccountNumberFault, string>>>> = {
  clabe: {
    form: "must be the 18 digits of a CLABE",
    control_digit: "has a control digit that does not fit: compare the 18 digits of the CLABE",
  },
  mexican_card: {
    form: "must be the 16 digits of a debit card",
    control_digit: "has a control digit that does not fit: compare the 16 digits of the debit card",
  },
  indian_account: formOnly("must be the account's number, 6 to 20 digits"),
  upi: formOnly("must be a UPI address such as name@bank"),
  cpf: {
    form: "must be the 11 digits of a CPF",
    control_digit: "has control digits that do not fit: compare the 11 digits of the CPF",
  },
  cnpj: {
    form: "must be the 14 characters of a CNPJ",
    control_digit: "has control digits that do not fit: compare the 14 characters of the CNPJ",
  },
  pix_phone: formOnly("must be a telephone number such as +5511987654321"),
  pix_email: formOnly("must be an e-mail address"),
  pix_key: formOnly("must be a random Pix key such as 123e4567-e89b-42d3-a456-426614174000"),
  indonesian_account: formOnly("must be the account's number, 5 to 20 digits"),
  nuban: formOnly("must be the 10 digits of an account (NUBAN)"),
  chinese_account: formOnly("must be the account's or card's number, 8 to 32 digits"),
};

/** Why an account's number is refused; null when it may be sent. */
export function objectToAccountNumber(kind: AccountNumberKind, text: string): string | null {
  const fault = faultOfAccountNumber(kind, text);
  return fault === null ? null : sentences[kind][fault];
}

/** Why a bank's code is refused; null when it may be sent. */
export function objectToBankCode(kind: BankCodeKind, text: string | null): string | null {
  if (isBankCode(kind, text ?? "")) return null;
  return kind === "ifsc" ? "must be an IFSC such as SBIN0001234" : "must be the bank's code";
}

function formOnly(sentence: string): Readonly<Record<AccountNumberFault, string>> {
  return { form: sentence, control_digit: sentence };
}
