import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../bff/storage/engine/database.ts";
import { StandbyError, UnconfirmedCommitError } from "../../bff/storage/engine/database-errors.ts";
import { reachDatabase } from "../../bff/storage/engine/reach-database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { createMigratedDatabase } from "../support/postgres.ts";
import { databaseName, startPostgresServer } from "../support/postgres-server.ts";
import { findAccount, insertAccount } from "./changes/accounts.ts";
import { commit as write } from "./commit.ts";

describe("a PostgreSQL server that goes away", async () => {
  const server = await startPostgresServer();
  const warnings: string[] = [];
  const logger = {
    warn: (fields: Readonly<Record<string, unknown>>, message: string) =>
      void warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
  const database = await openDatabase({ url: server.url, poolSize: 4, logger });
  await migrate(database);
  afterAll(async () => {
    await database.close();
    await server[Symbol.asyncDispose]();
  });

  async function attempt(work: Promise<unknown>): Promise<"done" | "unavailable" | "mistake"> {
    try {
      await work;
      return "done";
    } catch (error) {
      return database.isUnavailable(error) ? "unavailable" : "mistake";
    }
  }

  const write = (id: string) =>
    database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id, last_success_at: 1 }).execute();
    });

  const change = (id: string) =>
    database.change({
      load: [findAccount({ id })],
      decide: ([[account]]) => ({
        writes: account === undefined ? [insertAccount({ id, last_success_at: 1 })] : [],
        result: undefined,
      }),
    });

  async function ids(from: Database): Promise<string[]> {
    const rows = await from.kysely.selectFrom("accounts").select("id").orderBy("id").execute();
    return rows.map((row) => row.id);
  }

  test("makes every use unavailable, idle connections do not end the process, and it heals by itself", async () => {
    await Promise.all(["a", "b", "c", "d"].map(write));
    await server.stop();
    expect(await attempt(write("e"))).toBe("unavailable");
    expect(await attempt(change("e"))).toBe("unavailable");
    expect(await attempt(ids(database))).toBe("unavailable");
    await server.start();
    expect(await attempt(write("f"))).toBe("done");
    expect(await ids(database)).toEqual(["a", "b", "c", "d", "f"]);
    expect(warnings.join()).toContain("a database connection was lost");
    expect(warnings.join()).not.toContain(new URL(server.url).password);
  });

  test("breaks off transactions under way: unavailable for whoever was in one, and nothing of it is kept", async () => {
    const inside = Promise.withResolvers<void>();
    const crashed = Promise.withResolvers<void>();
    const broken = attempt(
      database.transaction(async (trx) => {
        await trx.insertInto("accounts").values({ id: "g", last_success_at: 1 }).execute();
        inside.resolve();
        await crashed.promise;
        await trx.insertInto("accounts").values({ id: "h", last_success_at: 1 }).execute();
      }),
    );
    await inside.promise;
    await server.crash();
    crashed.resolve();
    expect(await broken).toBe("unavailable");
    await server.start();
    expect(await attempt(write("i"))).toBe("done");
    expect(await ids(database)).toEqual(["a", "b", "c", "d", "f", "i"]);
  });

  test("loses nothing it acknowledged over a crash under load", async () => {
    const acknowledged: string[] = [];
    let crashing = true;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; crashing || i < 5; i++) {
        const id = `w${writer}-${i}`;
        const outcome = await attempt(writer % 2 === 0 ? write(id) : change(id));
        expect(outcome).not.toBe("mistake");
        if (outcome === "done") acknowledged.push(id);
        else await sleep(5);
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    await server.crash();
    await server.start();
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 20);
    crashing = false;
    await Promise.all(writers);
    expect(await ids(database)).toEqual(expect.arrayContaining(acknowledged));
  });
});

