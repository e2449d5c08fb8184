/** The payer's details, sealed for storage: what the customer typed, and what went to the provider. */
import { z } from "zod";
import type { PayerDetails } from "../../providers/contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

const person = {
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  taxId: z.string().nullable(),
};
const payerAccount = z.object({
  openId: z.string().nullable(),
  userId: z.string().nullable(),
  token: z.string().nullable(),
});
const storedPayer = z.union([
  z.object({ ...person, providerAccount: payerAccount }),
  // Rows of earlier versions call the account `chainup`, after the only provider whose payers have one.
  z
    .object({ ...person, chainup: payerAccount })
    .transform(({ chainup, ...rest }) => ({ ...rest, providerAccount: chainup })),
]);

const nobody: PayerDetails = {
  name: null,
  email: null,
  phone: null,
  taxId: null,
  providerAccount: { openId: null, userId: null, token: null },
};

export function sealPayer(
  context: Pick<ServiceContext, "seal">,
  paymentId: string,
  payer: PayerDetails,
): string {
  return context.seal.seal(JSON.stringify(payer), sealedContext("payments.payer_sealed", paymentId));
}

export function openPayer(context: Pick<ServiceContext, "seal">, payment: PaymentRow): PayerDetails {
  if (payment.payer_sealed === null) return nobody;
  return storedPayer.parse(
    JSON.parse(context.seal.open(payment.payer_sealed, sealedContext("payments.payer_sealed", payment.id))),
  );
}
