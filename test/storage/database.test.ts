import { statSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { type Database, openDatabase, sqlitePath } from "../../bff/storage/engine/database.ts";
import { forEachEngine, testDatabases } from "../support/databases.ts";

async function accountIds(database: Database): Promise<string[]> {
  const rows = await database.kysely.selectFrom("accounts").select("id").orderBy("id").execute();
  return rows.map((row) => row.id);
}

/** Resolves when `release` is called, also from elsewhere. */
function gate() {
  return Promise.withResolvers<void>();
}

forEachEngine("the database", (openTestDatabase) => {
  test("keeps what a transaction wrote, and hands its result out", async () => {
    const database = await openTestDatabase();
    const result = await database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
      return "done";
    });
    expect(result).toBe("done");
    expect(await accountIds(database)).toEqual(["a"]);
  });

  test("rolls a transaction back that throws, and throws the same", async () => {
    const database = await openTestDatabase();
    const mistake = new Error("on purpose");
    const failing = database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
      throw mistake;
    });
    await expect(failing).rejects.toBe(mistake);
    expect(await accountIds(database)).toEqual([]);
  });

  test("does not show a transaction's writes to a read outside before it is committed", async () => {
    const database = await openTestDatabase();
    const written = gate();
    const seen = gate();
    const writing = database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
      written.resolve();
      await seen.promise;
    });
    await written.promise;
    expect(await accountIds(database)).toEqual([]);
    seen.resolve();
    await writing;
    expect(await accountIds(database)).toEqual(["a"]);
  });

  test("counts right when many transactions read a row and then write it", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await database.kysely.insertInto("accounts").values({ id: "a", last_success_at: 0 }).execute();
    const increments = Array.from({ length: 60 }, (_, i) =>
      (i % 2 === 0 ? database : other).transaction(async (trx) => {
        const row = await trx
          .updateTable("accounts")
          .set((eb) => ({ id: eb.ref("id") }))
          .where("id", "=", "a")
          .returning("last_success_at")
          .executeTakeFirstOrThrow();
        await trx
          .updateTable("accounts")
          .set({ last_success_at: (row.last_success_at ?? 0) + 1 })
          .where("id", "=", "a")
          .execute();
      }),
    );
    await Promise.all(increments);
    const row = await database.kysely.selectFrom("accounts").selectAll().executeTakeFirst();
    expect(row?.last_success_at).toBe(60);
  });

  test("refuses to be used past the transaction from inside one, instead of waiting for ever", async () => {
    const database = await openTestDatabase();
    const throughKysely = database.transaction(async () => {
      expect(database.isInTransaction()).toBe(true);
      await accountIds(database);
    });
    await expect(throughKysely).rejects.toThrow("through the transaction only");
    const nested = database.transaction(() => database.transaction(async () => undefined));
    await expect(nested).rejects.toThrow("through the transaction only");
    expect(database.isInTransaction()).toBe(false);
    expect(await accountIds(database)).toEqual([]);
  });

  test("knows that work started inside a transaction and finished after it is outside", async () => {
    const database = await openTestDatabase();
    const ended = gate();
    const { later } = await database.transaction(async () => ({
      later: ended.promise.then(() => accountIds(database)),
    }));
    ended.resolve();
    expect(await later).toEqual([]);
  });

  test("gives integers as numbers, up to the largest exact one", async () => {
    const database = await openTestDatabase();
    const last_success_at = Number.MAX_SAFE_INTEGER;
    await database.kysely.insertInto("accounts").values({ id: "a", last_success_at }).execute();
    const row = await database.kysely
      .selectFrom("accounts")
      .select((eb) => ["last_success_at", eb.fn.countAll<number>().as("count")])
      .groupBy("last_success_at")
      .executeTakeFirst();
    expect({ ...row }).toEqual({ last_success_at, count: 1 });
  });

  test("refuses to read an integer that a number cannot hold", async () => {
    const database = await openTestDatabase();
    await sql`insert into accounts (id, last_success_at) values ('a', 9007199254740993)`.execute(
      database.kysely,
    );
    await expect(database.kysely.selectFrom("accounts").selectAll().execute()).rejects.toThrow();
  });

  test("orders text by code point", async () => {
    const database = await openTestDatabase();
    for (const id of ["b", "a", "B", "ä", "_"]) {
      await database.kysely.insertInto("accounts").values({ id, last_success_at: 1 }).execute();
    }
    expect(await accountIds(database)).toEqual(["B", "_", "a", "b", "ä"]);
  });

  test("says how many rows a statement changed", async () => {
    const database = await openTestDatabase();
    const insert = database.kysely.insertInto("accounts").values([
      { id: "a", last_success_at: 1 },
      { id: "b", last_success_at: 1 },
    ]);
    expect((await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows).toBe(2n);
    const update = database.kysely.updateTable("accounts").set({ last_success_at: 2 }).where("id", ">", "a");
    expect((await update.executeTakeFirstOrThrow()).numUpdatedRows).toBe(1n);
    const remove = database.kysely.deleteFrom("accounts").where("id", "=", "c");
    expect((await remove.executeTakeFirstOrThrow()).numDeletedRows).toBe(0n);
  });

  test("is unavailable once it is closed, and waits for the transaction that runs before it closes", async () => {
    const database = await openTestDatabase();
    const witness = await openTestDatabase({ like: database });
    const started = gate();
    const writing = database.transaction(async (trx) => {
      started.resolve();
      await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
    });
    await started.promise;
    await Promise.all([database.close(), writing]);
    expect(await accountIds(witness)).toEqual(["a"]);
    const error = await accountIds(database).catch((reason: unknown) => reason);
    expect(database.isUnavailable(error)).toBe(true);
  });

  test("does not take a mistake of ours for an outage", async () => {
    const database = await openTestDatabase();
    const row = { id: "a", last_success_at: 1 };
    await database.kysely.insertInto("accounts").values(row).execute();
    const twice = await database.kysely
      .insertInto("accounts")
      .values(row)
      .execute()
      .catch((reason: unknown) => reason);
    const nonsense = await sql`select nothing`.execute(database.kysely).catch((reason: unknown) => reason);
    expect(twice).toBeInstanceOf(Error);
    expect(nonsense).toBeInstanceOf(Error);
    expect(database.isUnavailable(twice)).toBe(false);
    expect(database.isUnavailable(nonsense)).toBe(false);
  });
});

