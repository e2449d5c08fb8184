/** Reads payouts. held-payouts.ts and query-locks.ts write them. */
import type { PayoutException, PayoutStatus } from "../../contract.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type PayoutRow = PayoutRecord;

export const payoutById = defineQuery<{ id: string }, PayoutRow>("payout by id", (db, { id }) =>
  db.selectFrom("payouts").selectAll().where("id", "=", id),
);

/** By the number that the provider knows, which is unique over all accounts. */
export const payoutByOrderNo = defineQuery<{ orderNo: string }, PayoutRow>(
  "payout by order number",
  (db, { orderNo }) => db.selectFrom("payouts").selectAll().where("order_no", "=", orderNo),
);

export const payoutByCallbackToken = defineQuery<{ tokenHash: string }, PayoutRow>(
  "payout by callback token",
  (db, { tokenHash }) => db.selectFrom("payouts").selectAll().where("callback_token_hash", "=", tokenHash),
);

export interface PayoutFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly reference?: string | undefined;
  readonly status?: PayoutStatus | undefined;
  readonly exception?: PayoutException | undefined;
  readonly account?: string | undefined;
}

/** Newest first. */
export async function listPayouts(executor: Executor, filter: PayoutFilter): Promise<PayoutRow[]> {
  // A provider's own refund is in the list of refunds.
  let query = executor.selectFrom("payouts").selectAll().where("side", "=", "payouts");
  if (filter.reference !== undefined) query = query.where("reference", "=", filter.reference);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.exception !== undefined) query = query.where("exceptions", "like", `%"${filter.exception}"%`);
  if (filter.account !== undefined) query = query.where("account_id", "=", filter.account);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
}
