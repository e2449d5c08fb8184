/**
 * Digests by which a person's rows are found, without anybody being able to test guesses who lacks the data key. They
 * derive from the data key, so that they survive a rotation. Only whole values are found.
 */
import type { Seal } from "./seal.ts";

export interface ContactDigests {
  readonly email_digest: string | null;
  readonly phone_digest: string | null;
}

interface Contact {
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

export type DigestKind = "customer" | "email" | "phone";

/** Upper and lower case, and what only separates the digits of a phone number, make no difference. */
export function personalDigest(seal: Seal, kind: DigestKind, value: string): string {
  const text = value.trim();
  const canonical = { customer: text, email: text.toLowerCase(), phone: digitsOf(text) };
  return seal.fingerprint(canonical[kind], `personal.${kind}`);
}

/**
 * The digests under which a person may be on record. One text can be written in several ways that look the same
 * (`é` in one character or in two), and the merchant may have sent any of them.
 */
export function personalDigests(seal: Seal, kind: DigestKind, value: string): readonly string[] {
  const spellings = [value, value.normalize("NFC"), value.normalize("NFD")];
  return [...new Set(spellings.map((text) => personalDigest(seal, kind, text)))];
}

/** `00` in front of a country's code says the same as `+`. */
function digitsOf(phone: string): string {
  return phone.replaceAll(/[^0-9]/g, "").replace(/^00/, "");
}

function digest(seal: Seal, kind: DigestKind, value: string | null | undefined): string | null {
  return value == null ? null : personalDigest(seal, kind, value);
}

export function contactDigests(seal: Seal, contact: Contact | null): ContactDigests {
  return {
    email_digest: digest(seal, "email", contact?.email),
    phone_digest: digest(seal, "phone", contact?.phone),
  };
}

export function customerDigests(
  seal: Seal,
  customer: (Contact & { readonly id?: string | null | undefined }) | null,
): ContactDigests & { readonly customer_digest: string | null } {
  return { customer_digest: digest(seal, "customer", customer?.id), ...contactDigests(seal, customer) };
}

/** A beneficiary may be paid by a phone number or an e-mail address that stands for the account. */
export function beneficiaryDigests(
  seal: Seal,
  beneficiary: Contact & { readonly accountNumber: string; readonly accountType: string },
): ContactDigests {
  const { accountNumber, accountType, email, phone } = beneficiary;
  return contactDigests(seal, {
    email: email ?? (accountType === "email" ? accountNumber : null),
    phone: phone ?? (accountType === "phone" ? accountNumber : null),
  });
}