describe("openDatabase", () => {
  const openSqlite = testDatabases("sqlite");

  test("makes the folder of the file, for its owner only", async () => {
    const beside = await openSqlite();
    const path = `${dirname(sqlitePath(beside.url))}/new/folder/x.db`;
    const database = await openDatabase({ url: `sqlite:${path}` });
    await database.close();
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test("keeps a database in memory for its own life", async () => {
    const database = await openDatabase({ url: "sqlite::memory:" });
    await sql`create table t (x integer) strict`.execute(database.kysely);
    await sql`insert into t values (7)`.execute(database.kysely);
    expect((await sql`select x from t`.execute(database.kysely)).rows).toHaveLength(1);
    await database.close();
  });

  test("refuses a URL of neither kind, and a file that can't be one", async () => {
    await expect(openDatabase({ url: "mysql://localhost" })).rejects.toThrow("sqlite:PATH or postgres://");
    await expect(openDatabase({ url: "sqlite:" })).rejects.toThrow("must name a file");
    await expect(openDatabase({ url: `sqlite:${import.meta.dirname}` })).rejects.toThrow("can't be opened");
  });

  test("does not repeat a PostgreSQL password in its errors", async () => {
    const url = "postgres://user:hunter2@127.0.0.1:1/nothing";
    const database = await openDatabase({ url });
    const error = await accountIds(database).catch((reason: unknown) => reason);
    expect(database.isUnavailable(error)).toBe(true);
    expect(error instanceof Error ? `${error.message} ${error.stack}` : error).not.toContain("hunter2");
    await database.close();
  });
});
