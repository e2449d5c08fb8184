/**
 * What a decision says is to be written, in plain values: the storage writes it as one batch, whole or not at all.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { PaymentStatus } from "./payment/status.ts";
import type { PayoutStatus } from "./payout/status.ts";
import type {
  Cause,
  PaymentChanges,
  PaymentRecord,
  PayoutChanges,
  PayoutRecord,
  RefundRecord,
  SessionRecord,
  TimelineLine,
} from "./records.ts";
import type { RefundStatus } from "./refund/status.ts";

/** Kinds of jobs that a decision schedules. */
export type DecidedJobKind = "sync_payment" | "sync_payout" | "expire_payment" | "expire_session";

/** The right to end one run of a job. */
export interface JobLease {
  readonly id: string;
  readonly token: string;
}

export interface ScheduledJob {
  readonly kind: DecidedJobKind;
  readonly subjectId: string;
  /** Epoch ms. */
  readonly runAt: number;
  /** True leaves an earlier time as it is; false replaces the time. */
  readonly keepEarlier: boolean;
  /** The wait that follows this run, as an index into the schedule: 0 is the first; null leaves the index as it is. */
  readonly step: number | null;
  /** True: the job starts with a lease of the process that writes it, as if that process had claimed it. */
  readonly bornLeased: boolean;
}

export type SessionEventType = "session.succeeded" | "session.canceled" | "session.expired";
export type PaymentEventType =
  | "payment.pending"
  | "payment.partially_paid"
  | "payment.review_required"
  | "payment.succeeded"
  | "payment.duplicate"
  | "payment.failed"
  | "payment.canceled"
  | "payment.expired"
  | "payment.reversed"
  /** Its exceptions or the amount received changed, and no other event says so. */
  | "payment.updated";
export type PayoutEventType =
  | "payout.succeeded"
  | "payout.failed"
  | "payout.review_required"
  | "payout.reversed";

export type RefundEventType = "refund.created" | "refund.succeeded" | "refund.failed";

/** An event for the merchant, with everything as it stood when it happened. */
export interface DecidedSessionEvent {
  readonly type: SessionEventType | PaymentEventType | RefundEventType;
  readonly session: SessionRecord;
  readonly payments: readonly PaymentRecord[];
  /** Null for an event of the session itself. */
  readonly payment: PaymentRecord | null;
  /** Of an event of a refund. */
  readonly refund?: RefundRecord;
}

export interface DecidedPayoutEvent {
  readonly type: PayoutEventType;
  readonly payout: PayoutRecord;
}

/** A verified callback, so that an exact repeat is acknowledged and changes nothing. */
export interface CallbackReceipt {
  /** The payment's or payout's id. */
  readonly subjectId: string;
  /** SHA-256 hex of the callback's body and query. */
  readonly digest: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** A callback that was applied before. The same bytes about another payment are another callback. */
export type KnownCallback = Pick<CallbackReceipt, "subjectId" | "digest">;

export function isKnownCallback(known: readonly KnownCallback[], callback: KnownCallback): boolean {
  return known.some(
    ({ subjectId, digest }) => subjectId === callback.subjectId && digest === callback.digest,
  );
}

/** For the log and the metrics, after the commit. `from` and `to` are the same where only exceptions changed. */
export interface Transition<Status extends string> {
  readonly subjectId: string;
  readonly accountId: string;
  readonly from: Status;
  readonly to: Status;
  readonly cause: Cause;
}

/** The parts that decisions on sessions and on payouts have in common. */
interface DecidedWork {
  readonly callbacks: readonly CallbackReceipt[];
  readonly jobs: readonly ScheduledJob[];
  /** The run of a job that this decision ends. */
  readonly completes: JobLease | null;
}

export interface ChangedPayment {
  readonly id: string;
  /** The status that the change is conditional on. */
  readonly from: PaymentStatus;
  readonly changes: PaymentChanges;
}

export interface ChangedRefund {
  /** The status that the change is conditional on; null: it is new. */
  readonly from: RefundStatus | null;
  readonly refund: RefundRecord;
  readonly line: TimelineLine<RefundStatus>;
}

/** A decision on a session, its payments and their refunds. */
export interface SessionDecision extends DecidedWork {
  /** As loaded: the commit is conditional on its version. */
  readonly before: SessionRecord;
  readonly after: SessionRecord;
  readonly insertedPayments: readonly PaymentRecord[];
  readonly changedPayments: readonly ChangedPayment[];
  readonly changedRefunds: readonly ChangedRefund[];
  readonly timeline: readonly TimelineLine<PaymentStatus>[];
  readonly events: readonly DecidedSessionEvent[];
  readonly transitions: readonly Transition<PaymentStatus>[];
  /** True when a watcher of the session would see a difference. */
  readonly isVisible: boolean;
}

/** A decision on a payout. */
export interface PayoutDecision extends DecidedWork {
  readonly before: PayoutRecord;
  readonly after: PayoutRecord;
  /** Null: nothing of the payout itself changes. */
  readonly changes: PayoutChanges | null;
  readonly timeline: readonly TimelineLine<PayoutStatus>[];
  readonly events: readonly DecidedPayoutEvent[];
  readonly transitions: readonly Transition<PayoutStatus>[];
}

/** True when there is nothing to write. */
export function isEmptyDecision(decision: SessionDecision | PayoutDecision): boolean {
  const changesRows =
    "changes" in decision
      ? decision.changes !== null
      : decision.before !== decision.after ||
        decision.insertedPayments.length > 0 ||
        decision.changedPayments.length > 0 ||
        decision.changedRefunds.length > 0;
  return (
    !changesRows &&
    decision.timeline.length === 0 &&
    decision.callbacks.length === 0 &&
    decision.jobs.length === 0 &&
    decision.events.length === 0 &&
    decision.completes === null
  );
}
