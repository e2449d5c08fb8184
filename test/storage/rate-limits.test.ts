import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { createRateLimiter, type RequestLimiter } from "../../bff/storage/repositories/rate-limits.ts";
import { forEachEngine, testDatabases } from "../support/databases.ts";

const seal = createSeal(Buffer.alloc(32, 7));
const soon = { timeout: 10_000, interval: 20 };

const open: RequestLimiter[] = [];
afterEach(() => {
  for (const limiter of open.splice(0)) limiter.close();
});

/** Databases are emptied for each test, but for the counts: each test has a limiter of its own name. */
const newName = () => `limit-${randomUUID()}`;

async function limiterOn(database: Database, perMinute: number, name = newName()): Promise<RequestLimiter> {
  const limiter = await createRateLimiter(database, { name, perMinute, seal });
  open.push(limiter);
  return limiter;
}

/** Counts the statements that the database is asked to run. */
function withCount(database: Database) {
  const asked = { times: 0 };
  const kysely = database.kysely.withPlugin({
    transformQuery({ node }) {
      asked.times++;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { asked, database: { ...database, kysely } };
}

async function passed(take: () => Promise<number | null>, most: number): Promise<number> {
  for (let count = 0; count < most; count++) if ((await take()) !== null) return count;
  return most;
}

forEachEngine("a rate limit", (openTestDatabase) => {
  test.each([3, 99, 100, 250])("of %i is kept to the request by one process", async (perMinute) => {
    const limiter = await limiterOn(await openTestDatabase(), perMinute);
    expect(await passed(() => limiter.take("caller"), 1_000)).toBe(perMinute);
    const waitSeconds = await limiter.take("caller");
    expect(waitSeconds).toBeGreaterThanOrEqual(1);
    expect(waitSeconds).toBeLessThanOrEqual(60);
    expect(await limiter.take("another")).toBeNull();
  });

  test("of 0 lets everybody through", async () => {
    const limiter = await limiterOn(await openTestDatabase(), 0);
    expect(await passed(() => limiter.take("caller"), 50)).toBe(50);
  });

  test("is kept to the request when all come at once", async () => {
    const limiter = await limiterOn(await openTestDatabase(), 250);
    const waits = await Promise.all(Array.from({ length: 400 }, () => limiter.take("caller")));
    expect(waits.filter((wait) => wait === null)).toHaveLength(250);
  });
});

describe("a rate limit of several processes over one PostgreSQL", () => {
  const openPostgres = testDatabases("postgres");

  async function twoProcesses(perMinute: number) {
    const database = await openPostgres();
    const other = await openPostgres({ like: database });
    const name = newName();
    const limiters = [await limiterOn(database, perMinute, name), await limiterOn(other, perMinute, name)];
    return { database, limiters, name };
  }

  test.each([
    [3, 0],
    [99, 0],
    [250, 2],
  ])("of %i lets at most %i too many through for each of them", async (perMinute, slack) => {
    const { limiters } = await twoProcesses(perMinute);
    let turn = 0;
    const total = await passed(async () => (await limiters[turn++ % 2]?.take("caller")) ?? null, 1_000);
    expect(total).toBeGreaterThanOrEqual(perMinute);
    expect(total).toBeLessThanOrEqual(perMinute + 2 * slack);
  });

  test("asks the database only for each hundredth of the limit", async () => {
    const { asked, database } = withCount(await openPostgres());
    const limiter = await limiterOn(database, 1_000);
    const atFirst = asked.times;
    expect(await passed(() => limiter.take("caller"), 10)).toBe(10);
    // Unless it took longer than the second after which counts are stored.
    expect(asked.times - atFirst).toBeLessThanOrEqual(1);
    await passed(() => limiter.take("caller"), 200);
    expect(asked.times - atFirst).toBeLessThan(30);
  });

  test("stores what was counted, many keys in one statement, and reads what the others have counted", async () => {
    const { database, limiters, name } = await twoProcesses(100);
    const [one, two] = limiters;
    for (const key of ["a", "b", "c"]) expect(await one?.take(key)).toBeNull();
    const points = async () => {
      const query = sql<{ points: number }>`select points from rate_limits where key like ${`${name}%`}`;
      const { rows } = await query.execute(database.kysely);
      return rows.map((row) => row.points);
    };
    await expect.poll(points, soon).toEqual([1, 1, 1]);
    for (const key of ["a", "b"]) await two?.take(key);
    await expect.poll(async () => (await points()).sort(), soon).toEqual([1, 2, 2]);
  });

  test("counts in each process while the database is away", async () => {
    const database = await openPostgres();
    const limiter = await limiterOn(database, 100);
    expect(await limiter.take("caller")).toBeNull();
    await database.close();
    const total = await passed(() => limiter.take("caller"), 1_000);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(101);
  });
});
