/** The counts of rate limits that processes share over one PostgreSQL, and the rows that hold them. */
import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { createBoundedCounts } from "../../bff/storage/repositories/bounded-counts.ts";
import { storeCounts } from "../../bff/storage/repositories/rate-limit-rows.ts";
import { createSharedCounts } from "../../bff/storage/repositories/shared-counts.ts";
import { testDatabases } from "../support/databases.ts";

const windowMs = 60_000;
const soon = { timeout: 20_000, interval: 20 };
const openPostgres = testDatabases("postgres");

afterEach(() => {
  vi.useRealTimers();
});

function sharedOn(database: Database, perMinute: number) {
  const counts = createBoundedCounts({ windowMs });
  const name = `shared-${randomUUID()}`;
  const shared = createSharedCounts({ database, counts, name, perMinute, windowMs, logger: undefined });
  return {
    name,
    shared,
    request(key: string) {
      const count = counts.of(key, Date.now());
      count.unstored++;
      shared.note(key, count);
    },
  };
}

const keysOf = async (database: Database, name: string) => {
  const rows = database.kysely.selectFrom("rate_limits").select("key").where("key", "like", `${name}%`);
  return (await rows.execute()).map(({ key }) => key.slice(name.length + 1)).sort();
};

test("rows that ended more than a minute ago are deleted, and no others", { timeout: 60_000 }, async () => {
  const database = await openPostgres();
  const { shared, request, name } = sharedOn(database, 100);
  const now = Date.now();
  const row = (key: string, expire: number) => ({ key: `${name}:${key}`, points: 1, expire });
  await database.kysely
    .insertInto("rate_limits")
    .values([row("old", now - 10 * windowMs), row("just", now - 1_000), row("open", now + windowMs)])
    .execute();
  request("caller");
  await expect.poll(() => keysOf(database, name), soon).toEqual(["caller", "just", "open"]);
  shared.close();
});

test("after the end nothing is stored any more, not even what would be at once", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let asked = 0;
  const database = await openPostgres();
  const kysely = database.kysely.withPlugin({
    transformQuery({ node }) {
      asked++;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { shared, request } = sharedOn({ ...database, kysely }, 1_000);
  // Too few to be stored at once: a timer is set for them.
  request("one");
  shared.close();
  for (let calls = 0; calls < 20; calls++) request("many");
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(0);
});

test("a caller who has used up a hundredth is stored at once, and others by the clock", async () => {
  const database = await openPostgres();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { shared, request, name } = sharedOn(database, 1_000);
  request("one");
  for (let calls = 0; calls < 10; calls++) request("many");
  // Vitest's own waiting would turn the clock.
  let stored: string[] = [];
  for (let looks = 0; looks < 200 && stored.length === 0; looks++) stored = await keysOf(database, name);
  expect(stored).toEqual(["many"]);
  shared.close();
});

test("two processes that store the same callers at once, in any order, do not block each other for good", async () => {
  const database = await openPostgres();
  const other = await openPostgres({ like: database });
  const name = `order-${randomUUID()}`;
  const now = Date.now();
  const keys = Array.from({ length: 400 }, (_, index) => `${name}:${String(index).padStart(3, "0")}`);
  const rows = keys.map((key) => ({ key, points: 1, expire: now + windowMs }));
  const latest = now + 2 * windowMs;
  for (let round = 0; round < 20; round++) {
    await Promise.all([
      storeCounts(database, { rows, now, latest }),
      storeCounts(other, { rows: rows.toReversed(), now, latest }),
    ]);
  }
  const [first] = await storeCounts(database, { rows: rows.slice(0, 1), now, latest });
  expect(Number(first?.points)).toBe(41);
});
