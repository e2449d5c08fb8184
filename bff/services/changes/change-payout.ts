/**
 * The one way in which a payout changes: load its rows, decide, commit the decision as one batch, then count
 * and log the change. The same shape as change-session.ts.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { AuditedAction } from "../../core/audit.ts";
import { earliestNow } from "../../core/clock.ts";
import {
  isEmptyDecision,
  type JobLease,
  type KnownCallback,
  type PayoutDecision,
} from "../../core/decision.ts";
import { lastSequence } from "../../core/event-sequence.ts";
import { randomByte } from "../../core/ids.ts";
import type { ApprovalBasis } from "../../core/payout/decide-approval.ts";
import {
  type HeldPayout,
  type PayoutDraft,
  type PayoutTools,
  payoutDecisionOf,
} from "../../core/payout/decide-facts.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { writePayoutDecision } from "../../storage/commit/write-payout-decision.ts";
import { gate, type Query, type Write } from "../../storage/engine/statements.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { knownReceipt } from "../../storage/repositories/callbacks.ts";
import { endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import { type HeldPayoutRow, heldPayout } from "../../storage/repositories/held-payouts.ts";
import {
  loadedPayoutDay,
  type PayoutDay,
  type PayoutDayRow,
  payoutDayQueries,
  takePayoutDay,
} from "../../storage/repositories/payout-days.ts";
import { lockedColumns, lockPayout } from "../../storage/repositories/query-locks.ts";
import type { PieceSums } from "../../storage/repositories/sum-minor.ts";
import type { ServiceContext } from "../context.ts";
import { changeAndDeliver } from "../events/outbox.ts";
import type { KeyBinding, KeyRow } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";
import { keepDetails } from "../rows/provider-details.ts";
import { payoutView } from "../views/payout.ts";
import { auditedStates } from "./audited-states.ts";
import { followRefund, objectionToLoaded, refundQueries } from "./follow-refund.ts";
import { type LeasedQuery, leaseQuery } from "./lease-query.ts";
import { writeJobs } from "./write-jobs.ts";
import { publishAndLog } from "./write-session.ts";

export interface PayoutChange {
  readonly payoutId: string;
  /** The digest of the callback to apply (SHA-256 hex of its body and query); null without a callback. */
  readonly digest: string | null;
  /** The row as an earlier change of this process left it; see SessionChange. */
  readonly known?: HeldPayoutRow | undefined;
  /** Bound to the payout when its state changes. */
  readonly keyBinding: KeyBinding | null;
  /** Written in the same batch, whatever is decided. */
  readonly alsoWrites: readonly Write[];
  /** Written in the same batch, if anything is. */
  readonly besides?: readonly Write[];
  /** Who makes the change. It is in the audit when the payout's state changes. */
  readonly audited?: AuditedAction | undefined;
  /** Written when the payout's state changes, instead of `audited`. @param at when, epoch ms. */
  readonly auditsMove?: ((at: number) => Write) | undefined;
  /**
   * The day on which the payout counts toward the daily limit, once this change moves it. No other payout of that day
   * is let out between the sum and the commit.
   */
  readonly day?: PayoutDay | undefined;
  /**
   * Must be pure: it runs again when another change was committed first.
   *
   * @param basis.dayMinor what the payouts of `day` are together, in minor units; 0 without a day.
   */
  readonly decide: (held: HeldPayout, tools: PayoutTools, basis: ApprovalBasis) => PayoutDraft;
}

export interface ChangedPayout {
  readonly decision: PayoutDecision;
  /** What the decision was made on. */
  readonly basis: ApprovalBasis;
  /** By subject, the leases of the jobs that were inserted leased to this process. */
  readonly leases: ReadonlyMap<string, JobLease>;
}

const noLeases: ReadonlyMap<string, JobLease> = new Map();

