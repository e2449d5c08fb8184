import type { Payout } from "../../contract.ts";
import { type Failure, fail, type Success } from "../../core/errors.ts";
import { isUnsent } from "../../core/payout/status.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { reportLine } from "../runs/report-line.ts";
import { queryPayout } from "./query-payout.ts";
import { readPayout } from "./read-payouts.ts";

/**
 * Queries the provider now and returns the payout after that. `hasAnswered`: whether the provider answered; if not, the
 * payout is as it was. `report`: what it answered. Errors: `not_found`, `account_not_configured`.
 */
export async function refreshPayout(
  context: ServiceContext,
  input: { readonly payoutId: string },
): Promise<(Success<Payout> & { readonly hasAnswered: boolean; readonly report: string | null }) | Failure> {
  const [payout] = await context.database.read(payoutById({ id: input.payoutId }));
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  const { id: payoutId } = payout;
  const isSent = payout.status !== "creating" && !isUnsent(payout.status);
  const outcome = isSent ? await queryPayout(context, { payoutId }) : undefined;
  if (outcome?.kind === "not_configured") {
    return fail("account_not_configured", "The payout's account is not in the configuration.");
  }
  const read = await readPayout(context, input);
  if (!read.ok) return read;
  const report = outcome?.kind === "answered" ? reportLine(outcome.report, payout) : null;
  return { ...read, hasAnswered: report !== null, report };
}
