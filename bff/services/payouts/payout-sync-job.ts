import { nextPayoutQueryAt } from "../../core/payout/next-query.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyPayoutFacts } from "./apply-fact.ts";
import { type PayoutQueryOutcome, queryPayout } from "./query-payout.ts";

/** One run of a payout's sync job; `step` as in payment-sync-job.ts. */
export async function runPayoutSync(
  context: ServiceContext,
  input: { readonly payoutId: string; readonly step: number },
): Promise<JobOutcome> {
  const { payoutId, step } = input;
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined || payout.status === "succeeded") return { kind: "done" };
  if (payout.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPayoutFacts(context, { payoutId, facts: [fact], cause: "create" });
  }
  const isShut = context.circuits.stateOf(payout.account_id, "payout_query") === "open";
  const asked: PayoutQueryOutcome = isShut ? { kind: "circuit_open" } : await queryPayout(context, payoutId);
  const skippedMs = skippedQueryWaitMs(asked);
  if (skippedMs !== null) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const [after] = await context.database.read(payoutById({ id: payoutId }));
  if (after === undefined) return { kind: "done" };
  const randomByte = context.random.bytes(1)[0] ?? 128;
  const at = nextPayoutQueryAt({ payout: after, step, now: context.clock.now(), randomByte });
  return at === null ? { kind: "done" } : { kind: "again", at, step: step + 1 };
}
