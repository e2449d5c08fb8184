/** Payouts and their timelines in the database. */
import type { Selectable } from "kysely";
import type { PayoutStatus } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import type { PayoutTable, PayoutTimelineTable } from "../schema.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type PayoutRow = Selectable<PayoutTable>;
export type PayoutTimelineRow = Selectable<PayoutTimelineTable>;

export async function insertPayout(executor: Executor, row: PayoutRow): Promise<void> {
  await executor.insertInto("payouts").values(row).execute();
}

export async function findPayout(executor: Executor, id: string): Promise<PayoutRow | undefined> {
  return await executor.selectFrom("payouts").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findPayoutByOrderNo(
  executor: Executor,
  orderNo: string,
): Promise<PayoutRow | undefined> {
  return await executor.selectFrom("payouts").selectAll().where("order_no", "=", orderNo).executeTakeFirst();
}

export async function findPayoutByCallbackToken(
  executor: Executor,
  tokenHash: string,
): Promise<PayoutRow | undefined> {
  return await executor
    .selectFrom("payouts")
    .selectAll()
    .where("callback_token_hash", "=", tokenHash)
    .executeTakeFirst();
}

/** Reads the payout and holds it until the transaction ends; see lockSession. */
export async function lockPayout(executor: Executor, id: string): Promise<PayoutRow | undefined> {
  return await executor
    .updateTable("payouts")
    .set((eb) => ({ updated_at: eb.ref("updated_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export type PayoutChanges = Partial<
  Omit<PayoutRow, "id" | "order_no" | "created_at" | "callback_token_hash">
>;

/** @returns false when the payout was no longer in `from`: nothing was changed and no side effect may follow. */
export async function changePayout(
  executor: Executor,
  input: { readonly id: string; readonly from: PayoutStatus; readonly changes: PayoutChanges },
): Promise<boolean> {
  const result = await executor
    .updateTable("payouts")
    .set(input.changes)
    .where("id", "=", input.id)
    .where("status", "=", input.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Adds a line to the timeline of a payout that is held by {@link lockPayout} or was just inserted. */
export async function appendPayoutTimeline(
  executor: Executor,
  entry: Omit<PayoutTimelineRow, "seq">,
): Promise<void> {
  const last = await lastPayoutTimelineEntry(executor, entry.payout_id);
  await executor
    .insertInto("payout_timeline")
    .values({ ...entry, seq: (last?.seq ?? 0) + 1 })
    .execute();
}

export async function lastPayoutTimelineEntry(
  executor: Executor,
  payoutId: string,
): Promise<PayoutTimelineRow | undefined> {
  return await executor
    .selectFrom("payout_timeline")
    .selectAll()
    .where("payout_id", "=", payoutId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function timelineOfPayout(executor: Executor, payoutId: string): Promise<PayoutTimelineRow[]> {
  return await executor
    .selectFrom("payout_timeline")
    .selectAll()
    .where("payout_id", "=", payoutId)
    .orderBy("seq")
    .execute();
}

/** Takes the right to ask the provider about this payout, over all processes. @returns false when somebody else is asking. */
export async function takePayoutQueryLease(
  executor: Executor,
  input: { readonly id: string; readonly now: number; readonly leaseMs: number },
): Promise<boolean> {
  const { id, now, leaseMs } = input;
  const result = await executor
    .updateTable("payouts")
    .set({ query_lease_until: now + leaseMs, last_query_at: now })
    .where("id", "=", id)
    .where(isOver("query_lease_until", { now, longestMs: leaseMs }))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @param input.until as the lease was taken: one that has lapsed may be somebody else's by now. */
export async function releasePayoutQueryLease(
  executor: Executor,
  input: { readonly id: string; readonly until: number },
): Promise<void> {
  await executor
    .updateTable("payouts")
    .set({ query_lease_until: null })
    .where("id", "=", input.id)
    .where("query_lease_until", "=", input.until)
    .execute();
}

export interface PayoutFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly reference?: string | undefined;
  readonly status?: PayoutStatus | undefined;
  readonly account?: string | undefined;
}

/** Newest first. */
export async function listPayouts(executor: Executor, filter: PayoutFilter): Promise<PayoutRow[]> {
  let query = executor.selectFrom("payouts").selectAll();
  if (filter.reference !== undefined) query = query.where("reference", "=", filter.reference);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.account !== undefined) query = query.where("account_id", "=", filter.account);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
}
