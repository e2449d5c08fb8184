/** PostgreSQL behind PgBouncer. Skipped where there is no such program. */
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { StandbyError } from "../../bff/storage/engine/database-errors.ts";
import { reachDatabase } from "../../bff/storage/engine/reach-database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { createStatusChannel } from "../../bff/storage/notifications/status-channel.ts";
import { hasPgBouncer, startPgBouncer } from "../support/pgbouncer.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { startPostgresServer } from "../support/postgres-server.ts";
import { findAccount, increment, insertAccount } from "./changes/accounts.ts";
import { commit as write } from "./commit.ts";
import { outlast } from "./outlast.ts";
import { sessionRow } from "./rows.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

type Mode = "session" | "transaction";

async function open(url: string, size: number, warnings: string[]) {
  const logger = { warn: (_fields: object, message: string) => void warnings.push(message) };
  const database = await openDatabase({ url, poolSize: size, logger });
  undo.push(() => database.close());
  return { database, logger };
}

async function setUp(mode: Mode, size: number) {
  const { url, drop } = await createTestDatabase();
  undo.push(drop);
  const bouncer = await startPgBouncer(url, { mode, size: size + 1 });
  undo.push(() => bouncer.stop());
  const warnings: string[] = [];
  const opened = await open(bouncer.url, size, warnings);
  await reachDatabase(opened.database, { limitMs: 0 });
  await migrate(opened.database);
  return { ...opened, warnings, bouncer, url };
}

const silence = "LISTEN hears nothing";

describe.skipIf(!hasPgBouncer).each(["session", "transaction"] as const)("behind PgBouncer by %s", (mode) => {
  test("a database is reached, migrated and changed, and no statement has a name", async () => {
    const { database, warnings } = await setUp(mode, 4);
    await write(database, [insertAccount({ id: "a", last_success_at: 1 })]);
    expect(await increment(database, "a")).toBe(2);
    const together = Array.from({ length: 12 }, () => increment(database, "a"));
    await Promise.all(together);
    expect(await database.read(findAccount({ id: "a" }))).toMatchObject([{ last_success_at: 14 }]);
    const { rows } = await sql`select name from pg_prepared_statements`.execute(database.kysely);
    expect(rows).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("a pooler stands before PostgreSQL")]);
  });
});

test.skipIf(!hasPgBouncer)(
  "by transaction the log says once that LISTEN hears nothing, and a change of another process is found by the poll",
  async () => {
    const { database, logger, warnings, url } = await setUp("transaction", 4);
    const channel = createStatusChannel({ database, logger, pollMs: 20, spreadMs: 0, echoMs: 100 });
    undo.push(() => channel.close());
    channel.listen();
    await expect.poll(() => warnings.filter((line) => line.includes(silence))).toHaveLength(1);
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    let heard = 0;
    const watched = channel.subscribe("cs_1", () => {
      heard += 1;
    });
    watched.hasRead(0);
    const [before, other] = [heard, await open(url, 2, [])];
    await other.database.kysely.updateTable("sessions").set({ version: 1 }).execute();
    await expect.poll(() => heard).toBeGreaterThan(before);
    expect(warnings.filter((line) => line.includes(silence))).toHaveLength(1);
  },
);

test.skipIf(!hasPgBouncer)(
  "by session LISTEN hears a change of another process, and the log does not say otherwise",
  async () => {
    const { database, logger, warnings, bouncer } = await setUp("session", 4);
    const never = 1_000_000_000;
    const options = { pollMs: never, spreadMs: 0, echoMs: 1_000 };
    const channel = createStatusChannel({ database, logger, ...options });
    undo.push(() => channel.close());
    const other = await open(bouncer.url, 1, []);
    const publisher = createStatusChannel({ database: other.database, logger, ...options });
    undo.push(() => publisher.close());
    let heard = 0;
    channel.subscribe("cs_1", () => {
      heard += 1;
    });
    // Each publication is one message; the first ones may come before the listener is connected.
    await expect
      .poll(() => {
        publisher.publish("cs_1");
        return heard;
      })
      .toBeGreaterThan(3);
    await outlast(2 * options.echoMs);
    expect(warnings.join()).not.toContain(silence);
  },
);

test.skipIf(!hasPgBouncer)(
  "a pool of PgBouncer's that is full makes others wait, and is no outage",
  async () => {
    const { url, drop } = await createTestDatabase();
    undo.push(drop);
    const bouncer = await startPgBouncer(url, { mode: "transaction", size: 1 });
    undo.push(() => bouncer.stop());
    const database = await openDatabase({ url: bouncer.url, poolSize: 5 });
    undo.push(() => database.close());
    await migrate(database);
    await write(database, [insertAccount({ id: "a", last_success_at: 0 })]);
    await Promise.all(Array.from({ length: 15 }, () => increment(database, "a")));
    expect(await database.read(findAccount({ id: "a" }))).toMatchObject([{ last_success_at: 15 }]);
  },
);

test.skipIf(!hasPgBouncer)(
  "by transaction a server that was demoted behind an open connection is not read, and used again when promoted",
  async () => {
    await using server = await startPostgresServer({ canBeStandby: true });
    const url = new URL(server.url);
    // So that PgBouncer tries a server again soon after one that refused it.
    const settings = ["server_login_retry = 1"];
    const bouncer = await startPgBouncer(url.href, { mode: "transaction", size: 2, settings });
    undo.push(() => bouncer.stop());
    const { database } = await open(bouncer.url, 1, []);
    await migrate(database);
    await write(database, [insertAccount({ id: "a", last_success_at: 1 })]);
    const read = () => database.read(findAccount({ id: "a" }));
    await server.demote();
    // The first ones may find the connection of before.
    await expect.poll(() => read().catch((error: unknown) => error)).toBeInstanceOf(StandbyError);
    const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(
      database.kysely,
    );
    expect(rows).toEqual([{ standby: true }]);
    expect(await read().catch((error: unknown) => error)).toBeInstanceOf(StandbyError);
    await sql`select pg_promote()`.execute(database.kysely);
    expect(await read()).toHaveLength(1);
  },
);
