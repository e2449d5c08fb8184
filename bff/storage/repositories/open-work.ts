/** What is open, by what it needs of the configuration. For the start and for `check`, not for requests. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";

/** How many orders of one account are open, in one currency, made by one merchant identity. */
export interface OpenOrders {
  readonly object: "payments" | "payouts";
  readonly accountId: string;
  readonly currency: string;
  readonly decimals: number;
  /** Null for orders from before it was kept. */
  readonly identity: string | null;
  readonly count: number;
}

const openPayments = ["creating", "unknown", "pending", "partially_paid", "review"] as const;
const openPayouts = ["awaiting_approval", "creating", "unknown", "pending", "review"] as const;

/** In the order of the accounts' ids. */
export async function openOrders(executor: Executor): Promise<OpenOrders[]> {
  const payments = await executor
    .selectFrom("payments")
    .select(["account_id as accountId", "currency", "decimals", "identity"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "in", openPayments)
    .groupBy(["account_id", "currency", "decimals", "identity"])
    .orderBy("account_id")
    .execute();
  const payouts = await executor
    .selectFrom("payouts")
    .select(["account_id as accountId", "currency", "decimals", "identity"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "in", openPayouts)
    .groupBy(["account_id", "currency", "decimals", "identity"])
    .orderBy("account_id")
    .execute();
  return [
    ...payments.map((row) => ({ object: "payments" as const, ...row, count: Number(row.count) })),
    ...payouts.map((row) => ({ object: "payouts" as const, ...row, count: Number(row.count) })),
  ];
}

const queuePrefix = "webhooks:";

/** How many deliveries wait, by the id of their endpoint. */
export async function waitingDeliveries(
  executor: Executor,
): Promise<readonly { readonly endpointId: string; readonly count: number }[]> {
  const rows = await executor
    .selectFrom("jobs")
    .select("queue")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    // All names that begin with `webhooks:`, as a range that the index can use.
    .where("queue", ">", queuePrefix)
    .where("queue", "<", sql<never>`'webhooks;'`)
    .where("dead_at", "is", null)
    .groupBy("queue")
    .orderBy("queue")
    .execute();
  return rows.map((row) => ({ endpointId: row.queue.slice(queuePrefix.length), count: Number(row.count) }));
}

/** Whether any payment or payout was ever made with an account of that id. */
export async function hasOrdersOf(executor: Executor, accountId: string): Promise<boolean> {
  for (const table of ["payments", "payouts"] as const) {
    const row = await executor
      .selectFrom(table)
      .select("id")
      .where("account_id", "=", accountId)
      .limit(sql.lit(1))
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}
