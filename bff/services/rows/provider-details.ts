/**
 * What a provider said besides about a payment or a payout, sealed for storage. The UTR can be searched for by its
 * keyed digest.
 */

import { z } from "zod";
import type { ProviderDetails } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { parseProviderDecimal, toMoney } from "../../core/money.ts";
import type { KeptDetails, ProviderDetails as Said } from "../../core/report.ts";
import { BrokenTextError } from "../../storage/encryption/seal.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { ServiceContext } from "../context.ts";

const said = z.object({
  utr: z.string().nullable(),
  feeText: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});

interface DetailsRow extends KeptDetails {
  readonly id: string;
}

/** A payout's details are bound to their place in the same way. */
const contextOf = (id: string) => sealedContext("payments.details_sealed", id);

/** The columns after the provider said more. What it says now replaces what it said before, field by field. */
export function keepDetails(context: ServiceContext, row: DetailsRow, details: Said): KeptDetails {
  const before = openDetails(context, row);
  const after = {
    utr: details.utr ?? before?.utr ?? null,
    feeText: details.feeText ?? before?.feeText ?? null,
    code: details.code ?? before?.code ?? null,
    message: details.message ?? before?.message ?? null,
  };
  const text = JSON.stringify(after);
  if (text === JSON.stringify(before))
    return { details_sealed: row.details_sealed, utr_digest: row.utr_digest };
  return {
    details_sealed: context.seal.seal(text, contextOf(row.id)),
    utr_digest: after.utr === null ? null : utrDigest(context, after.utr),
  };
}

export function utrDigest(context: Pick<ServiceContext, "seal">, utr: string): string {
  return context.seal.fingerprint(utr, "utr");
}

function openDetails(context: ServiceContext, row: DetailsRow): Said | null {
  if (row.details_sealed === null) return null;
  return said.parse(JSON.parse(context.seal.open(row.details_sealed, contextOf(row.id))));
}

/** The column once its order is erased: a provider's words may name the payer. Nothing is kept of what does not open. */
export function withoutProviderWords(context: ServiceContext, row: DetailsRow): string | null {
  try {
    const details = openDetails(context, row);
    if (details === null) return null;
    return context.seal.seal(JSON.stringify({ ...details, message: null }), contextOf(row.id));
  } catch (error) {
    if (!(error instanceof BrokenTextError)) throw error;
    context.logger.error({ reason: contextOf(row.id) }, "a sealed text did not open, and was erased whole");
    return null;
  }
}

export const nothingSaid: ProviderDetails = { utr: null, fee: null, code: null, message: null };

/** The fee is in the currency of the row; one that does not fit its decimals is left out. */
export function providerDetailsView(
  context: ServiceContext,
  row: DetailsRow & Parameters<typeof amountOf>[0],
): ProviderDetails {
  const details = openDetails(context, row);
  if (details === null) return nothingSaid;
  const { utr, feeText, code, message } = details;
  const minor = feeText === null ? undefined : parseProviderDecimal(feeText, row.decimals);
  return { utr, fee: minor === undefined ? null : toMoney({ ...amountOf(row), minor }), code, message };
}
