/** Applies facts to one payout. core/payout/decide-facts.ts decides what they mean. */
import type { AuditedAction } from "../../core/audit.ts";
import type { JobLease, PayoutDecision } from "../../core/decision.ts";
import { decidePayoutFacts, payoutDraftOf } from "../../core/payout/decide-facts.ts";
import { endPayoutSyncRun } from "../../core/payout/end-sync-run.ts";
import type { PayoutFact } from "../../core/payout/facts.ts";
import { handOver } from "../../core/payout/hand-over.ts";
import type { Cause, PayoutRecord } from "../../core/records.ts";
import type { HeldPayoutRow } from "../../storage/repositories/held-payouts.ts";
import { releasePayoutQueryLock } from "../../storage/repositories/query-locks.ts";
import { changePayout } from "../changes/change-payout.ts";
import type { ServiceContext } from "../context.ts";
import type { Exchanges } from "../exchanges/collect-exchanges.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";

/** @returns undefined when there is no such payout. Throws `KeyTaken` when another request has the idempotency key. */
export async function applyPayoutFacts(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    /** In the order in which they happened. */
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The API key or operator that causes it. Absent where it is neither. */
    readonly audited?: AuditedAction | undefined;
    /** The payout as it stood when the query began that the facts are the answer to. */
    readonly queried?: PayoutRecord | undefined;
    /** As in PayoutChange. Only for facts that are sure to change the payout, and for a change that ends a run. */
    readonly known?: HeldPayoutRow | undefined;
    /** Bound to the payout, if the facts change its state. */
    readonly keyBinding?: KeyBinding | null;
    /** The lease of the job run that ends with this change. */
    readonly completes?: JobLease | null;
    /**
     * The step of the sync job whose run ends with this change: the schedule of the next query depends on it.
     */
    readonly syncStep?: number;
    /** The end (epoch ms) of the query lock that this process holds; the batch releases the lock. */
    readonly releasesLockUntil?: number;
    /** As in ApplyInput of payments/apply-facts.ts. */
    readonly exchanges?: Exchanges;
  },
): Promise<PayoutDecision | undefined> {
  const { payoutId, facts, keyBinding = null, completes = null, syncStep } = input;
  const { known, releasesLockUntil, audited } = input;
  const [digest = null] = facts.flatMap((fact) => (fact.kind === "report" ? [fact.digest] : []));
  const changed = await changePayout(context, {
    payoutId,
    digest,
    known,
    keyBinding,
    audited,
    alsoWrites:
      releasesLockUntil === undefined
        ? []
        : [releasePayoutQueryLock({ id: payoutId, until: releasesLockUntil })],
    besides: input.exchanges?.writes() ?? [],
    decide(held, tools, { ofRefund }) {
      const draft = decidePayoutFacts(
        payoutDraftOf(held, completes),
        {
          ...input,
          facts: facts.map((fact) => (fact.kind === "handed_over" ? handOver(held.payout, ofRefund) : fact)),
          actor: audited?.author.actor ?? null,
        },
        tools,
      );
      if (syncStep === undefined) return draft;
      return endPayoutSyncRun(draft, { step: syncStep, answers: facts }, tools);
    },
  });
  return changed?.decision;
}
