import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import type { ChangeRunner } from "../../../bff/storage/engine/change.ts";
import { createSqliteChanges } from "../../../bff/storage/engine/sqlite-changes.ts";
import {
  openSqliteConnection,
  type SqliteConnection,
} from "../../../bff/storage/engine/sqlite-connection.ts";
import { createSqliteWriter, type SqliteWriter } from "../../../bff/storage/engine/sqlite-writer.ts";
import type { Write } from "../../../bff/storage/engine/statements.ts";
import { createTransactionScope } from "../../../bff/storage/engine/transaction-scope.ts";
import { breakAccount, insertAccount, listAccounts } from "./accounts.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

interface Place {
  readonly changes: ChangeRunner;
  readonly writer: SqliteWriter;
  /** Another connection to the file, like that of another process. */
  readonly other: SqliteConnection;
  /** Every statement that begins or ends a transaction or a savepoint. */
  readonly words: string[];
  /**
   * Errors that the next commit and the next write throw. The write's error also rolls everything back, as a full
   * disk does.
   */
  next: { commit?: Error | undefined; write?: Error | undefined };
  readonly ids: () => string[];
}

const busyTimeoutMs = 1_000;

function setUp(): Place {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-changes-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "checkout.db");
  const connection = openSqliteConnection({ path, readOnly: false });
  connection.run("pragma journal_mode = wal");
  connection.run("create table accounts (id text primary key not null, last_success_at integer) strict");
  const words: string[] = [];
  const next: Place["next"] = {};
  const take = (kind: keyof Place["next"]) => {
    const error = next[kind];
    next[kind] = undefined;
    return error;
  };
  const watched: SqliteConnection = {
    ...connection,
    get inTransaction() {
      return connection.inTransaction;
    },
    changesOf(statement, parameters) {
      const error = take("write");
      if (error === undefined) return connection.changesOf(statement, parameters);
      connection.run("rollback");
      throw error;
    },
    run(word) {
      words.push(word);
      const error = word === "commit" ? take("commit") : undefined;
      if (error !== undefined) throw error;
      connection.run(word);
    },
  };
  const writer = createSqliteWriter({ connection: watched, busyTimeoutMs });
  const reader = openSqliteConnection({ path, readOnly: true });
  const other = openSqliteConnection({ path, readOnly: false });
  const scope = createTransactionScope();
  const changes = createSqliteChanges({ writer, connection: watched, reader, scope, busyTimeoutMs });
  undo.push(() => reader.close());
  undo.push(() => other.close());
  undo.push(() => changes.close().then(() => writer.close()));
  const idsQuery = CompiledQuery.raw("select id from accounts order by id");
  return {
    changes,
    writer,
    other,
    words,
    next,
    ids: () => other.execute<{ id: string }>(idsQuery).rows.map((row) => row.id),
  };
}

const insert = (id: string) => insertAccount({ id, last_success_at: 1 });

