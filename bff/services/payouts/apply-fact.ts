/** Applies what happened to one payout. What it means is decided in core/payout/decide-facts.ts. */
import { isEmptyDecision, type PayoutDecision } from "../../core/decision.ts";
import {
  applyPayoutFacts as decideFacts,
  payoutDecisionOf,
  payoutDraftOf,
} from "../../core/payout/decide-facts.ts";
import type { PayoutFact } from "../../core/payout/reduce-payout.ts";
import type { Cause, PayoutRecord } from "../../core/records.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import { knownCallbacks, recordCallback } from "../../storage/repositories/callbacks.ts";
import {
  appendPayoutTimeline,
  changePayout,
  lastPayoutTimelineEntry,
  lockPayout,
} from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { emitEvent } from "../events/record-event.ts";
import type { RunEnd } from "../runs/with-job-lease.ts";
import { payoutView } from "../views/payout.ts";

export interface AppliedPayout {
  readonly payout: PayoutRecord;
  /** True when the status changed. */
  readonly changed: boolean;
}

/** @returns undefined when there is no such payout. */
export async function applyPayoutFacts(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    /** In the order in which they happened. */
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The run that this is the end of. */
    readonly end?: RunEnd;
  },
): Promise<AppliedPayout | undefined> {
  const digests = input.facts.flatMap((fact) =>
    fact.kind === "report" && fact.digest !== null ? [fact.digest] : [],
  );
  const now = context.clock.now();
  const randomByte = context.random.bytes(1)[0] ?? 128;
  const decision = await context.database.transaction(async (trx) => {
    const payout = await lockPayout(trx, input.payoutId);
    if (payout === undefined) return undefined;
    const held = {
      payout: { ...payout, version: 0 },
      lastDetail: (await lastPayoutTimelineEntry(trx, payout.id))?.detail ?? null,
      knownCallbacks: await knownCallbacks(trx, { subjectIds: [payout.id], digests }),
    };
    const decided = payoutDecisionOf(decideFacts(payoutDraftOf(held), input, { now, randomByte }));
    if (!isEmptyDecision(decided)) await write(context, trx, decided);
    await input.end?.write(trx);
    return decided;
  });
  input.end?.written();
  if (decision === undefined) return undefined;
  for (const { subjectId: payoutId, accountId, from, to, cause } of decision.transitions) {
    context.metrics.count("payout_transitions", { account: accountId, from, to });
    context.logger.info({ payoutId, from, to, cause }, "payout changed");
  }
  return { payout: decision.after, changed: decision.transitions.length > 0 };
}

async function write(context: ServiceContext, trx: Executor, decision: PayoutDecision): Promise<void> {
  const now = context.clock.now();
  for (const { subjectId, digest, receivedAt } of decision.callbacks) {
    await recordCallback(trx, { subjectId, digest, now: receivedAt });
  }
  if (decision.changes !== null) {
    const { id, status: from } = decision.before;
    await changePayout(trx, { id, from, changes: decision.changes });
  }
  for (const { subjectId, at, from, to, cause, detail } of decision.timeline) {
    const line = { at, from_status: from, to_status: to, cause, detail };
    await appendPayoutTimeline(trx, { payout_id: subjectId, ...line });
  }
  for (const { subjectId, runAt } of decision.jobs) {
    await scheduleJob(trx, { kind: "sync_payout", subjectId, runAt, now, resetAttempts: true });
    if (runAt <= now) context.database.afterCommit(trx, () => context.wakeJobs("asking"));
  }
  for (const { type, payout } of decision.events) {
    const ids = { sessionId: null, paymentId: null, payoutId: payout.id };
    await emitEvent(context, { trx, type, data: { payout: payoutView(payout) }, ...ids, now });
  }
}