/** @returns undefined when there is no such payout. Throws `KeyTaken` when another request has the idempotency key. */
export async function changePayout(
  context: ServiceContext,
  change: PayoutChange,
): Promise<ChangedPayout | undefined> {
  const { payoutId, digest, keyBinding, known, alsoWrites, besides = [], day } = change;
  const receipts = digest === null ? [] : [knownReceipt({ subjectId: payoutId, digest })];
  const keys = keyBinding === null ? [] : [keyBinding.query];
  const days = day === undefined ? [] : payoutDayQueries(day);
  const others: Query<KnownCallback | KeyRow | PayoutDayRow | PieceSums>[] = [...receipts, ...keys, ...days];
  const changed = await changeAndDeliver(context, {
    load: [heldPayout({ id: payoutId }), ...refundQueries(payoutId), ...others],
    // Known rows of a payout do not include the refund that it carries. Then the refund is loaded.
    known: known?.refund_id === null ? [[known], [], [], []] : undefined,
    decide([[row], [session], payments, [refund], ...otherRows], outbox) {
      if (row === undefined) return { writes: [], result: undefined };
      const loaded = otherRows.flat();
      const now = context.clock.now();
      const at = earliestNow(context.clock);
      const held = heldOf(
        row,
        loaded.filter((other) => "digest" in other),
      );
      const { gate: dayGate, sumMinor: dayMinor } = loadedPayoutDay(loaded);
      const tools: PayoutTools = {
        now: at,
        randomByte: randomByte(context.random),
        keepDetails: (payout, details) => keepDetails(context, payout, details),
      };
      const loadedRefund = { session, payments, refund };
      const basis = { dayMinor, ofRefund: objectionToLoaded(loadedRefund) };
      const draft = change.decide(held, tools, basis);
      const decision = withCountedEvents(payoutDecisionOf(draft), at);
      if (isEmptyDecision(decision)) {
        const result = { decision, basis, leases: noLeases, isJobDueNow: false, followed: undefined };
        return { writes: alsoWrites.length === 0 ? [] : [...alsoWrites, ...besides], result };
      }
      const followed = followRefund(context, decision, { loaded: loadedRefund, outbox, now: at });
      const leased = leaseQuery(context, { outbox, decision, now, subjectOf: () => draft.after });
      const jobs = writeJobs(context, { decision, now, leased, isRepeated: outbox.isRepeated });
      const last = decision.events.length - 1;
      const events = decision.events.flatMap(({ type, payout }, index) => {
        const ids = { sessionId: null, paymentId: null, payoutId: payout.id };
        const data = {
          sequence: decision.after.event_sequence - last + index,
          payout: payoutView(context, payout),
        };
        return outbox.record({ type, data, ...ids, at }, endpointIdsOf(row));
      });
      const locks = leased === undefined ? [] : [gate(lockPayout(leased.lock))];
      const keyRow = loaded.find((other): other is KeyRow => "body_hash" in other);
      const keyWrites =
        decision.transitions.length === 0 ? [] : (keyBinding?.bind(keyRow, payoutId, null) ?? []);
      const dayWrites =
        day === undefined || decision.transitions.length === 0 ? [] : [takePayoutDay(dayGate, day)];
      const decided = [...(followed?.rows ?? []), ...writePayoutDecision(decision), ...dayWrites];
      const rowWrites = [...decided, ...locks, ...auditWrites(change, decision)];
      const recorded = [...events, ...(followed?.events ?? [])];
      const writes = [...rowWrites, ...alsoWrites, ...keyWrites, ...jobs.writes, ...recorded, ...besides];
      if (leased !== undefined) handOver(leased, { row, draft, after: decision.after });
      const result = { decision, basis, leases: jobs.leases, isJobDueNow: jobs.isDueNow, followed };
      return { writes, result };
    },
  });
  if (changed === undefined) return undefined;
  countAndLog(context, changed.decision);
  if (changed.followed !== undefined) publishAndLog(context, changed.followed.decision);
  if (changed.isJobDueNow) context.wakeJobs("providers");
  return changed;
}

function auditWrites(
  { audited, auditsMove, payoutId }: PayoutChange,
  { before, after }: PayoutDecision,
): Write[] {
  const states = auditedStates(before, after);
  if (states === null) return [];
  if (auditsMove !== undefined) return [auditsMove(after.updated_at)];
  if (audited === undefined) return [];
  return [insertAuditRow(auditRowOf({ ...audited, ...states, subject: payoutId, at: after.updated_at }))];
}

function handOver(
  { place, claimed, lock }: LeasedQuery,
  {
    row,
    draft,
    after,
  }: { readonly row: HeldPayoutRow; readonly draft: PayoutDraft; readonly after: PayoutRecord },
): void {
  const { disabled_endpoints } = row;
  const payout = {
    ...after,
    ...lockedColumns(lock),
    version: draft.before.version + 1,
    last_detail: draft.lastDetail,
    disabled_endpoints,
  };
  place.fill(claimed, { kind: "payout_query", payout, lockedUntil: lock.until });
}

/** Each event of a payout has a greater number than the one before. */
function withCountedEvents(decision: PayoutDecision, now: number): PayoutDecision {
  const { before, after, events } = decision;
  if (events.length === 0) return decision;
  return { ...decision, after: { ...after, event_sequence: lastSequence(before, events.length, now) } };
}

function heldOf(row: HeldPayoutRow, knownCallbacks: readonly KnownCallback[]): HeldPayout {
  const { last_detail: lastDetail, disabled_endpoints: _endpoints, ...payout } = row;
  return { payout, lastDetail, knownCallbacks };
}

function countAndLog(context: ServiceContext, { transitions, after }: PayoutDecision): void {
  if (transitions.length > 0) context.channel.publish(after.id);
  for (const { subjectId: payoutId, accountId, from, to, cause } of transitions) {
    context.metrics.count("payout_transitions", { account: accountId, from, to });
    context.logger.info({ payoutId, from, to, cause }, "payout changed");
  }
}