/** @returns the outcome, as its caller sees it at that moment. */
async function write(place: Place, id: string, ...more: readonly Write[]): Promise<string> {
  try {
    await place.changes.change({
      load: [listAccounts({})],
      decide: () => ({ writes: [insert(id), ...more], result: undefined }),
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return place.ids().includes(id) ? "done" : "told too early";
}

function sqliteError(errcode: number): Error {
  return Object.assign(new Error(`SQLite error ${errcode}`), { errcode });
}

describe("changes on SQLite", () => {
  test("that wait together share one commit, in the order in which they came, and return once it is in the file", async () => {
    const place = setUp();
    const seen: number[] = [];
    const changes = ["a", "b", "c", "d"].map((id) =>
      place.changes.change({
        load: [listAccounts({})],
        decide([all]) {
          seen.push(all.length);
          return { writes: [insert(id)], result: id };
        },
      }),
    );
    expect(await Promise.all(changes)).toEqual(["a", "b", "c", "d"]);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(place.ids()).toEqual(["a", "b", "c", "d"]);
    expect(place.words).toEqual(["begin immediate", "commit"]);
  });

  test("that come one after the other have a commit each", async () => {
    const place = setUp();
    expect(await write(place, "a")).toBe("done");
    expect(await write(place, "b")).toBe("done");
    expect(place.words).toEqual(["begin immediate", "commit", "begin immediate", "commit"]);
  });

  test("are no more than 32 to a commit", async () => {
    const place = setUp();
    const ids = Array.from({ length: 65 }, (_, index) => `a${index + 100}`);
    expect(new Set(await Promise.all(ids.map((id) => write(place, id))))).toEqual(new Set(["done"]));
    expect(place.ids()).toEqual(ids);
    expect(place.words.filter((word) => word === "commit")).toHaveLength(3);
  });

  test("commit nothing when nothing is written", async () => {
    const place = setUp();
    const all = await place.changes.change({
      load: [listAccounts({})],
      decide: ([rows]) => ({ writes: [], result: rows.length }),
    });
    expect(all).toBe(0);
    expect(place.words).toEqual(["begin immediate", "rollback"]);
  });

  test("give the event loop to nobody between load and commit", async () => {
    const place = setUp();
    const order: string[] = [];
    const note = (moment: string) => () => order.push(`${moment}: ${place.ids().join("")}`);
    const change = (id: string) =>
      place.changes.change({
        load: [listAccounts({})],
        decide() {
          note(`decide ${id}`)();
          queueMicrotask(note(`microtask after ${id}`));
          return { writes: [insert(id)], result: undefined };
        },
      });
    await Promise.all([change("a"), change("b")]);
    expect(order).toEqual(["decide a: ", "decide b: ", "microtask after a: ab", "microtask after b: ab"]);
  });

  test("take nothing of the others with them when a statement fails, wherever they stand", async () => {
    for (const failing of ["a", "b", "c", "d"]) {
      const place = setUp();
      const all = ["a", "b", "c", "d"];
      const outcomes = await Promise.all(
        all.map((id) => (id === failing ? write(place, id, breakAccount({ id })) : write(place, id))),
      );
      expect(outcomes.map((outcome) => outcome === "done")).toEqual(all.map((id) => id !== failing));
      expect(outcomes.join()).toContain("NOT NULL constraint failed");
      expect(place.ids()).toEqual(all.filter((id) => id !== failing));
      expect(place.words).toEqual(["begin immediate", "rollback", "begin immediate", "commit"]);
    }
  });

  test("decide again when what they decided on was never written", async () => {
    const place = setUp();
    const doomed = write(place, "a", breakAccount({ id: "a" }));
    const follower = place.changes.change({
      load: [listAccounts({})],
      decide([all]) {
        if (all.length > 0) throw new Error("a is there");
        return { writes: [insert("b")], result: "b" };
      },
    });
    expect(await follower).toBe("b");
    expect(await doomed).toContain("NOT NULL");
    expect(place.ids()).toEqual(["b"]);
  });

  test("all are rejected when the commit fails, and the next ones go on", async () => {
    const place = setUp();
    place.next.commit = sqliteError(13);
    expect(await Promise.all([write(place, "a"), write(place, "b")])).toEqual([
      "SQLite error 13",
      "SQLite error 13",
    ]);
    expect(place.ids()).toEqual([]);
    expect(await write(place, "c")).toBe("done");
  });

  test("all are rejected when the disk is full in the middle of one, and none is written by itself", async () => {
    const place = setUp();
    place.next.write = sqliteError(10);
    const outcomes = await Promise.all(["a", "b", "c"].map((id) => write(place, id)));
    expect(outcomes).toEqual(Array(3).fill("SQLite error 10"));
    expect(place.ids()).toEqual([]);
    expect(await write(place, "d")).toBe("done");
  });

  test("wait for the lock of another process, with the event loop running, and load what it wrote", async () => {
    const place = setUp();
    place.other.run("begin immediate");
    place.other.run("insert into accounts (id) values ('x')");
    let turns = 0;
    const change = place.changes.change({
      load: [listAccounts({})],
      decide: ([all]) => ({ writes: [insert("a")], result: all.map((row) => row.id) }),
    });
    while (!place.words.includes("begin immediate") || turns < 3) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    place.other.run("commit");
    expect(await change).toEqual(["x"]);
    expect(place.ids()).toEqual(["a", "x"]);
  });

  test("begin again, all of them, when the commit finds the file locked", async () => {
    const place = setUp();
    place.next.commit = sqliteError(5);
    expect(await Promise.all([write(place, "a"), write(place, "b")])).toEqual(["done", "done"]);
    expect(place.words).toEqual(["begin immediate", "commit", "rollback", "begin immediate", "commit"]);
  });

  test("take turns with transactions, and see what those have committed", async () => {
    const place = setUp();
    const turn = await place.writer.begin();
    const change = place.changes.change({
      load: [listAccounts({})],
      decide: ([all]) => ({ writes: [insert("b")], result: all.map((row) => row.id) }),
    });
    await new Promise((resolve) => setImmediate(resolve));
    place.writer.execute(CompiledQuery.raw("insert into accounts (id) values ('a')"));
    const [, loaded] = await Promise.all([turn.commit(), change]);
    expect(loaded).toEqual(["a"]);
    expect(place.ids()).toEqual(["a", "b"]);
  });
});
