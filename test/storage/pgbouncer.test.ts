/** PostgreSQL behind PgBouncer. Skipped where there is no such program. */
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { reachDatabase } from "../../bff/storage/engine/reach-database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { hasPgBouncer, startPgBouncer } from "../support/pgbouncer.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { findAccount, increment, insertAccount } from "./changes/accounts.ts";
import { commit as write } from "./commit.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

describe.skipIf(!hasPgBouncer).each(["session", "transaction"] as const)("behind PgBouncer by %s", (mode) => {
  async function setUp(size: number) {
    const { url, drop } = await createTestDatabase();
    undo.push(drop);
    const bouncer = await startPgBouncer(url, { mode, size });
    undo.push(() => bouncer.stop());
    const warnings: string[] = [];
    const database = await openDatabase({
      url: bouncer.url,
      poolSize: size,
      logger: { warn: (_fields, message) => void warnings.push(message) },
    });
    undo.push(() => database.close());
    await reachDatabase(database, { limitMs: 0 });
    await migrate(database);
    return { database, warnings, bouncer };
  }

  test("a database is reached, migrated and changed, and no statement has a name", async () => {
    const { database, warnings } = await setUp(4);
    await write(database, [insertAccount({ id: "a", last_success_at: 1 })]);
    expect(await increment(database, "a")).toBe(2);
    const together = Array.from({ length: 12 }, () => increment(database, "a"));
    await Promise.all(together);
    expect(await database.read(findAccount({ id: "a" }))).toMatchObject([{ last_success_at: 14 }]);
    const { rows } = await sql`select name from pg_prepared_statements`.execute(database.kysely);
    expect(rows).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("a pooler stands before PostgreSQL")]);
  });
});

test.skipIf(!hasPgBouncer)(
  "a pool of PgBouncer's that is full makes others wait, and is no outage",
  async () => {
    const { url, drop } = await createTestDatabase();
    undo.push(drop);
    const bouncer = await startPgBouncer(url, { mode: "transaction", size: 1 });
    undo.push(() => bouncer.stop());
    const database = await openDatabase({ url: bouncer.url, poolSize: 5 });
    undo.push(() => database.close());
    await migrate(database);
    await write(database, [insertAccount({ id: "a", last_success_at: 0 })]);
    await Promise.all(Array.from({ length: 15 }, () => increment(database, "a")));
    expect(await database.read(findAccount({ id: "a" }))).toMatchObject([{ last_success_at: 15 }]);
  },
);
