/** The payer's details: the session's customer, completed by what the customer typed. */
import { z } from "zod";
import type { Customer, Payer, PayerField } from "../../contract.ts";
import type { FieldError } from "../../core/errors.ts";
import type { PayerDetails, PayerFieldName } from "../../providers/contract.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { Offer } from "./eligible-methods.ts";

const storedPayer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  taxId: z.string().nullable(),
  chainup: z.object({
    openId: z.string().nullable(),
    userId: z.string().nullable(),
    token: z.string().nullable(),
  }),
});

const nobody: PayerDetails = {
  name: null,
  email: null,
  phone: null,
  taxId: null,
  chainup: { openId: null, userId: null, token: null },
};

/**
 * The merchant's values win: the browser does not show a field that the session already has, and cannot change
 * it.
 */
export function payerOf(customer: Customer | null, typed: Payer | undefined): PayerDetails {
  const chainup = customer?.providerAccounts?.chainup;
  const openId = chainup?.openId ?? null;
  return {
    name: customer?.name ?? typed?.name ?? null,
    email: customer?.email ?? typed?.email ?? null,
    phone: customer?.phone ?? typed?.phone ?? null,
    taxId: customer?.taxId ?? typed?.taxId ?? null,
    chainup: {
      openId,
      userId: chainup?.userId ?? (openId === null ? (typed?.exchangeUid ?? null) : null),
      token: chainup?.token ?? null,
    },
  };
}

function has(payer: PayerDetails, name: PayerFieldName): boolean {
  if (name === "exchangeUid") return payer.chainup.openId !== null || payer.chainup.userId !== null;
  return payer[name] !== null;
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

export function sealPayer(context: ServiceContext, paymentId: string, payer: PayerDetails): string {
  return context.seal.seal(JSON.stringify(payer), `payments.payer:${paymentId}`);
}

export function openPayer(context: ServiceContext, payment: PaymentRow): PayerDetails {
  if (payment.payer_sealed === null) return nobody;
  return storedPayer.parse(
    JSON.parse(context.seal.open(payment.payer_sealed, `payments.payer:${payment.id}`)),
  );
}
