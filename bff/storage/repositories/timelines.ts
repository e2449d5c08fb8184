/** The timelines of payments and payouts: append-only lists of what happened. */
import { type ExpressionBuilder, sql } from "kysely";
import type { PaymentStatus } from "../../core/payment/status.ts";
import type { PayoutStatus } from "../../core/payout/status.ts";
import type { TimelineLine } from "../../core/records.ts";
import type { RefundStatus } from "../../core/refund/status.ts";
import { defineQuery, defineStatement } from "../engine/statements.ts";
import type { RefundTimelineTable } from "../schema/refunds.ts";
import type { PaymentTimelineTable, PayoutTimelineTable, Schema } from "../schema.ts";

export type PaymentTimelineRow = Readonly<PaymentTimelineTable>;
export type PayoutTimelineRow = Readonly<PayoutTimelineTable>;
export type RefundTimelineRow = Readonly<RefundTimelineTable>;

/** The number of the subject's next line. */
const nextSeq = {
  payment: (eb: ExpressionBuilder<Schema, "payment_timeline">, subjectId: string) =>
    eb
      .selectFrom("payment_timeline")
      .select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq"))
      .where("payment_id", "=", subjectId),
  payout: (eb: ExpressionBuilder<Schema, "payout_timeline">, subjectId: string) =>
    eb
      .selectFrom("payout_timeline")
      .select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq"))
      .where("payout_id", "=", subjectId),
  refund: (eb: ExpressionBuilder<Schema, "refund_timeline">, subjectId: string) =>
    eb
      .selectFrom("refund_timeline")
      .select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq"))
      .where("refund_id", "=", subjectId),
};

/** For a change that also moves the payment's session: the session's version orders the lines. */
export const insertPaymentLine = defineStatement(
  "insert payment line",
  (db, line: TimelineLine<PaymentStatus>) =>
    db.insertInto("payment_timeline").values((eb) => ({
      payment_id: line.subjectId,
      seq: nextSeq.payment(eb, line.subjectId),
      at: line.at,
      from_status: line.from,
      to_status: line.to,
      cause: line.cause,
      actor: line.actor,
      detail: line.detail,
      note_sealed: line.noteSealed,
    })),
);

export const insertPayoutLine = defineStatement(
  "insert payout line",
  (db, line: TimelineLine<PayoutStatus>) =>
    db.insertInto("payout_timeline").values((eb) => ({
      payout_id: line.subjectId,
      seq: nextSeq.payout(eb, line.subjectId),
      at: line.at,
      from_status: line.from,
      to_status: line.to,
      cause: line.cause,
      actor: line.actor,
      detail: line.detail,
      note_sealed: line.noteSealed,
    })),
);

export const insertRefundLine = defineStatement(
  "insert refund line",
  (db, line: TimelineLine<RefundStatus>) =>
    db.insertInto("refund_timeline").values((eb) => ({
      refund_id: line.subjectId,
      seq: nextSeq.refund(eb, line.subjectId),
      at: line.at,
      from_status: line.from,
      to_status: line.to,
      cause: line.cause,
      actor: line.actor,
      detail: line.detail,
      note_sealed: line.noteSealed,
    })),
);

/** Oldest line first. */
export const timelineOfRefund = defineQuery<{ refundId: string }, RefundTimelineRow>(
  "timeline of refund",
  (db, { refundId }) =>
    db.selectFrom("refund_timeline").selectAll().where("refund_id", "=", refundId).orderBy("seq"),
);

/** Oldest line first. */
export const timelineOfPayment = defineQuery<{ paymentId: string }, PaymentTimelineRow>(
  "timeline of payment",
  (db, { paymentId }) =>
    db.selectFrom("payment_timeline").selectAll().where("payment_id", "=", paymentId).orderBy("seq"),
);

/** Oldest line first. */
export const timelineOfPayout = defineQuery<{ payoutId: string }, PayoutTimelineRow>(
  "timeline of payout",
  (db, { payoutId }) =>
    db.selectFrom("payout_timeline").selectAll().where("payout_id", "=", payoutId).orderBy("seq"),
);
