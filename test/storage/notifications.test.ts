import { afterEach, describe, expect, test } from "vitest";
import { createLogger } from "../../bff/logger.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import {
  createStatusChannel,
  type StatusChannel,
  type StatusChannelOptions,
} from "../../bff/storage/notifications/status-channel.ts";
import { forEachEngine, testDatabases } from "../support/databases.ts";
import { createDatabase, startPostgresServer } from "../support/postgres-server.ts";
import { sessionRow } from "./rows.ts";

const never = 1_000_000_000;
const open: StatusChannel[] = [];

afterEach(async () => {
  for (const channel of open.splice(0)) await channel.close();
});

function channelOn(database: Database, options: Partial<StatusChannelOptions> = {}): StatusChannel {
  const channel = createStatusChannel({ database, pollMs: never, spreadMs: 0, ...options });
  open.push(channel);
  return channel;
}

/** Counts the notifications of one watcher of the session. */
function watch(channel: StatusChannel, sessionId: string) {
  const heard = { times: 0 };
  const { end, hasRead } = channel.subscribe(sessionId, () => {
    heard.times++;
  });
  return Object.assign(heard, { stop: end, hasRead });
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

forEachEngine("the status channel", (openTestDatabase) => {
  test("notifies the watchers of a session, once each for all changes of one moment, and nobody else", async () => {
    const database = await openTestDatabase();
    const channel = channelOn(database);
    const [one, two, other] = [watch(channel, "cs_1"), watch(channel, "cs_1"), watch(channel, "cs_2")];
    await settled(database, one);
    const before = [one.times, two.times, other.times];
    channel.publish("cs_1");
    channel.publish("cs_1");
    // The publisher continues before its watchers are notified.
    expect([one.times, two.times, other.times]).toEqual(before);
    await expect.poll(() => one.times).toBe((before[0] ?? 0) + 1);
    await turn();
    expect([one.times, two.times, other.times]).toEqual([
      (before[0] ?? 0) + 1,
      (before[1] ?? 0) + 1,
      before[2],
    ]);
  });

  test("is quiet to who has stopped listening, and survives a listener that throws", async () => {
    const database = await openTestDatabase();
    const warnings: string[] = [];
    const channel = channelOn(database, {
      logger: { warn: (_fields, message) => void warnings.push(message) },
    });
    channel.subscribe("cs_1", () => {
      throw new Error("on purpose");
    });
    const [stays, leaves] = [watch(channel, "cs_1"), watch(channel, "cs_1")];
    await settled(database, stays);
    leaves.stop();
    leaves.stop();
    const before = [stays.times, leaves.times];
    channel.publish("cs_1");
    await expect.poll(() => stays.times).toBe((before[0] ?? 0) + 1);
    expect(leaves.times).toBe(before[1]);
    expect(warnings.join()).toContain("a listener to a session's changes failed");
  });

  test("finds by its poll what another process changed without a notification", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await database.kysely
      .insertInto("sessions")
      .values([sessionRow("cs_1"), sessionRow("cs_2")])
      .execute();
    const channel = channelOn(database, { pollMs: 5 });
    const [heard, untouched] = [watch(channel, "cs_1"), watch(channel, "cs_2")];
    for (const watcher of [heard, untouched]) watcher.hasRead(0);
    if (database.engine === "postgres") await expect.poll(() => untouched.times).toBe(1);
    const before = untouched.times;
    const change = (version: number) =>
      other.kysely.updateTable("sessions").set({ version }).where("id", "=", "cs_1").execute();
    for (const version of [1, 2]) {
      const first = heard.times;
      await change(version);
      await expect.poll(() => heard.times).toBeGreaterThanOrEqual(first + 1);
      // It does not read, and is not notified of the same change for ever.
      heard.hasRead(version);
    }
    expect(untouched.times).toBe(before);
  });

  test("its poll does not notify of what a watcher has read, nor one that has read nothing yet", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await database.kysely
      .insertInto("sessions")
      .values([sessionRow("cs_1", { version: 3 }), sessionRow("cs_2", { version: 3 })])
      .execute();
    const channel = channelOn(database, { pollMs: 5 });
    const [current, silent, late] = [watch(channel, "cs_1"), watch(channel, "cs_2"), watch(channel, "cs_3")];
    current.hasRead(3);
    late.hasRead(0);
    const atFirst = database.engine === "postgres" ? 1 : 0;
    await expect.poll(() => silent.times).toBe(atFirst);
    // Polls until it finds this one.
    await other.kysely
      .insertInto("sessions")
      .values(sessionRow("cs_3", { version: 1 }))
      .execute();
    await expect.poll(() => late.times).toBe(atFirst + 1);
    expect([current.times, silent.times]).toEqual([atFirst, atFirst]);
  });

  test("its poll notifies of many changes in turns, and of each", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    const ids = Array.from({ length: 90 }, (_, index) => `cs_${index}`);
    await database.kysely
      .insertInto("sessions")
      .values(ids.map((id) => sessionRow(id)))
      .execute();
    const channel = channelOn(database, { pollMs: 5 });
    let inTurn = 0;
    let most = 0;
    const watchers = ids.map((id) => {
      const heard = { times: 0 };
      const { hasRead } = channel.subscribe(id, () => {
        heard.times++;
        if (inTurn++ === 0) setImmediate(() => (inTurn = 0));
        most = Math.max(most, inTurn);
      });
      return Object.assign(heard, { hasRead });
    });
    const atFirst = database.engine === "postgres" ? 1 : 0;
    await expect.poll(() => watchers.every(({ times }) => times === atFirst)).toBe(true);
    most = 0;
    for (const { hasRead } of watchers) hasRead(0);
    await other.kysely.updateTable("sessions").set({ version: 1 }).execute();
    await expect.poll(() => watchers.every(({ times }) => times === atFirst + 1)).toBe(true);
    expect(most).toBe(20);
  });

  test("goes on polling after the database was away", async () => {
    const database = await openTestDatabase();
    const other = await openTestDatabase({ like: database });
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    const { kysely } = database;
    let away = false;
    const flaky: Database = {
      ...database,
      get kysely() {
        if (away) throw new Error("the database is away");
        return kysely;
      },
    };
    const warnings: string[] = [];
    const logger = { warn: (_fields: unknown, message: string) => void warnings.push(message) };
    const heard = watch(channelOn(flaky, { pollMs: 5, logger }), "cs_1");
    heard.hasRead(0);
    if (database.engine === "postgres") await expect.poll(() => heard.times).toBe(1);
    away = true;
    await expect.poll(() => warnings.length).toBeGreaterThan(0);
    await other.kysely.updateTable("sessions").set({ version: 1 }).execute();
    const before = heard.times;
    away = false;
    await expect.poll(() => heard.times).toBeGreaterThan(before);
  });

  async function settled(database: Database, heard: { times: number }): Promise<void> {
    // On PostgreSQL, each watcher is notified when the listener has connected.
    if (database.engine === "postgres") await expect.poll(() => heard.times).toBe(1);
  }
});

