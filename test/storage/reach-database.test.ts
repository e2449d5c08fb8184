import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { reachDatabase } from "../../bff/storage/engine/reach-database.ts";
import { startTestApp } from "../support/app.ts";
import { startPostgresServer } from "../support/postgres-server.ts";

describe("a PostgreSQL that is away when the server starts", async () => {
  const postgres = await startPostgresServer();
  const { password } = new URL(postgres.url);
  const database = await openDatabase({ url: postgres.url });
  const warnings: string[] = [];
  const logger = {
    warn: (fields: Readonly<Record<string, unknown>>, message: string) =>
      void warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
  afterAll(async () => {
    await database.close();
    await postgres[Symbol.asyncDispose]();
  });

  test("is waited for, and nothing listens meanwhile", async () => {
    await postgres.stop();
    let url = "";
    let listened: unknown;
    const app = await startTestApp({
      config: (base) => {
        url = `http://127.0.0.1:${base.listen.port}`;
        return { ...base, database: { url: postgres.url } };
      },
      databaseWait: {
        limitMs: 60_000,
        now: () => 0,
        async pause() {
          listened = await fetch(`${url}/healthz`).catch(() => "nobody");
          await postgres.start();
        },
      },
    });
    try {
      expect(listened).toBe("nobody");
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const line = app.logs().find((text) => text.includes("the database cannot be reached yet"));
      expect(line).toContain('"code":"ECONNREFUSED"');
      expect(app.logs().join("")).not.toContain(password);
    } finally {
      await app.stop();
    }
  });

  test("ends after the time limit, with a sentence that has no address", async () => {
    await postgres.stop();
    let now = 0;
    const pauses: number[] = [];
    const pause = async (ms: number) => {
      pauses.push(ms);
      now += ms;
    };
    const waiting = reachDatabase(database, { limitMs: 60_000, now: () => now, pause, logger });
    await expect(waiting).rejects.toThrow(
      "The database cannot be reached for 60 seconds (ECONNREFUSED). Is it running, and is database.url right?",
    );
    expect(now).toBe(60_000);
    expect(pauses.slice(0, 6)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(warnings).toHaveLength(pauses.length);
    expect(warnings.join()).not.toContain(password);
    await postgres.start();
  });

  test("that is there and refuses us is not waited for", async () => {
    const url = new URL(postgres.url);
    url.pathname = "/no_such_database";
    const other = await openDatabase({ url: url.href });
    const pause = () => Promise.reject(new Error("it was waited for"));
    const asked = reachDatabase(other, { limitMs: 60_000, pause });
    await expect(asked).rejects.toThrow("The database refuses this program (3D000).");
    await other.close();
  });
});
