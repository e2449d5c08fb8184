import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { createSessionWatch, type WatchedSession } from "../../bff/storage/notifications/session-watch.ts";
import { forEachEngine } from "../support/databases.ts";
import { sessionRow } from "./rows.ts";

/** All sessions are at version 0, and their watchers have read that. */
async function watchSessions(database: Database, ids: readonly string[]) {
  await database.transaction(async (trx) => {
    for (const id of ids) await trx.insertInto("sessions").values(sessionRow(id)).execute();
  });
  const sessions = new Map<string, WatchedSession>();
  const read = (id: string, version: number) => void sessions.set(id, { version, isCompared: false });
  for (const id of ids) read(id, 0);
  const watch = createSessionWatch(database);
  return { sessions, read, find: async () => (await watch.findChanged(sessions)).sort(byId) };
}

const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

const setVersion = (database: Database, id: string, version: number) =>
  database.kysely.updateTable("sessions").set({ version }).where("id", "=", id).execute();

forEachEngine("the session watch", (openTestDatabase, engine) => {
  test("finds what another process has changed since it was read, with its version", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    const { find, read } = await watchSessions(database, ["cs_1", "cs_2"]);
    expect(await find()).toEqual([]);
    await setVersion(other, "cs_1", 1);
    expect(await find()).toEqual([{ id: "cs_1", version: 1 }]);
    read("cs_1", 1);
    expect(await find()).toEqual([]);
  });

  test("finds a change that came while a watcher read what was before it", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    const { find, read, sessions } = await watchSessions(database, ["cs_1", "cs_2"]);
    sessions.set("cs_1", { version: undefined, isCompared: false });
    await setVersion(other, "cs_1", 1);
    // Its watcher has not read yet, as far as anybody knows here.
    expect(await find()).toEqual([]);
    read("cs_1", 0);
    expect(await find()).toEqual([{ id: "cs_1", version: 1 }]);
  });

  test("finds it at the next call when a query has failed", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    const { find } = await watchSessions(database, ["cs_1"]);
    expect(await find()).toEqual([]);
    await setVersion(other, "cs_1", 1);
    await other.kysely.schema.alterTable("sessions").renameTo("away").execute();
    await expect(find()).rejects.toThrow("sessions");
    await other.kysely.schema.alterTable("away").renameTo("sessions").execute();
    expect(await find()).toEqual([{ id: "cs_1", version: 1 }]);
  });

  test("handles more sessions than fit one query, and one that is gone", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    const ids = Array.from({ length: 1_203 }, (_, index) => `cs_${index}`);
    const { find, read } = await watchSessions(database, ids);
    read("cs_gone", 0);
    await other.kysely.updateTable("sessions").set({ version: 7 }).execute();
    expect(await find()).toEqual(ids.map((id) => ({ id, version: 7 })).sort(byId));
  });

  test.runIf(engine === "sqlite")(
    "compares nothing on an SQLite file that no other process has written to",
    async () => {
      const database = await openTestDatabase();
      const { find } = await watchSessions(database, ["cs_1"]);
      await find();
      await database.kysely.schema.alterTable("sessions").renameTo("away").execute();
      expect(await find()).toEqual([]);
    },
  );
});