describe("the status channel over one PostgreSQL", () => {
  const openPostgres = testDatabases("postgres");

  test("reaches watchers on other processes at once", async () => {
    const database = await openPostgres();
    const other = await openPostgres({ like: database });
    const [near, far] = [channelOn(database), channelOn(other)];
    const [here, there] = [watch(near, "cs_1"), watch(far, "cs_1")];
    await expect.poll(() => here.times + there.times).toBe(2);
    near.publish("cs_1");
    await expect.poll(() => there.times).toBe(2);
    await expect.poll(() => here.times).toBe(2);
  });

  test("sends what it has gathered when it is closed", async () => {
    const database = await openPostgres();
    const [near, far] = [channelOn(database), channelOn(await openPostgres({ like: database }))];
    const there = watch(far, "cs_1");
    await expect.poll(() => there.times).toBe(1);
    near.publish("cs_1");
    await turn();
    await near.close();
    await expect.poll(() => there.times).toBe(2);
  });

  test("carries more changes of one moment than fit a message", async () => {
    const database = await openPostgres();
    const [near, far] = [channelOn(database), channelOn(await openPostgres({ like: database }))];
    const ids = Array.from({ length: 600 }, (_, i) => `cs_${String(i).padStart(22, "0")}`);
    const heard = new Set<string>();
    for (const id of ids) far.subscribe(id, () => heard.add(id));
    await expect.poll(() => heard.size).toBe(600);
    heard.clear();
    for (const id of ids) near.publish(id);
    await expect.poll(() => heard.size).toBe(600);
  });

  test("notifies those who watched before it was connected one after the other", async () => {
    const database = await openPostgres();
    const channel = channelOn(database, { spreadMs: 1_000 });
    const told: string[] = [];
    const toldAtOnce = Promise.withResolvers<number>();
    const ids = ["cs_1", "cs_2", "cs_3", "cs_4"];
    for (const id of ids) {
      channel.subscribe(id, () => {
        told.push(id);
        // Before any timer can run, also one that is overdue.
        setImmediate(() => toldAtOnce.resolve(told.length));
      });
    }
    expect(await toldAtOnce.promise).toBe(1);
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(ids);
  });

  test("names no user and no host in the log when it cannot connect", async () => {
    const database = await openPostgres();
    const url = new URL(database.url);
    url.username = "canary_user";
    const lines: string[] = [];
    const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
    watch(channelOn({ ...database, url: url.href }, { logger }), "cs_1");
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(lines[0]).toContain("the connection that listens for changes was lost");
    expect(lines[0]).toMatch(/"code":"28\w{3}"/);
    expect(lines.join()).not.toContain("canary");
  });

  test("connects again by itself, and has all watchers read again when it does", {
    timeout: 60_000,
  }, async () => {
    await using server = await startPostgresServer();
    const { url } = await createDatabase(server.url);
    const database = await openDatabase({ url });
    await migrate(database);
    const channel = channelOn(database);
    const heard = watch(channel, "cs_1");
    await expect.poll(() => heard.times).toBe(1);
    await server.crash();
    await server.start();
    await expect.poll(() => heard.times, { timeout: 20_000 }).toBe(2);
    channel.publish("cs_1");
    await expect.poll(() => heard.times).toBe(3);
    await channel.close();
    await database.close();
  });
});
