/**
 * Verified money for orders that are not here (rule 24): a database that was restored from a backup has lost them. A row
 * is never deleted, and its first report is never overwritten. An account has a bounded number of rows.
 */
import { sql } from "kysely";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import type { StrayMoneyTable } from "../schema/reconciliation.ts";

export type StrayMoneyRow = Readonly<StrayMoneyTable>;

export interface StrayMoneyKey {
  readonly accountId: string;
  readonly orderNo: string;
}

const columns = everyColumn<StrayMoneyRow>({
  account_id: true,
  order_no: true,
  object: true,
  provider_order_id: true,
  amount: true,
  currency: true,
  status: true,
  first_seen_at: true,
  last_seen_at: true,
  seen: true,
});

/** One row: how many orders of the account are kept, and 1 where this order is one of them, else 0. */
export const strayMoneyOf = defineQuery<StrayMoneyKey, { kept: number; known: number }>(
  "stray money of account",
  (_db, { accountId, orderNo }) =>
    sql<{ kept: number; known: number }>`select
      (select count(*) from stray_money where account_id = ${accountId}) as kept,
      (select count(*) from stray_money where account_id = ${accountId} and order_no = ${orderNo}) as known`,
);

/** Fails on the key when another process was faster. */
export const insertStrayMoney = defineStatement("insert stray money", (db, row: StrayMoneyRow) =>
  db.insertInto("stray_money").values(pick(row, columns)),
);

export const seeStrayMoneyAgain = defineStatement(
  "see stray money again",
  (db, { accountId, orderNo, at }: StrayMoneyKey & { readonly at: number }) =>
    db
      .updateTable("stray_money")
      .set({ last_seen_at: at, seen: sql<number>`seen + 1` })
      .where("account_id", "=", accountId)
      .where("order_no", "=", orderNo),
);
