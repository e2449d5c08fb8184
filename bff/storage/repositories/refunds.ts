/** Refunds: the rows that a decision loads and reads, and the statements that write the decision. */
import type { RefundStatus as PublicStatus } from "../../contract.ts";
import type { RefundRecord } from "../../core/records.ts";
import type { RefundStatus } from "../../core/refund/status.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import { isOnPage, type Stretch } from "./cursors.ts";
import { disabledEndpoints } from "./disabled-endpoints.ts";
import { type HeldPaymentRow, type HeldSessionRow, lastDetail, referencePaid } from "./held-sessions.ts";
import { newestOf } from "./newest.ts";
import { allOf, hasValues, narrowestOf } from "./value-filters.ts";

export type RefundRow = RefundRecord;

const columns = everyColumn<RefundRecord>({
  id: true,
  session_id: true,
  payment_id: true,
  payout_id: true,
  status: true,
  amount_minor: true,
  currency: true,
  decimals: true,
  reason: true,
  method: true,
  account_id: true,
  channel: true,
  failure_code: true,
  failure_retryable: true,
  token_hash: true,
  claim_digest: true,
  created_by: true,
  created_at: true,
  expires_at: true,
  updated_at: true,
});

export const refundById = defineQuery<{ id: string }, RefundRow>("refund by id", (db, { id }) =>
  db.selectFrom("refunds").selectAll().where("id", "=", id),
);

export const refundByTokenHash = defineQuery<{ tokenHash: string }, RefundRow>(
  "refund by token hash",
  (db, { tokenHash }) => db.selectFrom("refunds").selectAll().where("token_hash", "=", tokenHash),
);

/** The refund that a payout carries. */
export const refundOfPayout = defineQuery<{ payoutId: string }, RefundRow>(
  "refund of payout",
  (db, { payoutId }) => db.selectFrom("refunds").selectAll().where("payout_id", "=", payoutId),
);

/** Oldest first. */
export const refundsOfSession = defineQuery<{ sessionId: string }, RefundRow>(
  "refunds of session",
  (db, { sessionId }) =>
    db
      .selectFrom("refunds")
      .selectAll()
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .orderBy("id"),
);

/** The session of the refund that a payout carries, as heldSession loads it. */
export const heldSessionOfPayout = defineQuery<{ payoutId: string }, HeldSessionRow>(
  "held session of payout",
  (db, { payoutId }, engine) =>
    db
      .selectFrom("sessions")
      .selectAll()
      .select([disabledEndpoints(engine), referencePaid])
      .where("id", "=", (eb) =>
        eb.selectFrom("refunds").select("session_id").where("payout_id", "=", payoutId),
      ),
);

/** All payments of that session, oldest first. */
export const heldPaymentsOfPayout = defineQuery<{ payoutId: string }, HeldPaymentRow>(
  "held payments of payout",
  (db, { payoutId }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .select(lastDetail)
      .where("session_id", "=", (eb) =>
        eb.selectFrom("refunds").select("session_id").where("payout_id", "=", payoutId),
      )
      .orderBy("created_at")
      .orderBy("id"),
);

export interface RefundFilter extends Stretch {
  readonly limit: number;
  readonly payment?: string | undefined;
  readonly session?: string | undefined;
  readonly status?: readonly PublicStatus[] | undefined;
}

/** Newest first. */
export async function listRefunds(executor: Executor, filter: RefundFilter): Promise<RefundRow[]> {
  const { limit } = filter;
  const values = { payment_id: filter.payment, session_id: filter.session };
  const sought = narrowestOf(values, [["payment_id"], ["session_id"]]);
  const search = (status?: PublicStatus) =>
    executor
      .selectFrom("refunds")
      .selectAll()
      .where(allOf(hasValues({ ...values, status: status ?? filter.status }, sought), isOnPage(filter)))
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit);
  return await newestOf(executor, { search, apart: sought === undefined ? filter.status : undefined, limit });
}

export const insertRefund = defineStatement("insert refund", (db, row: RefundRecord) =>
  db.insertInto("refunds").values(pick(row, columns)),
);

/** The one statement that changes a refund's state. The session's gate stands before it. */
export const moveRefund = defineStatement(
  "move refund",
  (db, refund: RefundRecord & { readonly from: RefundStatus }) =>
    db
      .updateTable("refunds")
      .set({
        status: refund.status,
        payout_id: refund.payout_id,
        failure_code: refund.failure_code,
        failure_retryable: refund.failure_retryable,
        claim_digest: refund.claim_digest,
        updated_at: refund.updated_at,
      })
      .where("id", "=", refund.id)
      .where("status", "=", refund.from),
);

/** What the payment's row says of its refunds. The session's gate stands before it. */
export const setRefundsOfPayment = defineStatement(
  "set refunds of payment",
  (db, { id, refunds }: { readonly id: string; readonly refunds: string }) =>
    db.updateTable("payments").set({ refunds }).where("id", "=", id),
);
