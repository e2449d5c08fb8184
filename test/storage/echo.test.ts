import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { createEcho } from "../../bff/storage/notifications/echo.ts";
import { createStatusChannel } from "../../bff/storage/notifications/status-channel.ts";
import { testDatabases } from "../support/databases.ts";
import { createDatabase, startPostgresServer } from "../support/postgres-server.ts";
import { outlast } from "./outlast.ts";

const silence = "LISTEN hears nothing";

describe("an echo", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setUp(send: () => Promise<void> = async () => undefined) {
    const seen = { silences: 0, sent: 0 };
    const echo = createEcho({
      send: () => {
        seen.sent += 1;
        return send();
      },
      waitMs: 2_000,
      onSilence: () => {
        seen.silences += 1;
      },
    });
    return { echo, seen, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
  }

  test("reports once that its message has not come back, and then sends no more", async () => {
    const { echo, seen, pass } = setUp();
    echo.send();
    await pass(1_999);
    expect(seen.silences).toBe(0);
    await pass(1);
    expect(seen.silences).toBe(1);
    echo.send();
    await pass(10_000);
    expect(seen).toEqual({ silences: 1, sent: 1 });
  });

  test("reports nothing when its message comes back, even before the sending has ended", async () => {
    const sending = Promise.withResolvers<void>();
    const { echo, seen, pass } = setUp(() => sending.promise);
    echo.send();
    echo.received();
    sending.resolve();
    await pass(10_000);
    expect(seen.silences).toBe(0);
  });

  test("reports nothing of a message during which the listener lost its connection, and sends another one", async () => {
    const sending = Promise.withResolvers<void>();
    const { echo, seen, pass } = setUp(() => sending.promise);
    echo.send();
    echo.disconnected();
    sending.resolve();
    await pass(10_000);
    echo.send();
    await pass(1_000);
    echo.disconnected();
    await pass(10_000);
    expect(seen).toEqual({ silences: 0, sent: 2 });
    echo.send();
    await pass(2_000);
    expect(seen).toEqual({ silences: 1, sent: 3 });
  });

  test("is heard from the first message that comes back until the connection is lost, and again after the next", () => {
    const { echo } = setUp();
    expect(echo.isHeard()).toBe(false);
    echo.send();
    expect(echo.isHeard()).toBe(false);
    echo.received();
    expect(echo.isHeard()).toBe(true);
    echo.disconnected();
    expect(echo.isHeard()).toBe(false);
    echo.send();
    expect(echo.isHeard()).toBe(true);
  });

  test("is not heard after its message has not come back", async () => {
    const { echo, pass } = setUp();
    echo.send();
    await pass(2_000);
    expect(echo.isHeard()).toBe(false);
  });

  test("reports nothing while the database cannot be reached", async () => {
    const { echo, seen, pass } = setUp(async () => await Promise.reject(new Error("away")));
    echo.send();
    await pass(10_000);
    expect(seen.silences).toBe(0);
  });
});

describe("the log of a status channel on PostgreSQL", () => {
  const openPostgres = testDatabases("postgres");

  function collect() {
    const warnings: string[] = [];
    const logger = { warn: (_fields: unknown, message: string) => void warnings.push(message) };
    const silences = () => warnings.filter((line) => line.includes(silence));
    return { logger, silences };
  }
  const options = { pollMs: 1_000_000_000, spreadMs: 0, echoMs: 1_000 };

  test("does not say that LISTEN hears nothing", async () => {
    const { logger, silences } = collect();
    const channel = createStatusChannel({ database: await openPostgres(), logger, ...options });
    await new Promise<void>((resolve) => void channel.subscribe("cs_1", resolve));
    await outlast(2 * options.echoMs);
    expect(silences()).toEqual([]);
    await channel.close();
  });

  test("says so only when it is connected", { timeout: 60_000 }, async () => {
    await using server = await startPostgresServer();
    const listening = await openDatabase({ url: (await createDatabase(server.url)).url });
    await migrate(listening);
    // Its messages go to another server, so that none comes back.
    const { kysely } = await openPostgres();
    const { logger, silences } = collect();
    const channel = createStatusChannel({ database: { ...listening, kysely }, logger, ...options });
    await new Promise<void>((resolve) => void channel.subscribe("cs_1", resolve));
    await server.crash();
    await outlast(2 * options.echoMs);
    expect(silences()).toEqual([]);
    await server.start();
    await expect.poll(silences, { timeout: 20_000 }).toHaveLength(1);
    await channel.close();
    await listening.close();
  });
});
