/** Payments and their timelines in the database. */
import type { Selectable } from "kysely";
import type { PaymentStatus } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import type { PaymentTable, PaymentTimelineTable } from "../schema.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type PaymentRow = Selectable<PaymentTable>;
export type PaymentTimelineRow = Selectable<PaymentTimelineTable>;

export async function insertPayment(executor: Executor, row: PaymentRow): Promise<void> {
  await executor.insertInto("payments").values(row).execute();
}

export async function findPayment(executor: Executor, id: string): Promise<PaymentRow | undefined> {
  return await executor.selectFrom("payments").selectAll().where("id", "=", id).executeTakeFirst();
}

/** By the number that the provider knows, which is unique over all accounts. */
export async function findPaymentByOrderNo(
  executor: Executor,
  orderNo: string,
): Promise<PaymentRow | undefined> {
  return await executor.selectFrom("payments").selectAll().where("order_no", "=", orderNo).executeTakeFirst();
}

export async function findPaymentByCallbackToken(
  executor: Executor,
  tokenHash: string,
): Promise<PaymentRow | undefined> {
  return await executor
    .selectFrom("payments")
    .selectAll()
    .where("callback_token_hash", "=", tokenHash)
    .executeTakeFirst();
}

/** Oldest first; at most as many as a session may have. */
export async function paymentsOfSession(executor: Executor, sessionId: string): Promise<PaymentRow[]> {
  return await executor
    .selectFrom("payments")
    .selectAll()
    .where("session_id", "=", sessionId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

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

/** Reads the payment and holds it until the transaction ends; see lockSession. */
export async function lockPayment(executor: Executor, id: string): Promise<PaymentRow | undefined> {
  return await executor
    .updateTable("payments")
    .set((eb) => ({ updated_at: eb.ref("updated_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export type PaymentChanges = Partial<
  Omit<PaymentRow, "id" | "session_id" | "order_no" | "created_at" | "callback_token_hash">
>;

/**
 * The one statement that changes a payment's state (lifecycle rule 3).
 *
 * @returns false when the payment was no longer in `from`: nothing was changed and no side effect may follow.
 */
export async function changePayment(
  executor: Executor,
  input: { readonly id: string; readonly from: PaymentStatus; readonly changes: PaymentChanges },
): Promise<boolean> {
  const result = await executor
    .updateTable("payments")
    .set(input.changes)
    .where("id", "=", input.id)
    .where("status", "=", input.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Adds a line to the timeline of a payment that is held by {@link lockPayment} or was just inserted. */
export async function appendPaymentTimeline(
  executor: Executor,
  entry: Omit<PaymentTimelineRow, "seq">,
): Promise<void> {
  const last = await executor
    .selectFrom("payment_timeline")
    .select("seq")
    .where("payment_id", "=", entry.payment_id)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  await executor
    .insertInto("payment_timeline")
    .values({ ...entry, seq: (last?.seq ?? 0) + 1 })
    .execute();
}

export async function timelineOfPayment(
  executor: Executor,
  paymentId: string,
): Promise<PaymentTimelineRow[]> {
  return await executor
    .selectFrom("payment_timeline")
    .selectAll()
    .where("payment_id", "=", paymentId)
    .orderBy("seq")
    .execute();
}

export async function lastTimelineEntry(
  executor: Executor,
  paymentId: string,
): Promise<PaymentTimelineRow | undefined> {
  return await executor
    .selectFrom("payment_timeline")
    .selectAll()
    .where("payment_id", "=", paymentId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/**
 * Takes the right to ask the provider about this payment, over all processes.
 *
 * @param input.floorMs no question within that time after the last one; 0 for none.
 * @returns false when somebody else is asking, or asked too recently.
 */
export async function takePaymentQueryLease(
  executor: Executor,
  input: { readonly id: string; readonly now: number; readonly leaseMs: number; readonly floorMs: number },
): Promise<boolean> {
  const { id, now, leaseMs, floorMs } = input;
  let update = executor
    .updateTable("payments")
    .set({ query_lease_until: now + leaseMs, last_query_at: now })
    .where("id", "=", id)
    .where(isOver("query_lease_until", { now, longestMs: leaseMs }));
  if (floorMs > 0) {
    update = update.where(isOver("last_query_at", { now: now - floorMs, longestMs: floorMs }));
  }
  const result = await update.executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @param input.until as the lease was taken: one that has lapsed may be somebody else's by now. */
export async function releasePaymentQueryLease(
  executor: Executor,
  input: { readonly id: string; readonly until: number },
): Promise<void> {
  await executor
    .updateTable("payments")
    .set({ query_lease_until: null })
    .where("id", "=", input.id)
    .where("query_lease_until", "=", input.until)
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
