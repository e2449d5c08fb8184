import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { openSqliteConnection, type SqliteConnection } from "../../bff/storage/engine/sqlite-connection.ts";
import { createSqliteWriter, type SqliteWriter } from "../../bff/storage/engine/sqlite-writer.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

interface Place {
  readonly writer: SqliteWriter;
  /** Every statement that begins or ends a transaction or a savepoint. */
  readonly words: string[];
  /** Throws this at the next commit. */
  failNextCommit(error: Error): void;
  /** Rolls everything back and throws this at the next statement, as SQLite does when the disk is full. */
  failNextStatement(error: Error): void;
  readonly ids: () => string[];
  close(): Promise<void>;
}

function setUp(): Place {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-commits-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "checkout.db");
  const connection = openSqliteConnection({ path, readOnly: false });
  connection.run("pragma journal_mode = wal");
  connection.run("create table t (id text primary key) strict");
  const words: string[] = [];
  let commitError: Error | undefined;
  let statementError: Error | undefined;
  const watched: SqliteConnection = {
    get inTransaction() {
      return connection.inTransaction;
    },
    execute(query) {
      const error = statementError;
      statementError = undefined;
      if (error === undefined) return connection.execute(query);
      connection.run("rollback");
      throw error;
    },
    rowsOf: connection.rowsOf,
    changesOf: connection.changesOf,
    reopen: connection.reopen,
    run(statement) {
      words.push(statement);
      const error = commitError;
      if (statement === "commit" && error !== undefined) {
        commitError = undefined;
        throw error;
      }
      connection.run(statement);
    },
    close: () => connection.close(),
  };
  const writer = createSqliteWriter({ connection: watched, busyTimeoutMs: 1_000 });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= writer.close();
    return closing;
  };
  undo.push(close);
  const reader = openSqliteConnection({ path, readOnly: true });
  undo.push(() => reader.close());
  return {
    writer,
    close,
    words,
    failNextCommit: (error) => {
      commitError = error;
    },
    failNextStatement: (error) => {
      statementError = error;
    },
    ids: () =>
      reader
        .execute<{ id: string }>(CompiledQuery.raw("select id from t order by id"))
        .rows.map((row) => row.id),
  };
}

const insert = (id: string) => CompiledQuery.raw("insert into t (id) values (?)", [id]);

/** Runs one transaction. @returns its outcome. */
async function write(
  { writer, ids }: Place,
  id: string,
  end: "commit" | "rollback" = "commit",
): Promise<string> {
  const turn = await writer.begin();
  writer.execute(insert(id));
  try {
    await turn[end]();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return end === "commit" && !ids().includes(id) ? "told too early" : "done";
}

describe("SQLite's transactions that wait for their turn", () => {
  test("share a commit, and each resolves once it is in the file, not before", async () => {
    const place = setUp();
    const results = await Promise.all(["a", "b", "c", "d"].map((id) => write(place, id)));
    expect(results).toEqual(["done", "done", "done", "done"]);
    expect(place.ids()).toEqual(["a", "b", "c", "d"]);
    expect(place.words.filter((word) => word === "commit").length).toBeLessThan(4);
  });

  test("do not exist for one that is alone: it is committed at once, by itself", async () => {
    const place = setUp();
    expect(await write(place, "a")).toBe("done");
    expect(place.words).toEqual(["begin immediate", "commit"]);
  });

  test("take nothing of the others with them when they are rolled back, wherever they stand", async () => {
    for (const rolledBack of ["a", "b", "c", "d"]) {
      const place = setUp();
      const all = ["a", "b", "c", "d"];
      const ends = all.map((id) => write(place, id, id === rolledBack ? "rollback" : "commit"));
      expect(await Promise.all(ends)).toEqual(["done", "done", "done", "done"]);
      expect(place.ids()).toEqual(all.filter((id) => id !== rolledBack));
    }
  });

  test("all are rejected when the commit fails, and the next ones can go on", async () => {
    const place = setUp();
    place.failNextCommit(new Error("disk full"));
    const results = await Promise.all(["a", "b", "c"].map((id) => write(place, id)));
    const lost = ["a", "b", "c"].filter((_, index) => results[index] === "disk full");
    expect(lost.length).toBeGreaterThan(0);
    expect(place.ids()).toEqual(["a", "b", "c"].filter((id) => !lost.includes(id)));
    expect(await write(place, "e")).toBe("done");
  });

  test("all are rejected when SQLite rolls everything back in the middle of one", async () => {
    const place = setUp();
    const first = write(place, "a");
    const second = (async () => {
      const turn = await place.writer.begin();
      place.failNextStatement(new Error("disk full"));
      expect(() => place.writer.execute(insert("b"))).toThrow("disk full");
      await turn.rollback();
      return "rolled back";
    })();
    const third = write(place, "c");
    const told = await Promise.all([first, second, third]);
    expect(told[1]).toBe("rolled back");
    // Either the row was in the file already, or its transaction was rejected.
    expect(told[0]).toBe(place.ids().includes("a") ? "done" : "disk full");
    expect(told[2]).toBe("done");
    expect(place.ids()).toContain("c");
  });

  test("go together with single statements, whose failure is theirs alone", async () => {
    const place = setUp();
    await write(place, "a");
    const results = await Promise.allSettled([
      write(place, "b"),
      place.writer.executeAlone(insert("a")),
      place.writer.executeAlone(insert("c")),
      write(place, "d"),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(place.ids()).toEqual(["a", "b", "c", "d"]);
  });

  test("are in the file when it is closed while they wait", async () => {
    const place = setUp();
    const writes = ["a", "b", "c"].map((id) => write(place, id));
    await Promise.all([...writes, place.close()]);
    expect(place.ids()).toEqual(["a", "b", "c"]);
  });
});
