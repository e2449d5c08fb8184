/** Who is paid by a payout, sealed for storage. */
import { z } from "zod";
import { beneficiary } from "../../contract.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutOrder } from "../../providers/contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { ServiceContext } from "../context.ts";

export type PayoutBeneficiary = PayoutOrder["beneficiary"];

const sealContextOf = (payoutId: string) => sealedContext("payouts.beneficiary_sealed", payoutId);

/** @param to null where the provider knows whom it pays. */
export function sealBeneficiary(
  { seal }: ServiceContext,
  payoutId: string,
  to: PayoutBeneficiary | null,
): string {
  return seal.seal(JSON.stringify(to), sealContextOf(payoutId));
}

/** The beneficiary's JSON, as it was sealed. */
export function openBeneficiary(
  { seal }: ServiceContext,
  { id, beneficiary_sealed: sealed }: PayoutRecord,
): string {
  return seal.open(sealed, sealContextOf(id));
}

const text = z.string().nullable();
const storedBeneficiary = z
  .object({
    name: z.string(),
    accountNumber: z.string(),
    accountType: beneficiary.shape.accountType,
    bankName: text,
    bankCode: text,
    phone: text,
    email: text,
  })
  .nullable();

/** Null where the provider knows whom it pays, and once it is erased. */
export function readBeneficiary(context: ServiceContext, payout: PayoutRecord): PayoutBeneficiary | null {
  return storedBeneficiary.parse(JSON.parse(openBeneficiary(context, payout)));
}
