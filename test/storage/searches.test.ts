/** The searches of the one box and the lists of payments: what PostgreSQL and SQLite read for them. */
import { createQueryId, type KyselyPlugin, sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { listPayments, type PaymentFilter } from "../../bff/storage/repositories/payments.ts";
import { forEachEngine, testDatabases } from "../support/databases.ts";
import { paymentRow, sessionRow } from "./rows.ts";

const after = { createdAt: 5, id: "pay_5" };
const narrow: Partial<PaymentFilter> = { account: "a", status: ["pending"], currency: "MXN", from: 1, to: 9 };

/** Every filter alone, and with all that may stand beside it. */
const filters: readonly Partial<PaymentFilter>[] = [
  { status: ["pending"] },
  { status: ["pending", "review"] },
  { account: "a" },
  { account: "a", status: ["pending", "review"] },
  { currency: "MXN" },
  { currency: "MXN", account: "a" },
  narrow,
  { currency: "MXN", amountMinor: "1" },
  ...[
    { session: "cs_1" },
    { reference: "r" },
    { orderNo: "1" },
    { providerOrderId: "1" },
    { exception: "overpaid" } as const,
    { exception: "partially_paid" } as const,
    { amountMinor: "1" },
  ].flatMap((one) =>
    [one, { ...narrow, ...one }].filter((each) => !("amountMinor" in each) || "currency" in each),
  ),
];

async function sqlOf(database: Database, filter: Partial<PaymentFilter>): Promise<string> {
  const queries: string[] = [];
  const listener: KyselyPlugin = {
    transformQuery({ node }) {
      queries.push(database.kysely.getExecutor().compileQuery(node, createQueryId()).sql);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await listPayments(database.kysely.withPlugin(listener), { limit: 21, after, ...filter });
  return queries[0] ?? "";
}

const openSqlite = testDatabases("sqlite");

test("no list of payments reads a whole table, and none sorts more than the pages of its states", async () => {
  const database = await openSqlite();
  for (const filter of filters) {
    const query = await sqlOf(database, filter);
    const { rows } = await sql
      .raw<{ id: number; parent: number; detail: string }>(`explain query plan ${query}`)
      .execute(database.kysely);
    const name = JSON.stringify(filter);
    const reads = rows.filter(({ detail }) => /payments/.test(detail));
    expect(reads.length, name).toBeGreaterThan(0);
    for (const { detail } of reads)
      expect(detail, name).toMatch(
        /^(SEARCH|SCAN) payments USING INDEX payments_|^SEARCH payments USING INDEX sqlite_autoindex/,
      );
    // Inside the search of one state, there is nothing to sort: it would be all rows of that state.
    const sorts = rows.filter(({ detail }) => detail.includes("TEMP B-TREE"));
    const isOne = !query.includes("union all");
    if (isOne) expect(sorts, name).toEqual([]);
    else expect(sorts.length, name).toBeLessThanOrEqual(1);
  }
});

forEachEngine("a list of payments", (openTestDatabase) => {
  test("has the same rows whether one index serves it or one search for each state", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    const states = ["pending", "review", "succeeded", "failed"] as const;
    for (let at = 0; at < 24; at++) {
      const row = paymentRow(`pay_${at}`, "cs_1", {
        status: states[at % states.length] ?? "pending",
        currency: at % 3 === 0 ? "INR" : "MXN",
        account_id: at % 2 === 0 ? "a" : "b",
        exceptions: at % 5 === 0 ? '["overpaid"]' : "[]",
        created_at: 1_000 + Math.floor(at / 3),
      });
      await kysely.insertInto("payments").values(row).execute();
    }
    const all = await kysely.selectFrom("payments").selectAll().execute();
    const newest = (keep: (row: (typeof all)[number]) => boolean) =>
      all
        .filter(keep)
        .sort((one, other) => other.created_at - one.created_at || (other.id < one.id ? -1 : 1))
        .map(({ id }) => id);
    const list = async (filter: Partial<PaymentFilter>) =>
      (await listPayments(kysely, { limit: 100, after: null, ...filter })).map(({ id }) => id);
    expect(await list({ currency: "MXN" })).toEqual(newest((row) => row.currency === "MXN"));
    expect(await list({ currency: "INR", account: "a" })).toEqual(
      newest((row) => row.currency === "INR" && row.account_id === "a"),
    );
    expect(await list({ status: ["pending", "failed", "pending"] })).toEqual(
      newest((row) => row.status === "pending" || row.status === "failed"),
    );
    expect(await list({ exception: "overpaid", status: ["pending"] })).toEqual(
      newest((row) => row.exceptions !== "[]" && row.status === "pending"),
    );
    expect(await list({ exception: "provider_unknown" })).toEqual([]);
    const two = await listPayments(kysely, { limit: 2, after: null, currency: "MXN" });
    const last = two[1];
    if (last === undefined) throw new Error("there are no two payments");
    const rest = await list({ currency: "MXN", after: { createdAt: last.created_at, id: last.id } });
    expect([...two.map(({ id }) => id), ...rest]).toEqual(await list({ currency: "MXN" }));
  });
});