/** Until a moment ago the standby was the primary, and may hold what no other server has. */
test("a PostgreSQL server that was demoted is not even read, and used again when it is promoted", async () => {
  await using server = await startPostgresServer({ canBeStandby: true });
  const operator = new pg.Client({ connectionString: server.url });
  const database = await openDatabase({ url: server.url, poolSize: 2 });
  onTestFinished(() => database.close());
  await migrate(database);
  await write(database, [insertAccount({ id: "a", last_success_at: 1 })]);
  await server.demote();
  await operator.connect();
  expect((await operator.query("select id from accounts")).rows).toEqual([{ id: "a" }]);
  const uses = [
    () => database.read(findAccount({ id: "a" })),
    () => database.kysely.selectFrom("accounts").selectAll().execute(),
    () => database.change({ load: [findAccount({ id: "a" })], decide: () => ({ writes: [], result: 1 }) }),
  ];
  for (const use of uses) {
    const refused = await use().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StandbyError);
    expect(database.isUnavailable(refused)).toBe(true);
  }
  const start = reachDatabase(database, { limitMs: 0 });
  await expect(start).rejects.toThrow("is a standby (25006), which takes no writes");
  await operator.query("select pg_promote()");
  await operator.end();
  await write(database, [insertAccount({ id: "b", last_success_at: 1 })]);
  expect(await database.read(findAccount({ id: "a" }))).toHaveLength(1);
});

describe("a commit whose wait for the standby was cancelled", async () => {
  const server = await startPostgresServer({ canBeStandby: true });
  const operator = new pg.Client({ connectionString: server.url });
  await operator.connect();
  const database = await openDatabase({ url: server.url, poolSize: 2 });
  await migrate(database);
  await operator.query("alter system set synchronous_standby_names = 'a_lost_one'");
  await operator.query("select pg_reload_conf()");
  afterAll(async () => {
    await database.close();
    await operator.end();
    await server[Symbol.asyncDispose]();
  });

  async function cancelWait(): Promise<number> {
    const waits = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'";
    return (await operator.query(waits)).rows.length;
  }

  const account = (id: string) => ({ id, last_success_at: 1 });
  test.each<[string, () => Promise<unknown>]>([
    ["a change of one write", () => write(database, [insertAccount(account("a"))])],
    ["a change of two", () => write(database, [insertAccount(account("b")), insertAccount(account("c"))])],
    ["a statement", () => database.kysely.insertInto("accounts").values(account("d")).execute()],
    [
      "a transaction",
      () => database.transaction((trx) => trx.insertInto("accounts").values(account("e")).execute()),
    ],
  ])("is not called done: %s", async (_what, insert) => {
    const outcome = insert().then(
      () => "done",
      (error: unknown) => error,
    );
    await expect.poll(cancelWait).toBe(1);
    const error = await outcome;
    expect(error).toBeInstanceOf(UnconfirmedCommitError);
    expect(database.isUnavailable(error)).toBe(true);
    expect(await database.read(findAccount({ id: "none" }))).toEqual([]);
  });
});

describe("a PostgreSQL server that refuses writes", () => {
  /** A session keeps what the database was set to when it began, as a connection to the old primary keeps its server. */
  const readOnly = (name: string, setting: "on" | "off") =>
    sql.raw(`alter database ${name} set default_transaction_read_only = ${setting}`);
  const account = (id: string) => ({ id, last_success_at: 1 });

  test.each<[string, (database: Database, id: string) => Promise<unknown>]>([
    ["a change", (database, id) => write(database, [insertAccount(account(id))])],
    ["a statement", (database, id) => database.kysely.insertInto("accounts").values(account(id)).execute()],
    [
      "a transaction",
      (database, id) =>
        database.transaction((trx) => trx.insertInto("accounts").values(account(id)).execute()),
    ],
  ])("refuses %s once: the next one gets a connection to the primary", async (_what, insert) => {
    const { url, drop } = await createMigratedDatabase();
    const operator = await openDatabase({ url, poolSize: 1 });
    await readOnly(databaseName(url), "on").execute(operator.kysely);
    const database = await openDatabase({ url, poolSize: 1 });
    onTestFinished(async () => {
      await Promise.all([database.close(), operator.close()]);
      await drop();
    });
    const refused = await insert(database, "a").catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "25006" });
    expect(database.isUnavailable(refused)).toBe(true);
    await readOnly(databaseName(url), "off").execute(operator.kysely);
    await insert(database, "b");
    expect(await database.read(findAccount({ id: "b" }))).toHaveLength(1);
    expect(await database.read(findAccount({ id: "a" }))).toEqual([]);
  });
});
