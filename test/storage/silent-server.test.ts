import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { listenOnFreePort } from "../support/net.ts";
import { createTestDatabase } from "../support/postgres.ts";

describe("a PostgreSQL server that falls silent", async () => {
  const target = await createTestDatabase();
  const server = new URL(target.url);
  const answerTimeoutMs = 700;
  let silent = false;
  const sockets = new Set<Socket>();

  /** A wire to the server that can be cut silently: no reset, no end, only no answer. */
  const wire = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    near.on("data", (data) => silent || far.write(data));
    far.on("data", (data) => silent || near.write(data));
    near.on("close", () => far.destroy());
  });
  const url = new URL(target.url);
  url.host = `127.0.0.1:${await listenOnFreePort(wire)}`;

  const database = await openDatabase({ url: url.href, poolSize: 1, answerTimeoutMs });
  await migrate(database);
  afterAll(async () => {
    await database.close();
    for (const socket of sockets) socket.destroy();
    wire.close();
    await target.drop();
  });

  const read = () => database.kysely.selectFrom("accounts").selectAll().execute();

  async function fails(work: Promise<unknown>): Promise<boolean> {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error !== undefined && database.isUnavailable(error);
  }

  test("is unavailable after the time an answer may take, and its connection is not used again", async () => {
    await read();
    silent = true;
    expect(await fails(read())).toBe(true);
    silent = false;
    expect(await read()).toEqual([]);
  });

  test("breaks a transaction off, without another wait for each statement of it", async () => {
    const begun = Promise.withResolvers<void>();
    const cut = Promise.withResolvers<void>();
    const broken = fails(
      database.transaction(async (trx) => {
        await trx.insertInto("accounts").values({ id: "a", last_success_at: 1 }).execute();
        begun.resolve();
        await cut.promise;
        await trx.insertInto("accounts").values({ id: "b", last_success_at: 1 }).execute();
      }),
    );
    await begun.promise;
    silent = true;
    cut.resolve();
    // Timers of one process fire in the order in which they end. A busy machine delays both, and keeps their order.
    const secondWait = sleep(1.5 * answerTimeoutMs).then(() => "waits for a second statement");
    expect(await Promise.race([broken, secondWait])).toBe(true);
    silent = false;
    expect(await read()).toEqual([]);
  });
});
