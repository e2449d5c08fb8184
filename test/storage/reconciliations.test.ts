import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Write } from "../../bff/storage/engine/statements.ts";
import { insertDiscrepancy, knownDiscrepancy } from "../../bff/storage/repositories/discrepancies.ts";
import { insertPayout } from "../../bff/storage/repositories/held-payouts.ts";
import { insertPayment, insertSession } from "../../bff/storage/repositories/held-sessions.ts";
import {
  countOrdersToQuery,
  listOrdersToQuery,
  listOrderToQuery,
  type OrderKind,
  ordersPerPage,
  ordersToQuery,
  removeAbandonedOrders,
  removeOrderToQuery,
  succeededOrders,
} from "../../bff/storage/repositories/reconciliation-orders.ts";
import {
  continueReconciliation,
  countReconciled,
  endReconciliation,
  reconciliationOf,
  reconciliationsSince,
  recordReconciliation,
} from "../../bff/storage/repositories/reconciliations.ts";
import { forEachEngine } from "../support/databases.ts";
import { commit } from "./commit.ts";
import { paymentRow, payoutRow, sessionRow } from "./rows.ts";

const key = { accountId: "chainup-coins", day: "2026-11-19" };
const found = {
  ...key,
  kind: "amount_differs",
  orderNo: "20261119000000abcdefghijklmnop",
  paymentId: "pay_1",
  detail: "they have 5.00, we have 6.00",
  now: 1,
} as const;

/** @returns true when it was not on record yet. */
async function report(
  database: Database,
  discrepancy: Parameters<typeof insertDiscrepancy>[0],
): Promise<boolean> {
  return await database.change({
    load: [knownDiscrepancy(discrepancy)],
    decide: ([[known]]) =>
      known === undefined
        ? { writes: [insertDiscrepancy(discrepancy)], result: true }
        : { writes: [], result: false },
  });
}

const listDiscrepancies = async ({ kysely }: Database) =>
  await kysely
    .selectFrom("discrepancies")
    .selectAll()
    .where("account_id", "=", key.accountId)
    .where("day", "=", key.day)
    .orderBy("id")
    .execute();

const leftOf = async (database: Database, kind: OrderKind, after = "") =>
  (await database.read(ordersToQuery({ ...key, kind, after }))).map((row) => row.subject_id);

forEachEngine("reconciliations", (openTestDatabase) => {
  test("are one for each account and day, with the last run's result", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    expect(await database.read(reconciliationOf(key))).toEqual([]);
    const run = { ...key, source: "statement", checked: 0, begunAt: null } as const;
    await commit(database, [recordReconciliation({ ...run, error: "they did not answer" })]);
    expect(await database.read(reconciliationOf(key))).toMatchObject([
      { begun_at: null, finished_at: null, error: "they did not answer" },
    ]);
    const begun = { ...run, source: "query", checked: 12, begunAt: 5, error: null } as const;
    await commit(database, [
      recordReconciliation(begun),
      countReconciled({ ...key, checked: 3 }),
      continueReconciliation({ ...key, begunAt: 7 }),
      endReconciliation({ ...key, finishedAt: 99, error: null }),
    ]);
    const after = { account_id: "chainup-coins", source: "query", checked: 15, begun_at: 7, error: null };
    expect(await reconciliationsSince(kysely, key)).toMatchObject([{ ...after, finished_at: 99 }]);
    await commit(database, [recordReconciliation(begun)]);
    expect(await database.read(reconciliationOf(key))).toMatchObject([{ finished_at: null, checked: 12 }]);
    await commit(database, [recordReconciliation({ ...begun, day: "2026-11-21" })]);
    const since = await reconciliationsSince(kysely, { ...key, day: "2026-11-18" });
    expect(since.map((row) => row.day)).toEqual(["2026-11-19", "2026-11-21"]);
    expect(await reconciliationsSince(kysely, { ...key, day: "2026-11-22" })).toEqual([]);
  });

  test("report a disagreement once, however often it is found", async () => {
    const database = await openTestDatabase();
    expect(await report(database, found)).toBe(true);
    expect(await report(database, { ...found, now: 2, detail: "still" })).toBe(false);
    expect(await report(database, { ...found, kind: "status_differs" })).toBe(true);
    expect(await report(database, { ...found, day: "2026-11-18" })).toBe(true);
    const ofPayout = { ...found, orderNo: "another", paymentId: null, payoutId: "po_1" };
    expect(await report(database, ofPayout)).toBe(true);
    const list = await listDiscrepancies(database);
    expect(list.map((row) => [row.kind, row.payment_id, row.payout_id, row.detail, row.found_at])).toEqual([
      ["amount_differs", "pay_1", null, "they have 5.00, we have 6.00", 1],
      ["amount_differs", null, "po_1", "they have 5.00, we have 6.00", 1],
      ["status_differs", "pay_1", null, "they have 5.00, we have 6.00", 1],
    ]);
  });

  test("report a disagreement once that several processes find at once", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const reports = Array.from({ length: 10 }, (_, i) =>
      report(handles[i % 2] ?? database, { ...found, now: i }),
    );
    expect((await Promise.all(reports)).filter(Boolean)).toHaveLength(1);
    expect(await listDiscrepancies(database)).toHaveLength(1);
  });
});

