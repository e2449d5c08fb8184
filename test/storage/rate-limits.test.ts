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

interface Limit {
  readonly perMinute: number;
  readonly name?: string;
  readonly mostKeys?: number;
}

function limiterOn(database: Database, limit: Limit): RequestLimiter {
  const limiter = createRateLimiter(database, { name: newName(), seal, ...limit });
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

const isAllowed = (limiter: RequestLimiter | undefined, key: string) =>
  limiter?.take(key)?.isAllowed === true;

/** Requests until one is refused. */
function passed(limiter: RequestLimiter | undefined, key: string, most: number): number {
  for (let count = 0; count < most; count++) if (!isAllowed(limiter, key)) return count;
  return most;
}

forEachEngine("a rate limit", (openTestDatabase) => {
  test.each([3, 99, 100, 250])("of %i is kept to the request by one process", async (perMinute) => {
    const limiter = limiterOn(await openTestDatabase(), { perMinute });
    expect(limiter.take("caller")).toMatchObject({ isAllowed: true, remaining: perMinute - 1 });
    expect(passed(limiter, "caller", 1_000)).toBe(perMinute - 1);
    const refused = limiter.take("caller");
    expect(refused).toMatchObject({ isAllowed: false, remaining: 0 });
    expect(refused?.resetSeconds).toBeGreaterThanOrEqual(1);
    expect(refused?.resetSeconds).toBeLessThanOrEqual(60);
    expect(isAllowed(limiter, "another")).toBe(true);
  });

  test("of 0 lets everybody through", async () => {
    const limiter = limiterOn(await openTestDatabase(), { perMinute: 0 });
    for (let calls = 0; calls < 50; calls++) expect(limiter.take("caller")).toBeNull();
  });

  test("keeps the caller who has used it up, whatever number of others comes", async () => {
    const limiter = limiterOn(await openTestDatabase(), { perMinute: 3, mostKeys: 100 });
    passed(limiter, "caller", 10);
    for (let other = 0; other < 1_000; other++) limiter.take(`address ${other}`);
    expect(isAllowed(limiter, "caller")).toBe(false);
  });
});

describe("a rate limit of several processes over one PostgreSQL", () => {
  const openPostgres = testDatabases("postgres");

  async function twoProcesses(perMinute: number) {
    const database = await openPostgres();
    const other = await openPostgres({ like: database });
    const name = newName();
    const limiters = [database, other].map((each) => limiterOn(each, { perMinute, name }));
    return { database, limiters, name };
  }

  async function pointsOf(database: Database, name: string): Promise<number[]> {
    const query = sql<{ points: number }>`select points from rate_limits where key like ${`${name}%`}`;
    const { rows } = await query.execute(database.kysely);
    return rows.map((row) => Number(row.points)).sort((a, b) => a - b);
  }

  test.each([3, 99, 250])("of %i holds for all of them together", { timeout: 60_000 }, async (perMinute) => {
    const { limiters, database, name } = await twoProcesses(perMinute);
    const [one, two] = limiters;
    for (let calls = 0; calls < perMinute - 1; calls++) expect(isAllowed(one, "caller")).toBe(true);
    await expect.poll(() => pointsOf(database, name), soon).toEqual([perMinute - 1]);
    // The other process lets through what it counts by itself until it has read what all have counted.
    let throughTwo = 0;
    const isThrough = () => {
      const isAllowedByTwo = isAllowed(two, "caller");
      if (isAllowedByTwo) throughTwo++;
      return isAllowedByTwo;
    };
    expect(isThrough()).toBe(true);
    await expect.poll(isThrough, { timeout: 20_000, interval: 1_000 }).toBe(false);
    expect(throughTwo).toBeLessThan(perMinute);
  });

  test("makes no request wait: it answers at once, and asks once for many", async () => {
    const { asked, database } = withCount(await openPostgres());
    const limiter = limiterOn(database, { perMinute: 1_000 });
    expect(passed(limiter, "caller", 500)).toBe(500);
    // All of it in one turn: what was asked in it is the first store alone.
    expect(asked.times).toBeLessThanOrEqual(1);
  });

  test("stores what was counted, many keys in one statement, and reads what the others have counted", async () => {
    const { database, limiters, name } = await twoProcesses(100);
    const [one, two] = limiters;
    for (const key of ["a", "b", "c"]) expect(isAllowed(one, key)).toBe(true);
    await expect.poll(() => pointsOf(database, name), soon).toEqual([1, 1, 1]);
    for (const key of ["a", "b"]) two?.take(key);
    await expect.poll(() => pointsOf(database, name), soon).toEqual([1, 2, 2]);
  });

  test("stores nobody who has not used up a hundredth of it", async () => {
    const { database, limiters, name } = await twoProcesses(1_000);
    for (let caller = 0; caller < 100; caller++) limiters[0]?.take(`address ${caller}`);
    passed(limiters[0], "caller", 20);
    await expect.poll(() => pointsOf(database, name), soon).toEqual([20]);
  });

  test("counts in each process while the database is away", async () => {
    const database = await openPostgres();
    const limiter = limiterOn(database, { perMinute: 100 });
    expect(isAllowed(limiter, "caller")).toBe(true);
    await database.close();
    expect(passed(limiter, "caller", 1_000)).toBe(99);
  });
});
