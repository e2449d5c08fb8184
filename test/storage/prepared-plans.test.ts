/** The compiled statements as PostgreSQL would run them. `query-plans.test.ts` has SQLite's plans. */
import { describe, expect, test } from "vitest";
import { testDatabases } from "../support/databases.ts";
import { planOf } from "./plans.ts";
import { statements } from "./prepared-statements.ts";

describe("no compiled statement", () => {
  const openPostgres = testDatabases("postgres");

  test("reads a whole table on PostgreSQL, but for the few endpoints", async () => {
    const database = await openPostgres();
    for (const one of statements) {
      const asked = { sql: one.statement.sql("postgres"), parameters: one.parameters("postgres") };
      const plan = await planOf(database, asked);
      expect(plan, asked.sql).not.toEqual([]);
      for (const line of plan) expect(line, asked.sql).not.toMatch(/Seq Scan on (?!endpoints)/);
    }
  });
});
