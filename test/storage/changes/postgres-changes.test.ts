import { type Selectable, sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type Database,
  type DatabaseOptions,
  type Executor,
  openDatabase,
} from "../../../bff/storage/engine/database.ts";
import { DatabaseBusyError } from "../../../bff/storage/engine/database-errors.ts";
import { defineQuery, defineStatement, gate, type Write } from "../../../bff/storage/engine/statements.ts";
import type { AccountTable } from "../../../bff/storage/schema.ts";
import { testDatabases } from "../../support/databases.ts";
import {
  accountsIn,
  breakAccount,
  findAccount,
  increment,
  insertAccount,
  listAccounts,
  moveAccount,
} from "./accounts.ts";
import { startWire, type Wire } from "./wire.ts";

const a = { id: "a", last_success_at: 1 };
const b = { id: "b", last_success_at: 1 };

const preparedNames = defineQuery(
  "prepared names",
  () => sql<{ name: string }>`select name from pg_prepared_statements where not from_sql order by name`,
);

/** The number of connections that wait in this database for a lock of that type. */
async function waitingLocks(executor: Executor, type: string): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_locks join pg_stat_activity using (pid)
    where not granted and locktype = ${type} and datname = current_database()
  `.execute(executor);
  return rows[0]?.count;
}

async function write(database: Database, ...writes: readonly Write[]): Promise<void> {
  await database.change({ load: [], decide: () => ({ writes, result: undefined }) });
}

describe("changes on PostgreSQL", () => {
  const openPostgres = testDatabases("postgres");

  interface Place {
    readonly wire: Wire;
    /** Through the wire, after its one connection was made. */
    readonly database: Database;
    /** Straight to the server. */
    readonly witness: Database;
  }

  async function setUp(options: Partial<DatabaseOptions> = {}): Promise<Place> {
    const witness = await openPostgres();
    const wire = await startWire(witness.url);
    const database = await openDatabase({ poolSize: 1, ...options, url: wire.url });
    onTestFinished(async () => {
      await database.close();
      await wire[Symbol.asyncDispose]();
    });
    await database.read(listAccounts({}));
    wire.roundTrips = 0;
    return { wire, database, witness };
  }

  test("take one round trip to load and one to commit, however much it is", async () => {
    const { wire, database } = await setUp();
    await write(database, insertAccount(a));
    expect(wire.roundTrips).toBe(1);
    await database.change({
      load: [findAccount({ id: "a" }), listAccounts({}), findAccount({ id: "b" })],
      decide: () => ({
        writes: [
          gate(moveAccount({ id: "a", loaded: 1, last_success_at: 2 })),
          insertAccount(b),
          insertAccount({ ...b, id: "c" }),
        ],
        result: undefined,
      }),
    });
    expect(wire.roundTrips).toBe(3);
    await database.readAll([findAccount({ id: "a" }), listAccounts({}), findAccount({ id: "b" })]);
    expect(wire.roundTrips).toBe(4);
    await database.change({ load: [listAccounts({})], decide: () => ({ writes: [], result: undefined }) });
    expect(wire.roundTrips).toBe(5);
    await database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id: "d", last_success_at: 1 }).execute();
    });
    expect(wire.roundTrips).toBe(8);
  });

  test("keep the connection after an error, and after a gate that did not open", async () => {
    const { wire, database } = await setUp();
    await write(database, insertAccount(a));
    await expect(write(database, insertAccount(b), breakAccount({ id: "a" }))).rejects.toThrow("null value");
    await expect(write(database, breakAccount({ id: "a" }))).rejects.toThrow("null value");
    const loaded = [3, 1];
    await database.change({
      load: [],
      decide: () => ({
        writes: [
          gate(moveAccount({ id: "a", loaded: loaded.shift() ?? 1, last_success_at: 2 })),
          insertAccount(b),
        ],
        result: undefined,
      }),
    });
    expect(await accountsIn(database)).toEqual([{ ...a, last_success_at: 2 }, b]);
    expect(wire.connections).toBe(1);
  });

  test("are unavailable, and written whole or not at all, when the connection is cut in a commit", async () => {
    const { wire, database, witness } = await setUp();
    await write(database, insertAccount(a));
    const cuts = {
      "before anything of its batch": 1,
      "before the commit": 1,
      "before its answer": 2,
    } as const;
    for (const cut of ["before anything of its batch", "before the commit", "before its answer"] as const) {
      wire.cut = cut;
      let decisions = 0;
      const error = await incrementAndInsert(database, () => decisions++).catch((reason: unknown) => reason);
      expect(database.isUnavailable(error)).toBe(true);
      expect(decisions).toBe(1);
      const [moved, inserted] = await accountsIn(witness);
      expect(moved?.last_success_at).toBe(cuts[cut]);
      expect(inserted === undefined).toBe(cuts[cut] === 1);
    }
    // The database works again without help.
    expect(await increment(database, "a")).toBe(3);
  });

  /** {@link increment} with a second row. */
  async function incrementAndInsert(database: Database, onDecide: () => void): Promise<void> {
    await database.change({
      load: [findAccount({ id: "a" })],
      decide([[account]]) {
        onDecide();
        const loaded = account?.last_success_at ?? 0;
        return {
          writes: [
            gate(moveAccount({ id: "a", loaded, last_success_at: loaded + 1 })),
            insertAccount({ id: `b${loaded}`, last_success_at: 1 }),
          ],
          result: undefined,
        };
      },
    });
  }

  test("load from one moment", async () => {
    const { database, witness } = await setUp();
    await write(witness, insertAccount(a));
    const waitForLock = defineQuery(
      "wait for lock",
      (_db, { key }: { key: number }) => sql<object>`select pg_advisory_xact_lock(${key})`,
    );
    const findAgain = defineQuery("find again", (db, { id }: { id: string }) =>
      db.selectFrom("accounts").selectAll().where("id", "=", id),
    );
    const [before, after] = await witness
      .transaction(async (trx) => {
        await sql`select pg_advisory_xact_lock(7)`.execute(trx);
        const change = database.change({
          load: [findAccount({ id: "a" }), waitForLock({ key: 7 }), findAgain({ id: "a" })],
          decide: ([[first], , [second]]) => ({ writes: [], result: [first, second] }),
        });
        // Waits until the change waits for the lock, after its first query was answered.
        await expect.poll(() => waitingLocks(trx, "advisory")).toBe(1);
        await trx.updateTable("accounts").set({ last_success_at: 5 }).execute();
        return { change };
      })
      .then(({ change }) => change);
    expect([before?.last_success_at, after?.last_success_at]).toEqual([1, 1]);
    expect(await accountsIn(database)).toEqual([{ ...a, last_success_at: 5 }]);
  });

  test("decide again when the server gives them up for another one's sake", async () => {
    // A database of its own, because the shared ones would keep the sequence. A rollback does not set a sequence back.
    const database = await openPostgres({ migrated: false });
    for (const text of [
      "create table accounts (id text primary key, last_success_at bigint)",
      "create sequence attempts",
      `create function fail_twice() returns bigint language plpgsql as $$ begin
         case nextval('attempts')
           when 1 then raise exception 'serialization failure' using errcode = '40001';
           when 2 then raise exception 'deadlock' using errcode = '40P01';
           else return 7;
         end case;
       end $$`,
    ])
      await sql.raw(text).execute(database.kysely);
    const failTwice = defineStatement("fail twice", (db, { id }: { id: string }) =>
      db
        .updateTable("accounts")
        .set((eb) => ({ last_success_at: eb.fn<number>("fail_twice") }))
        .where("id", "=", id),
    );
    let decisions = 0;
    await database.change({
      load: [],
      decide() {
        decisions++;
        return { writes: [insertAccount(a), failTwice({ id: "a" })], result: undefined };
      },
    });
    expect(decisions).toBe(3);
    expect(await accountsIn(database)).toEqual([{ id: "a", last_success_at: 7 }]);
  });

  test("prepare each statement once on a connection, under its name", async () => {
    const { database } = await setUp();
    for (const id of ["a", "b"]) await write(database, insertAccount({ ...a, id }));
    await increment(database, "a");
    await increment(database, "b");
    const names = await database.read(preparedNames({}));
    expect(names.map((row) => row.name)).toEqual([
      "find account",
      "insert account",
      "list accounts",
      "move account gate",
      "prepared names",
    ]);
  });

  test("prepare nothing where statements may have no names", async () => {
    const { database } = await setUp({ namedStatements: false });
    await write(database, insertAccount(a), insertAccount(b));
    expect(await increment(database, "a")).toBe(2);
    expect(await accountsIn(database)).toEqual([{ ...a, last_success_at: 2 }, b]);
    expect((await database.read(preparedNames({}))).map((row) => row.name)).toEqual([]);
  });

  test("go on when another process has migrated a table under their prepared statements", async () => {
    // A database of its own: the shared ones keep their columns.
    const database = await openPostgres({ migrated: false, poolSize: 3 });
    const row: Selectable<AccountTable> = { id: "a", last_success_at: 1 };
    await sql`create table accounts (id text primary key, last_success_at bigint)`.execute(database.kysely);
    await write(database, insertAccount(row));
    const everywhere = Array.from({ length: 3 }, () => database.read(findAccount({ id: "a" })));
    await Promise.all(everywhere);
    await sql`alter table accounts add column later text default 'x'`.execute(database.kysely);
    expect(await database.read(findAccount({ id: "a" }))).toEqual([{ ...row, later: "x" }]);
    expect(await increment(database, "a")).toBe(2);
  });

  test("wait for a place in a full pool, and say busy in the end, not that nobody can be reached", async () => {
    const { database } = await setUp({ poolSize: 1, answerTimeoutMs: 500 });
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const holding = database.transaction(async () => {
      entered.resolve();
      await leave.promise;
    });
    await entered.promise;
    const tooLong = await write(database, insertAccount(a)).catch((reason: unknown) => reason);
    expect(tooLong).toBeInstanceOf(DatabaseBusyError);
    expect(String(tooLong)).toContain("All 1 connections were in use");
    expect(database.isUnavailable(tooLong)).toBe(true);
    const waiting = Array.from({ length: 5 }, (_, index) =>
      write(database, insertAccount({ ...a, id: `a${index}` })),
    );
    leave.resolve();
    await Promise.all([holding, ...waiting]);
    expect(await accountsIn(database)).toHaveLength(5);
  });
});
