/**
 * The one way in which a payout changes: load its rows, decide, commit the decision as one batch, then count
 * and log the change. The same shape as change-session.ts.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import { isEmptyDecision, type KnownCallback, type PayoutDecision } from "../../core/decision.ts";
import {
  type HeldPayout,
  type PayoutDraft,
  type PayoutTools,
  payoutDecisionOf,
} from "../../core/payout/decide-facts.ts";
import { writePayoutDecision } from "../../storage/commit/write-payout-decision.ts";
import type { Write } from "../../storage/engine/statements.ts";
import { knownReceipt } from "../../storage/repositories/callbacks.ts";
import { endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import { type HeldPayoutRow, heldPayout } from "../../storage/repositories/held-payouts.ts";
import type { ServiceContext } from "../context.ts";
import { changeAndDeliver } from "../events/outbox.ts";
import { payoutView } from "../views/payout.ts";
import { writeJobs } from "./write-jobs.ts";

export interface PayoutChange {
  readonly payoutId: string;
  /** The digest of the callback to apply (SHA-256 hex of its body and query); null without a callback. */
  readonly digest: string | null;
  /** Written in the same batch, whatever is decided. */
  readonly alsoWrites: readonly Write[];
  /** Must be pure: it runs again when another change was committed first. */
  readonly decide: (held: HeldPayout, tools: PayoutTools) => PayoutDraft;
}

/** @returns undefined when there is no such payout. */
export async function changePayout(
  context: ServiceContext,
  change: PayoutChange,
): Promise<PayoutDecision | undefined> {
  const { payoutId, digest, alsoWrites } = change;
  const receipts = digest === null ? [] : [knownReceipt({ subjectId: payoutId, digest })];
  const changed = await changeAndDeliver(context, {
    load: [heldPayout({ id: payoutId }), ...receipts],
    decide([[row], ...receiptRows], outbox) {
      if (row === undefined) return { writes: [], result: undefined };
      const now = context.clock.now();
      const randomByte = context.random.bytes(1)[0] ?? 128;
      const held = heldOf(row, receiptRows.flat());
      const decision = withCountedEvents(payoutDecisionOf(change.decide(held, { now, randomByte })));
      if (isEmptyDecision(decision)) return { writes: alsoWrites, result: { decision, isJobDueNow: false } };
      const jobs = writeJobs(context, decision, now);
      const events = decision.events.flatMap(({ type, payout }, index) => {
        const ids = { sessionId: null, paymentId: null, payoutId: payout.id };
        const data = { sequence: row.event_sequence + index + 1, payout: payoutView(payout) };
        return outbox.record({ type, data, ...ids, at: now }, endpointIdsOf(row));
      });
      const writes = [...writePayoutDecision(decision), ...alsoWrites, ...jobs.writes, ...events];
      return { writes, result: { decision, isJobDueNow: jobs.isDueNow } };
    },
  });
  if (changed === undefined) return undefined;
  countAndLog(context, changed.decision);
  if (changed.isJobDueNow) context.wakeJobs("providers");
  return changed.decision;
}

/** Each event of a payout has a number, one more than the one before. */
function withCountedEvents(decision: PayoutDecision): PayoutDecision {
  const { before, after, events } = decision;
  if (events.length === 0) return decision;
  return { ...decision, after: { ...after, event_sequence: before.event_sequence + events.length } };
}

function heldOf(row: HeldPayoutRow, knownCallbacks: readonly KnownCallback[]): HeldPayout {
  const { last_detail: lastDetail, disabled_endpoints: _endpoints, ...payout } = row;
  return { payout, lastDetail, knownCallbacks };
}

function countAndLog(context: ServiceContext, { transitions }: PayoutDecision): void {
  for (const { subjectId: payoutId, accountId, from, to, cause } of transitions) {
    context.metrics.count("payout_transitions", { account: accountId, from, to });
    context.logger.info({ payoutId, from, to, cause }, "payout changed");
  }
}