forEachEngine("the orders that reconciliation has left", (openTestDatabase) => {
  const account = { account_id: key.accountId };
  const payment = (id: string, changes: Parameters<typeof paymentRow>[2] = {}) =>
    insertPayment(paymentRow(id, "cs_1", { ...account, ...changes }));

  /** Payments and payouts of the account: before the day, on it, after it; and of another account. */
  async function furnish(database: Database, ...more: readonly Write[]): Promise<void> {
    await commit(database, [
      insertSession(sessionRow("cs_1")),
      payment("pay_before", { created_at: 99 }),
      payment("pay_first", { created_at: 100, status: "succeeded" }),
      payment("pay_last", { created_at: 199, status: "succeeded" }),
      payment("pay_after", { created_at: 200, status: "succeeded" }),
      payment("pay_failed", { created_at: 150, status: "failed" }),
      payment("pay_other", { created_at: 150, account_id: "other" }),
      insertPayout(payoutRow("po_first", { ...account, created_at: 100, status: "succeeded" })),
      insertPayout(payoutRow("po_after", { ...account, created_at: 200 })),
      ...more,
    ]);
  }

  test("are those of its account and day, of whatever state, until each was removed", async () => {
    const database = await openTestDatabase();
    await furnish(database);
    const ofDay = { ...key, from: 100, to: 200 };
    await commit(database, [listOrdersToQuery.payment(ofDay), listOrdersToQuery.payout(ofDay)]);
    // Listed again, they are the same.
    await commit(database, [listOrdersToQuery.payment(ofDay), listOrdersToQuery.payout(ofDay)]);
    await commit(database, [
      listOrderToQuery({ ...key, kind: "payout", subjectId: "po_one" }),
      listOrderToQuery({ ...key, day: "2026-11-20", kind: "payout", subjectId: "po_next" }),
    ]);
    expect(await leftOf(database, "payment")).toEqual(["pay_failed", "pay_first", "pay_last"]);
    expect(await leftOf(database, "payment", "pay_first")).toEqual(["pay_last"]);
    expect(await leftOf(database, "payout")).toEqual(["po_first", "po_one"]);
    expect(await database.read(countOrdersToQuery(key))).toEqual([{ count: 5 }]);
    await commit(database, [
      removeOrderToQuery({ ...key, kind: "payment", subjectId: "pay_first" }),
      removeOrderToQuery({ ...key, kind: "payment", subjectId: "po_first" }),
    ]);
    expect(await leftOf(database, "payment")).toEqual(["pay_failed", "pay_last"]);
    expect(await leftOf(database, "payout")).toEqual(["po_first", "po_one"]);
  });

  test("come a page at a time", async () => {
    const database = await openTestDatabase();
    const ids = Array.from({ length: ordersPerPage + 1 }, (_, index) => `pay_${1_000 + index}`);
    await commit(
      database,
      ids.map((subjectId) => listOrderToQuery({ ...key, kind: "payment", subjectId })),
    );
    const page = await leftOf(database, "payment");
    expect(page).toEqual(ids.slice(0, ordersPerPage));
    expect(await leftOf(database, "payment", page.at(-1))).toEqual(ids.slice(ordersPerPage));
  });

  test("are removed when no run has gone on with their day for long", async () => {
    const database = await openTestDatabase();
    const run = { source: "query", checked: 0, error: null } as const;
    await commit(database, [
      recordReconciliation({ ...key, ...run, begunAt: 10 }),
      recordReconciliation({ ...key, day: "2026-11-18", ...run, begunAt: 9 }),
      listOrderToQuery({ ...key, kind: "payment", subjectId: "pay_1" }),
      listOrderToQuery({ ...key, day: "2026-11-18", kind: "payment", subjectId: "pay_2" }),
      removeAbandonedOrders({ accountId: "other", before: 100 }),
      removeAbandonedOrders({ accountId: key.accountId, before: 10 }),
    ]);
    const rows = await database.kysely.selectFrom("reconciliation_orders").select("subject_id").execute();
    expect(rows).toEqual([{ subject_id: "pay_1" }]);
  });

  test("can be listed a page at a time where they succeeded, oldest first", async () => {
    const database = await openTestDatabase();
    const many = Array.from({ length: ordersPerPage }, (_, index) =>
      payment(`pay_many_${1_000 + index}`, { created_at: 120, status: "succeeded" }),
    );
    await furnish(database, ...many);
    const of = { accountId: key.accountId, to: 200 };
    const first = await database.read(succeededOrders.payment({ ...of, createdAt: 100, id: "" }));
    expect(first).toHaveLength(ordersPerPage);
    expect(first[0]).toEqual({ id: "pay_first", order_no: "order-no-pay_first", created_at: 100 });
    const { created_at: createdAt = 0, id = "" } = first.at(-1) ?? {};
    const rest = await database.read(succeededOrders.payment({ ...of, createdAt, id }));
    expect(rest.map((row) => row.id)).toEqual([`pay_many_${1_000 + ordersPerPage - 1}`, "pay_last"]);
    const payouts = await database.read(succeededOrders.payout({ ...of, createdAt: 100, id: "" }));
    expect(payouts.map((row) => row.id)).toEqual(["po_first"]);
  });
});
