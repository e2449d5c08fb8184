/** What an adapter wants to know about the payer, and what it is given. */

export type PayerFieldName = "name" | "email" | "phone" | "taxId" | "exchangeUid";

export interface PayerFieldNeed {
  readonly name: PayerFieldName;
  readonly required: boolean;
}

/** A field of the payer's details that is wrong, such as a CPF with wrong control digits. */
export interface PayerFieldError {
  readonly name: PayerFieldName;
  readonly message: string;
}

/** The payer's own account at the provider, for a provider whose payers have one. */
export interface PayerAccount {
  readonly openId: string | null;
  readonly userId: string | null;
  /** The payer's login there, if the provider's creation takes one. */
  readonly token: string | null;
}

/** What is known about the payer: the session's customer, plus what the customer has typed. */
export interface PayerDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly taxId: string | null;
  /** From the customer's `providerAccounts`, or `exchangeUid` as typed (then as `userId`). */
  readonly providerAccount: PayerAccount;
}
