import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { startPostgresServer } from "../support/postgres-server.ts";
import { findAccount, insertAccount } from "./changes/accounts.ts";

describe("a PostgreSQL server that goes away", async () => {
  const server = await startPostgresServer();
  const warnings: string[] = [];
  const logger = {
    warn: (fields: Readonly<Record<string, unknown>>, message: string) =>
      void warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
  const database = await openDatabase({ url: server.url, poolSize: 4, logger });
  await migrate(database);
  afterAll(async () => {
    await database.close();
    await server[Symbol.asyncDispose]();
  });

  async function attempt(work: Promise<unknown>): Promise<"done" | "unavailable" | "mistake"> {
    try {
      await work;
      return "done";
    } catch (error) {
      return database.isUnavailable(error) ? "unavailable" : "mistake";
    }
  }

  const write = (id: string) =>
    database.transaction(async (trx) => {
      await trx.insertInto("accounts").values({ id, last_success_at: 1 }).execute();
    });

  const change = (id: string) =>
    database.change({
      load: [findAccount({ id })],
      decide: ([[account]]) => ({
        writes: account === undefined ? [insertAccount({ id, last_success_at: 1 })] : [],
        result: undefined,
      }),
    });

  async function ids(from: Database): Promise<string[]> {
    const rows = await from.kysely.selectFrom("accounts").select("id").orderBy("id").execute();
    return rows.map((row) => row.id);
  }

  test("makes every use unavailable, idle connections do not end the process, and it heals by itself", async () => {
    await Promise.all(["a", "b", "c", "d"].map(write));
    await server.stop();
    expect(await attempt(write("e"))).toBe("unavailable");
    expect(await attempt(change("e"))).toBe("unavailable");
    expect(await attempt(ids(database))).toBe("unavailable");
    await server.start();
    expect(await attempt(write("f"))).toBe("done");
    expect(await ids(database)).toEqual(["a", "b", "c", "d", "f"]);
    expect(warnings.join()).toContain("a database connection was lost");
    expect(warnings.join()).not.toContain(new URL(server.url).password);
  });

  test("breaks off transactions under way: unavailable for whoever was in one, and nothing of it is kept", async () => {
    const inside = Promise.withResolvers<void>();
    const crashed = Promise.withResolvers<void>();
    const broken = attempt(
      database.transaction(async (trx) => {
        await trx.insertInto("accounts").values({ id: "g", last_success_at: 1 }).execute();
        inside.resolve();
        await crashed.promise;
        await trx.insertInto("accounts").values({ id: "h", last_success_at: 1 }).execute();
      }),
    );
    await inside.promise;
    await server.crash();
    crashed.resolve();
    expect(await broken).toBe("unavailable");
    await server.start();
    expect(await attempt(write("i"))).toBe("done");
    expect(await ids(database)).toEqual(["a", "b", "c", "d", "f", "i"]);
  });

  test("loses nothing it acknowledged over a crash under load", async () => {
    const acknowledged: string[] = [];
    let crashing = true;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; crashing || i < 5; i++) {
        const id = `w${writer}-${i}`;
        const outcome = await attempt(writer % 2 === 0 ? write(id) : change(id));
        expect(outcome).not.toBe("mistake");
        if (outcome === "done") acknowledged.push(id);
        else await sleep(5);
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    await server.crash();
    await server.start();
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 20);
    crashing = false;
    await Promise.all(writers);
    expect(await ids(database)).toEqual(expect.arrayContaining(acknowledged));
  });
});
