import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { testDatabases } from "../support/databases.ts";

async function accountIds(database: Database): Promise<string[]> {
  const rows = await database.kysely.selectFrom("accounts").select("id").orderBy("id").execute();
  return rows.map((row) => row.id);
}

/** Resolves when `release` is called, also from elsewhere. */
function gate() {
  return Promise.withResolvers<void>();
}

/** Takes the lock of the database. @returns what gives it back */
async function hold(database: Database): Promise<() => Promise<void>> {
  const inside = gate();
  const go = gate();
  const holding = database.transaction(async () => {
    inside.resolve();
    await go.promise;
  });
  await inside.promise;
  return async () => {
    go.resolve();
    await holding;
  };
}

describe("SQLite", () => {
  const openSqlite = testDatabases("sqlite");

  test("writes ahead, flushes at each commit, checks references and types", async () => {
    const database = await openSqlite();
    const read = async (name: string) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database.kysely);
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await read("journal_mode")).toBe("wal");
    expect(await read("synchronous")).toBe(2);
    expect(await read("foreign_keys")).toBe(1);
    const { rows } = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%' and strict = 0
    `.execute(database.kysely);
    expect(rows.map((row) => row.name).sort()).toEqual(["kysely_migration", "kysely_migration_lock"]);
  });

  test("waits for another connection's transaction without stopping this process", async () => {
    const database = await openSqlite();
    const other = await openSqlite({ like: database });
    const inside = gate();
    const go = gate();
    const first = other.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
      inside.resolve();
      await go.promise;
    });
    await inside.promise;
    const statements = vi.spyOn(DatabaseSync.prototype, "exec");
    onTestFinished(() => statements.mockRestore());
    const second = database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "b", last_success_at: 1 }).execute();
    });
    // If the wait blocked this process, the second attempt would never happen.
    const refused = () => statements.mock.results.filter(({ type }) => type === "throw");
    await vi.waitFor(() => expect(refused().length).toBeGreaterThan(1), { timeout: 10_000, interval: 5 });
    go.resolve();
    await Promise.all([first, second]);
    expect(await accountIds(database)).toEqual(["a", "b"]);
  });

  test("gives up waiting after its time, as unavailable", async () => {
    const database = await openSqlite({ busyTimeoutMs: 30 });
    const other = await openSqlite({ like: database });
    const release = await hold(other);
    const error = await database.transaction(async () => undefined).catch((reason: unknown) => reason);
    expect(database.isUnavailable(error)).toBe(true);
    expect(await accountIds(database)).toEqual([]);
    await release();
    await database.transaction(async () => undefined);
  });

  test("gives up for all who queue at one lock when its time is over, and waits anew for the next lock", async () => {
    const busyTimeoutMs = 300;
    const database = await openSqlite({ busyTimeoutMs });
    const other = await openSqlite({ like: database });
    const begins = vi.spyOn(DatabaseSync.prototype, "exec");
    onTestFinished(() => begins.mockRestore());
    const release = await hold(other);
    const before = performance.now();
    const queue = Array.from({ length: 12 }, () => database.transaction(async () => undefined));
    const outcomes = await Promise.allSettled(queue);
    // Each for itself would be twelve times as long.
    expect(performance.now() - before).toBeLessThan(6 * busyTimeoutMs);
    expect(outcomes.map(({ status }) => status)).toEqual(queue.map(() => "rejected"));
    await release();
    await database.transaction(async () => undefined);
    const releaseNext = await hold(other);
    begins.mockClear();
    const refused = () => begins.mock.results.filter(({ type }) => type === "throw");
    const next = database.transaction(async () => undefined);
    await vi.waitFor(() => expect(refused().length).toBeGreaterThan(1), { timeout: 10_000, interval: 1 });
    await releaseNext();
    await next;
  });

  test("lets the event loop turn between the transactions of a long queue", async () => {
    const database = await openSqlite();
    let turns = 0;
    let done = false;
    const turn = () => {
      turns++;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all(Array.from({ length: 300 }, () => database.transaction(async () => undefined)));
    done = true;
    expect(turns).toBeGreaterThanOrEqual(299);
  });

  test("names a parameter's type that it cannot take", async () => {
    const database = await openSqlite();
    await expect(sql`select ${true}`.execute(database.kysely)).rejects.toThrow("of type boolean");
  });
});
