/** Reads payouts. held-payouts.ts and query-locks.ts write them. */
import { sql } from "kysely";
import type { PayoutException, PayoutStatus } from "../../contract.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { isOnPage, type Stretch } from "./cursors.ts";
import { newestOf } from "./newest.ts";
import { allOf, hasValues, leadOf, type Sought } from "./value-filters.ts";

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

export interface PayoutFilter extends Stretch {
  readonly limit: number;
  readonly reference?: string | undefined;
  readonly status?: readonly PayoutStatus[] | undefined;
  readonly exception?: PayoutException | undefined;
  readonly account?: string | undefined;
  readonly orderNo?: string | undefined;
  readonly providerOrderId?: string | undefined;
}

/** As the index of the few that are not as expected has it (migration 0018). */
const isExceptional = sql<boolean>`exceptions <> '[]'`;

const narrow: readonly Sought[] = [["order_no"], ["provider_order_id"], ["reference"]];

/** Newest first. */
export async function listPayouts(executor: Executor, filter: PayoutFilter): Promise<PayoutRow[]> {
  const { exception, limit } = filter;
  const values = {
    order_no: filter.orderNo,
    provider_order_id: filter.providerOrderId,
    reference: filter.reference,
    account_id: filter.account,
  };
  const { sought, byException } = leadOf(values, { narrow, exception });
  const excepted = exception === undefined ? [] : [sql<boolean>`exceptions like ${`%"${exception}"%`}`];
  const search = (status?: PayoutStatus) =>
    executor
      .selectFrom("payouts")
      .selectAll()
      // A provider's own refund is in the list of refunds.
      .where("side", "=", "payouts")
      .where(
        allOf(
          hasValues({ ...values, status: status ?? filter.status }, sought),
          byException ? [isExceptional] : [],
          excepted,
          isOnPage(filter),
        ),
      )
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit);
  // See listPayments.
  return await newestOf(executor, { search, apart: sought === undefined ? filter.status : undefined, limit });
}
