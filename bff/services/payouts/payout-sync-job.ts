import { findPayout } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { againUnasked } from "../runs/retry-skipped-query.ts";
import { applyPayoutFacts } from "./apply-fact.ts";
import { type PayoutQueryOutcome, queryPayout } from "./query-payout.ts";
import { nextPayoutQuestionAt } from "./schedule-payout-job.ts";

/** One run of a payout's sync job; `attempts` as in run-payment-sync.ts. */
export async function runPayoutSync(
  context: ServiceContext,
  input: { readonly payoutId: string; readonly attempts: number },
): Promise<JobOutcome> {
  const { payoutId, attempts } = input;
  const payout = await findPayout(context.database.kysely, payoutId);
  if (payout === undefined || payout.status === "succeeded") return { kind: "done" };
  if (payout.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPayoutFacts(context, { payoutId, facts: [fact], cause: "create" });
  }
  const isShut = context.circuits.stateOf(payout.account_id, "payout_query") === "open";
  const asked: PayoutQueryOutcome = isShut ? { kind: "circuit_open" } : await queryPayout(context, payoutId);
  const unasked = againUnasked(context, asked, attempts);
  if (unasked !== null) return unasked;
  const after = await findPayout(context.database.kysely, payoutId);
  const at = after === undefined ? null : nextPayoutQuestionAt(context, after, attempts, context.clock.now());
  return at === null ? { kind: "done" } : { kind: "again", at };
}
