/** Reads payments. held-sessions.ts and query-locks.ts write them. */
import type { PaymentStatus } from "../../contract.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type PaymentRow = PaymentRecord;

export const paymentById = defineQuery<{ id: string }, PaymentRow>("payment by id", (db, { id }) =>
  db.selectFrom("payments").selectAll().where("id", "=", id),
);

/** By the number that the provider knows, which is unique over all accounts. */
export const paymentByOrderNo = defineQuery<{ orderNo: string }, PaymentRow>(
  "payment by order number",
  (db, { orderNo }) => db.selectFrom("payments").selectAll().where("order_no", "=", orderNo),
);

/** Oldest first. The configured limit of payments per session bounds the rows. */
export const paymentsOfSession = defineQuery<{ sessionId: string }, PaymentRow>(
  "payments of session",
  (db, { sessionId }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .orderBy("id"),
);

export async function paymentsOfSessions(
  executor: Executor,
  sessionIds: readonly string[],
): Promise<PaymentRow[]> {
  if (sessionIds.length === 0) return [];
  return await executor
    .selectFrom("payments")
    .selectAll()
    .where("session_id", "in", sessionIds)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export interface PaymentFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly session?: string | undefined;
  readonly status?: PaymentStatus | undefined;
  readonly account?: string | undefined;
  /** Created at or after, epoch ms. */
  readonly from?: number | undefined;
  /** Created before, epoch ms. */
  readonly to?: number | undefined;
}

/** Newest first. */
export async function listPayments(executor: Executor, filter: PaymentFilter): Promise<PaymentRow[]> {
  let query = executor.selectFrom("payments").selectAll();
  if (filter.session !== undefined) query = query.where("session_id", "=", filter.session);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.account !== undefined) query = query.where("account_id", "=", filter.account);
  if (filter.from !== undefined) query = query.where("created_at", ">=", filter.from);
  if (filter.to !== undefined) query = query.where("created_at", "<", filter.to);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
}
