import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  insertDiscrepancy,
  knownDiscrepancy,
  reconciliationsSince,
  recordReconciliation,
} from "../../bff/storage/repositories/reconciliations.ts";
import { forEachEngine } from "../support/databases.ts";

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

forEachEngine("reconciliations", (openTestDatabase) => {
  test("are one for each account and day, with the last run's result", async () => {
    const { kysely } = await openTestDatabase();
    expect(await reconciliationsSince(kysely, key)).toEqual([]);
    const run = {
      ...key,
      source: "statement",
      checked: 0,
      finishedAt: null,
      error: "they did not answer",
    } as const;
    await recordReconciliation(kysely, run);
    expect(await reconciliationsSince(kysely, key)).toMatchObject([
      { finished_at: null, error: "they did not answer" },
    ]);
    await recordReconciliation(kysely, { ...run, source: "query", checked: 12, finishedAt: 99, error: null });
    const after = { account_id: "chainup-coins", source: "query", checked: 12, finished_at: 99, error: null };
    expect(await reconciliationsSince(kysely, key)).toMatchObject([after]);
    await recordReconciliation(kysely, { ...run, day: "2026-11-21" });
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
    const list = await listDiscrepancies(database);
    expect(list.map((row) => [row.kind, row.detail, row.found_at])).toEqual([
      ["amount_differs", "they have 5.00, we have 6.00", 1],
      ["status_differs", "they have 5.00, we have 6.00", 1],
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
