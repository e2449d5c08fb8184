import { expect, test } from "vitest";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { defineStatement, gate, type Write } from "../../../bff/storage/engine/statements.ts";
import { forEachEngine } from "../../support/databases.ts";
import {
  accountsIn,
  breakAccount,
  findAccount,
  increment,
  insertAccount,
  listAccounts,
  moveAccount,
  moveAllAccounts,
} from "./accounts.ts";

/** Writes without a load. */
async function write(database: Database, ...writes: readonly Write[]): Promise<void> {
  await database.change({ load: [], decide: () => ({ writes, result: undefined }) });
}

/** An insert that changes nothing when the row exists already. */
const insertOnce = defineStatement("insert account once", (db, { id }: { id: string }) =>
  db
    .insertInto("accounts")
    .values({ id, last_success_at: 0 })
    .onConflict((conflict) => conflict.column("id").doNothing()),
);

const a = { id: "a", last_success_at: 1 };
const b = { id: "b", last_success_at: 2 };
const failed = (reason: unknown) => reason;

forEachEngine("a change", (openTestDatabase, engine) => {
  test("decides on the rows it loads, writes, and hands the result out", async () => {
    const database = await openTestDatabase();
    await write(database, insertAccount(a), insertAccount(b));
    const result = await database.change({
      load: [findAccount({ id: "a" }), listAccounts({})],
      decide([[account], all]) {
        const last_success_at = (account?.last_success_at ?? 0) + 9;
        return {
          writes: [
            gate(moveAccount({ id: "a", loaded: 1, last_success_at })),
            insertAccount({ ...b, id: "c" }),
          ],
          result: all.map((row) => row.id),
        };
      },
    });
    expect(result).toEqual(["a", "b"]);
    expect(await accountsIn(database)).toEqual([{ ...a, last_success_at: 10 }, b, { ...b, id: "c" }]);
  });

  test("is written whole or not at all, wherever it fails", async () => {
    const database = await openTestDatabase();
    await write(database, insertAccount(a));
    const good = [insertAccount(b), moveAllAccounts({ last_success_at: 9 })];
    const bad = breakAccount({ id: "a" });
    for (const writes of [[bad], [bad, ...good], [good[0], bad, good[1]], [...good, bad]]) {
      const error = await write(database, ...writes.filter((one) => one !== undefined)).catch(failed);
      expect(error).toBeInstanceOf(Error);
      expect(database.isUnavailable(error)).toBe(false);
    }
    expect(await accountsIn(database)).toEqual([a]);
  });

  test("writes nothing, and throws the same, when its decision throws", async () => {
    const database = await openTestDatabase();
    const mistake = new Error("on purpose");
    const change = database.change({
      load: [listAccounts({})],
      decide() {
        throw mistake;
      },
    });
    await expect(change).rejects.toBe(mistake);
    await write(database, insertAccount(a));
    expect(await accountsIn(database)).toEqual([a]);
  });

  test("loses no write of those who change one row at once, from two processes", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await write(database, insertAccount({ id: "a", last_success_at: 0 }));
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) => increment(index % 2 === 0 ? database : other, "a")),
    );
    expect(results.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await accountsIn(database)).toEqual([{ id: "a", last_success_at: 40 }]);
  });

  test("decides again when another process has changed the row since it was loaded", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await write(database, insertAccount(a));
    const begun = Promise.withResolvers<void>();
    const decided = Promise.withResolvers<void>();
    const faster = other.transaction(async (trx) => {
      await trx.updateTable("accounts").set({ last_success_at: 5 }).where("id", "=", "a").execute();
      begun.resolve();
      // On SQLite the other change waits for the file's lock before it loads.
      if (engine === "postgres") await decided.promise;
    });
    await begun.promise;
    let decisions = 0;
    const slower = increment(database, "a", () => {
      decisions++;
      decided.resolve();
    });
    await faster;
    expect(await slower).toBe(6);
    expect(decisions).toBe(engine === "postgres" ? 2 : 1);
    expect(await accountsIn(database)).toEqual([{ id: "a", last_success_at: 6 }]);
  });

  test("fails when its gate always misses, after some tries, and nothing of it is written", async () => {
    const database = await openTestDatabase();
    await write(database, insertAccount(a), insertAccount(b));
    const gates = [
      gate(moveAccount({ id: "a", loaded: 7, last_success_at: 9 })),
      // Two rows are not one.
      gate(moveAllAccounts({ last_success_at: 9 })),
      gate(insertOnce({ id: "a" })),
    ];
    for (const closed of gates) {
      let decisions = 0;
      const error = await database
        .change({
          load: [],
          decide() {
            decisions++;
            return { writes: [insertAccount({ ...a, id: "c" }), closed], result: undefined };
          },
        })
        .catch(failed);
      expect(String(error)).toContain(`"${closed.statement.name}"`);
      expect(decisions).toBe(engine === "postgres" ? 20 : 3);
    }
    expect(await accountsIn(database)).toEqual([a, b]);
  });

  test("is written where its gate opens, also one that inserts, and one that is alone", async () => {
    const database = await openTestDatabase();
    await write(database, gate(insertOnce({ id: "a" })));
    await write(database, gate(insertOnce({ id: "b" })), insertAccount({ id: "c", last_success_at: 0 }));
    expect((await accountsIn(database)).map((row) => row.id)).toEqual(["a", "b", "c"]);
  });

  test("decides again when a unique value is taken", async () => {
    const database = await openTestDatabase();
    await write(database, insertAccount(a), insertAccount(b));
    const ids = ["a", "b", "c"];
    const id = await database.change({
      load: [],
      decide() {
        const next = ids.shift() ?? "d";
        return { writes: [insertAccount({ id: next, last_success_at: 3 })], result: next };
      },
    });
    expect(id).toBe("c");
    expect(await accountsIn(database)).toEqual([a, b, { id: "c", last_success_at: 3 }]);
  });

  test("does not use the database while it decides", async () => {
    const database = await openTestDatabase();
    const attempts: unknown[] = [];
    const decide = () => {
      expect(database.isInTransaction()).toBe(true);
      for (const use of [
        () => database.read(listAccounts({})),
        () => database.readAll([listAccounts({})]),
        () => database.change({ load: [], decide: () => ({ writes: [], result: 1 }) }),
      ]) {
        expect(use).toThrow("can't use the database");
      }
      attempts.push(
        database.kysely.selectFrom("accounts").selectAll().execute().catch(String),
        database.transaction(async () => 1).catch(String),
      );
      return { writes: [insertAccount(a)], result: undefined };
    };
    await database.change({ load: [], decide });
    const answers = await Promise.all(attempts);
    expect(answers).toEqual(Array(2).fill(expect.stringContaining("can't use the database")));
    expect(database.isInTransaction()).toBe(false);
    expect(await accountsIn(database)).toEqual([a]);
  });

  test("is refused inside a transaction", async () => {
    const database = await openTestDatabase();
    const nested = database.transaction(() => write(database, insertAccount(a)));
    await expect(nested).rejects.toThrow("through the transaction only");
    const read = database.transaction(() => database.read(listAccounts({})));
    await expect(read).rejects.toThrow("through the transaction only");
    expect(await accountsIn(database)).toEqual([]);
  });

  test("is kept when the database is closed while it is under way, and unavailable afterwards", async () => {
    const database = await openTestDatabase();
    const witness = await openTestDatabase({ like: database });
    await database.read(listAccounts({}));
    await Promise.all([
      write(database, insertAccount(a)),
      write(database, insertAccount(b)),
      database.close(),
    ]);
    expect(await accountsIn(witness)).toEqual([a, b]);
    const error = await write(database, insertAccount({ ...a, id: "c" })).catch(failed);
    expect(database.isUnavailable(error)).toBe(true);
  });
});
