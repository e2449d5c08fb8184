/**
 * The orders of a day, as reconciliation goes through them: the list of those that are left to query, and the numbers of
 * those that succeeded. Both are read a page at a time.
 */
import { sql } from "kysely";
import { defineQuery, defineStatement } from "../engine/statements.ts";
import type { ReconciliationOrderTable } from "../schema/reconciliation.ts";
import type { ReconciliationKey } from "./reconciliations.ts";

export type OrderKind = ReconciliationOrderTable["kind"];

export interface OrderToQuery extends ReconciliationKey {
  readonly kind: OrderKind;
  /** The payment's or payout's id. */
  readonly subjectId: string;
}

/** How many orders are read at once. */
export const ordersPerPage = 100;

const tables = { payment: "payments", payout: "payouts" } as const;

/** The orders that the account created from `from` until before `to`, epoch ms. */
interface OrdersOfDay extends ReconciliationKey {
  readonly from: number;
  readonly to: number;
}

function defineListing(kind: OrderKind) {
  return defineStatement(`list each ${kind} to query`, (db, of: OrdersOfDay) =>
    db
      .insertInto("reconciliation_orders")
      .columns(["account_id", "day", "kind", "subject_id"])
      .expression(
        db
          .selectFrom(tables[kind])
          .select([
            "account_id",
            sql<string>`${of.day}`.as("day"),
            sql<OrderKind>`${sql.lit(kind)}`.as("kind"),
            "id as subject_id",
          ])
          .where("account_id", "=", of.accountId)
          .where("created_at", ">=", of.from)
          .where("created_at", "<", of.to),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Lists every payment, or every payout, of the day to be queried. */
export const listOrdersToQuery = { payment: defineListing("payment"), payout: defineListing("payout") };

/** Lists one order to be queried. */
export const listOrderToQuery = defineStatement("list order to query", (db, order: OrderToQuery) =>
  db
    .insertInto("reconciliation_orders")
    .values({
      account_id: order.accountId,
      day: order.day,
      kind: order.kind,
      subject_id: order.subjectId,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The order has been queried: no later run does it again. */
export const removeOrderToQuery = defineStatement("remove order to query", (db, order: OrderToQuery) =>
  db
    .deleteFrom("reconciliation_orders")
    .where("account_id", "=", order.accountId)
    .where("day", "=", order.day)
    .where("kind", "=", order.kind)
    .where("subject_id", "=", order.subjectId),
);

/** One page of the orders that are left, after that id. */
export const ordersToQuery = defineQuery<
  ReconciliationKey & { readonly kind: OrderKind; readonly after: string },
  { subject_id: string }
>("orders to query", (db, { accountId, day, kind, after }) =>
  db
    .selectFrom("reconciliation_orders")
    .select("subject_id")
    .where("account_id", "=", accountId)
    .where("day", "=", day)
    .where("kind", "=", kind)
    .where("subject_id", ">", after)
    .orderBy("subject_id")
    .limit(ordersPerPage),
);

export const countOrdersToQuery = defineQuery<ReconciliationKey, { count: number }>(
  "count orders to query",
  (db, { accountId, day }) =>
    db
      .selectFrom("reconciliation_orders")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("account_id", "=", accountId)
      .where("day", "=", day),
);

/** Removes what was left of the account's days whose last run began before that time. */
export const removeAbandonedOrders = defineStatement(
  "remove abandoned orders",
  (db, { accountId, before }: { accountId: string; before: number }) =>
    db
      .deleteFrom("reconciliation_orders")
      .where("account_id", "=", accountId)
      .where("day", "in", (runs) =>
        runs
          .selectFrom("reconciliations")
          .select("reconciliations.day")
          .where("reconciliations.account_id", "=", accountId)
          .where("begun_at", "<", before),
      ),
);

/** An order that succeeded. */
export interface SucceededOrder {
  readonly id: string;
  readonly order_no: string;
  readonly created_at: number;
}

interface SucceededOrders {
  readonly accountId: string;
  /** The page begins after this time (epoch ms) and id. */
  readonly createdAt: number;
  readonly id: string;
  /** Created before, epoch ms. */
  readonly to: number;
}

function defineSucceeded(kind: OrderKind) {
  return defineQuery<SucceededOrders, SucceededOrder>(
    `each ${kind} that succeeded`,
    (db, { accountId, createdAt, id, to }) =>
      db
        .selectFrom(tables[kind])
        .select(["id", "order_no", "created_at"])
        .where("account_id", "=", accountId)
        .where(sql<boolean>`(created_at, id) > (${createdAt}, ${id})`)
        .where("created_at", "<", to)
        .where("status", "=", "succeeded")
        .orderBy("created_at")
        .orderBy("id")
        .limit(ordersPerPage),
  );
}

/** One page, oldest first. */
export const succeededOrders = { payment: defineSucceeded("payment"), payout: defineSucceeded("payout") };
