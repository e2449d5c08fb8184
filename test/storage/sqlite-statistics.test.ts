import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledQuery, sql } from "kysely";
import { expect, test } from "vitest";
import { openSqliteConnection } from "../../bff/storage/engine/sqlite-connection.ts";
import { sessionById } from "../../bff/storage/repositories/sessions.ts";
import { forEachEngine, testDatabases } from "../support/databases.ts";
import { fillTable } from "../support/fill-table.ts";
import { fillSkewed } from "../support/skewed-tables.ts";
import { sessionRow } from "./rows.ts";

const openSqlite = testDatabases("sqlite");

test("each table is looked at once, and again when it has grown tenfold", async () => {
  const database = await openSqlite();
  expect(await database.keepStatistics()).toBeGreaterThan(0);
  expect(await database.keepStatistics()).toBe(0);
  const sessions = { table: "sessions", row: sessionRow("s") } as const;
  await fillTable(database, { ...sessions, made: { id: "'a' || i", token_hash: "'a' || i" } }, 100);
  expect(await database.keepStatistics()).toBe(1);
  await fillTable(database, { ...sessions, made: { id: "'b' || i", token_hash: "'b' || i" } }, 300);
  expect(await database.keepStatistics()).toBe(0);
  await fillTable(database, { ...sessions, made: { id: "'c' || i", token_hash: "'c' || i" } }, 1_000);
  expect(await database.keepStatistics()).toBe(1);
});

test("reads and changes go on beside it", async () => {
  const database = await openSqlite();
  await fillSkewed(database, 2_000);
  await sql`delete from sqlite_stat1`.execute(database.kysely);
  const insert = (id: string) => database.kysely.insertInto("sessions").values(sessionRow(id)).execute();
  const kept = database.keepStatistics();
  await Promise.all(["x", "y", "z"].map(insert));
  const [found] = await database.read(sessionById({ id: "z" }));
  await kept;
  expect(found?.id).toBe("z");
  expect(await database.read(sessionById({ id: "y" }))).toHaveLength(1);
  expect(
    await database.kysely.selectFrom("sessions").select("id").where("id", "=", "x").execute(),
  ).toHaveLength(1);
});

test("a connection chooses by the statistics from when it was opened, or opened again", () => {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-statistics-"));
  const path = join(folder, "checkout.db");
  const writer = openSqliteConnection({ path, readOnly: false });
  try {
    writer.run(`pragma journal_mode = wal;
      create table t (one text, two text) strict;
      create index ones on t (one);
      create index twos on t (two);`);
    const fill = (values: string) =>
      writer.run(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
        insert into t select ${values} from n`);
    fill("'same', 'two' || i");
    writer.run("analyze");
    const reader = openSqliteConnection({ path, readOnly: true });
    const plan = () =>
      JSON.stringify(
        reader.execute(CompiledQuery.raw("explain query plan select * from t where one = 'a' and two = 'b'"))
          .rows,
      );
    expect(plan()).toContain("INDEX twos");
    writer.run("delete from t");
    fill("'one' || i, 'same'");
    writer.run("analyze");
    expect(plan()).toContain("INDEX twos");
    reader.reopen();
    expect(plan()).toContain("INDEX ones");
    reader.close();
  } finally {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

forEachEngine("statistics", (openTestDatabase, engine) => {
  test(`are ${engine === "sqlite" ? "kept by us" : "left to the server"}`, async () => {
    const database = await openTestDatabase();
    await database.kysely.insertInto("sessions").values(sessionRow("s")).execute();
    expect((await database.keepStatistics()) > 0).toBe(engine === "sqlite");
  });
});
