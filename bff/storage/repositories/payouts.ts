/** Reads payouts. held-payouts.ts and query-locks.ts write them. */
import { sql } from "kysely";
import type { PayoutException, PayoutStatus } from "../../contract.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";
import { newestOf } from "./newest.ts";

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
  readonly status?: readonly PayoutStatus[] | undefined;
  readonly exception?: PayoutException | undefined;
  readonly account?: string | undefined;
  /** Created at or after, epoch ms. */
  readonly from?: number | undefined;
  /** Created before, epoch ms. */
  readonly to?: number | undefined;
  readonly orderNo?: string | undefined;
  readonly providerOrderId?: string | undefined;
}

/** The statuses in each of which the newest are looked for; see listPayments. */
function statusesApart(filter: PayoutFilter): readonly PayoutStatus[] | undefined {
  const { reference, orderNo, providerOrderId, exception } = filter;
  const isNarrow = [reference, orderNo, providerOrderId, exception].some((value) => value !== undefined);
  return isNarrow ? undefined : filter.status;
}

/** Newest first. */
export async function listPayouts(executor: Executor, filter: PayoutFilter): Promise<PayoutRow[]> {
  // A provider's own refund is in the list of refunds.
  const search = (status?: PayoutStatus) => {
    let query = executor.selectFrom("payouts").selectAll().where("side", "=", "payouts");
    if (status !== undefined) query = query.where("status", "=", status);
    else if (filter.status !== undefined) query = query.where("status", "in", filter.status);
    if (filter.reference !== undefined) query = query.where("reference", "=", filter.reference);
    if (filter.exception !== undefined)
      query = query
        .where(sql<boolean>`exceptions <> '[]'`)
        .where("exceptions", "like", `%"${filter.exception}"%`);
    if (filter.account !== undefined) query = query.where("account_id", "=", filter.account);
    if (filter.orderNo !== undefined) query = query.where("order_no", "=", filter.orderNo);
    if (filter.providerOrderId !== undefined)
      query = query.where("provider_order_id", "=", filter.providerOrderId);
    if (filter.from !== undefined) query = query.where("created_at", ">=", filter.from);
    if (filter.to !== undefined) query = query.where("created_at", "<", filter.to);
    if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
    return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit);
  };
  return await newestOf(executor, { search, apart: statusesApart(filter), limit: filter.limit });
}
