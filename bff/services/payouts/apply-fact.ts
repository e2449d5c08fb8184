/** Applies what happened to one payout. What it means is decided in core/payout/decide-facts.ts. */
import type { JobLease, PayoutDecision } from "../../core/decision.ts";
import { applyPayoutFacts as decideFacts, payoutDraftOf } from "../../core/payout/decide-facts.ts";
import { endPayoutSyncRun } from "../../core/payout/end-sync-run.ts";
import type { PayoutFact } from "../../core/payout/reduce-payout.ts";
import type { Cause } from "../../core/records.ts";
import { releasePayoutQueryLock } from "../../storage/repositories/query-locks.ts";
import { changePayout } from "../changes/change-payout.ts";
import type { ServiceContext } from "../context.ts";

/** @returns undefined when there is no such payout. */
export async function applyPayoutFacts(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    /** In the order in which they happened. */
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The run of the payout's job that ends with this. */
    readonly completes?: JobLease | null;
    /** The step of the sync job whose run this ends: the next query is scheduled by it. */
    readonly syncStep?: number;
    /** The lock on queries that this process holds, released in the same batch: until when it was taken. */
    readonly releasesLockUntil?: number;
  },
): Promise<PayoutDecision | undefined> {
  const { payoutId, facts, completes = null, syncStep, releasesLockUntil } = input;
  const [digest = null] = facts.flatMap((fact) => (fact.kind === "report" ? [fact.digest] : []));
  return await changePayout(context, {
    payoutId,
    digest,
    alsoWrites:
      releasesLockUntil === undefined
        ? []
        : [releasePayoutQueryLock({ id: payoutId, until: releasesLockUntil })],
    decide(held, tools) {
      const draft = decideFacts(payoutDraftOf(held, completes), input, tools);
      return syncStep === undefined ? draft : endPayoutSyncRun(draft, syncStep, tools);
    },
  });
}
