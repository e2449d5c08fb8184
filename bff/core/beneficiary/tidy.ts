/** How an account's number is written for a provider, from what a person types. */
import type { AccountNumberKind, BankCodeKind } from "./account-number.ts";

/**
 * The number without the blanks and dashes that people write, and a Brazilian phone with its `+55`. Nothing is guessed: a
 * text that is no such number stays one that the check refuses.
 */
export function tidyAccountNumber(kind: AccountNumberKind, typed: string): string {
  const text = typed.trim();
  switch (kind) {
    case "upi":
      return text.replace(/\s/g, "");
    case "pix_email":
      return text;
    case "pix_key":
      return text.toLowerCase();
    case "cpf":
    case "cnpj":
      return text.replace(/[\s./-]/g, "").toUpperCase();
    case "pix_phone": {
      const bare = text.replace(/[\s()-]/g, "");
      const brazilian = /^(?:\+?55)?([1-9]{2}\d{8,9})$/.exec(bare)?.[1];
      return brazilian === undefined ? bare : `+55${brazilian}`;
    }
    default:
      return text.replace(/[\s-]/g, "");
  }
}

export function tidyBankCode(kind: BankCodeKind, typed: string): string {
  const text = typed.replace(/\s/g, "");
  return kind === "ifsc" ? text.toUpperCase() : text;
}
