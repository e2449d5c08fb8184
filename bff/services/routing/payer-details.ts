/** The payer's details: the session's customer, completed by what the customer typed. */

import type { Customer, Payer, PayerField } from "../../contract.ts";
import type { FieldError } from "../../core/errors.ts";
import type { PayerDetails, PayerFieldName } from "../../providers/contract.ts";
import type { Offer } from "./eligible-methods.ts";

/**
 * The merchant's values win: the browser does not show a field that the session already has, and cannot change
 * it.
 */
export function payerOf(customer: Customer | null, typed: Payer | undefined): PayerDetails {
  const known = customer?.providerAccounts?.chainup;
  const openId = known?.openId ?? null;
  return {
    name: customer?.name ?? typed?.name ?? null,
    email: customer?.email ?? typed?.email ?? null,
    phone: customer?.phone ?? typed?.phone ?? null,
    taxId: customer?.taxId ?? typed?.taxId ?? null,
    providerAccount: {
      openId,
      userId: known?.userId ?? (openId === null ? (typed?.exchangeUid ?? null) : null),
      token: known?.token ?? null,
    },
  };
}

function has(payer: PayerDetails, name: PayerFieldName): boolean {
  if (name !== "exchangeUid") return payer[name] !== null;
  const { openId, userId } = payer.providerAccount;
  return openId !== null || userId !== null;
}

/**
 * The fields that the provider requires or accepts and that have no value yet. Known values are never sent to
 * the browser.
 */
export function missingPayerFields(offer: Offer, payer: PayerDetails): PayerField[] {
  return offer.account.adapter
    .payerFields(offer.accountMethod)
    .filter((field) => !has(payer, field.name))
    .map((field) => ({ name: field.name, required: field.required, value: null }));
}

/** The errors in the payer's details for this offer, by field of the request. */
export function payerErrors(offer: Offer, payer: PayerDetails): FieldError[] {
  const missing = missingPayerFields(offer, payer)
    .filter((field) => field.required)
    .map((field) => ({ path: `payer.${field.name}`, message: "is required for this method" }));
  if (missing.length > 0) return missing;
  return offer.account.adapter
    .checkPayer(offer.accountMethod, payer)
    .map((error) => ({ path: `payer.${error.name}`, message: error.message }));
}
