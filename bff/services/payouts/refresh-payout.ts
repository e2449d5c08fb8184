import type { Payout } from "../../contract.ts";
import { fail, type Result } from "../../core/errors.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { queryPayout } from "./query-payout.ts";
import { readPayout } from "./read-payouts.ts";

/** Queries the provider now and returns the payout after that. Errors: `not_found`. */
export async function refreshPayout(
  context: ServiceContext,
  input: { readonly payoutId: string },
): Promise<Result<Payout>> {
  const [payout] = await context.database.read(payoutById({ id: input.payoutId }));
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  if (payout.status !== "creating") await queryPayout(context, { payoutId: payout.id });
  return await readPayout(context, input);
}
