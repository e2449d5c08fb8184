/**
 * The counts of a rate limit that several processes share over PostgreSQL. Most requests are counted in memory
 * and stored once a second, many keys in one statement. A process asks the database at once when a key has used
 * up a hundredth of its limit since. So each process lets at most a hundredth too many through, and a limit below
 * 100 is kept to the request.
 *
 * Measured: stored one by one, they were the only commit of a poll, and every request with one API key waited
 * for the same row.
 */
import { sql } from "kysely";
import { type RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Database, StorageLogger } from "../engine/database.ts";

const storeMs = 1_000;
const rowsPerStatement = 500;

interface Count {
  /** Of all processes in this window, as far as this one knows. */
  stored: number;
  /** Of this process, not yet stored. */
  unstored: number;
  /** The end of the window, epoch ms. */
  expiresAt: number;
}

interface StoredCount {
  readonly key: string;
  readonly points: number;
  readonly expire: number;
}

export interface GatheredCounts {
  /** Counts one request. Throws a `RateLimiterRes` when it is over the limit. */
  consume(key: string): Promise<void>;
  /** Begins the key's count anew, for all processes. */
  delete(key: string): Promise<void>;
  /** Stores nothing more. Close the counts before the database. */
  close(): void;
}

export function createGatheredCounts(options: {
  readonly database: Database;
  /** Stores one key's count at once, and says whether it is over the limit. */
  readonly limiter: RateLimiterPostgres;
  readonly perMinute: number;
  readonly windowMs: number;
  readonly logger: StorageLogger | undefined;
}): GatheredCounts {
  const { database, limiter, perMinute, windowMs, logger } = options;
  const counts = new Map<string, Count>();
  const mostUnstored = Math.floor(perMinute / 100);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function countOf(key: string, now: number): Count {
    const known = counts.get(key);
    if (known !== undefined && known.expiresAt > now) return known;
    const count = { stored: 0, unstored: 0, expiresAt: now + windowMs };
    counts.set(key, count);
    schedule();
    return count;
  }

  /** Counts as stored what is about to be. */
  function take(count: Count): number {
    const { unstored } = count;
    count.stored += unstored;
    count.unstored = 0;
    return unstored;
  }

  function learn(count: Count, { consumedPoints, msBeforeNext }: RateLimiterRes): void {
    // Answers may come in another order than the questions.
    count.stored = Math.max(count.stored, consumedPoints);
    count.expiresAt = Date.now() + msBeforeNext;
  }

  /** Stores what was counted and forgets the windows that are over. */
  async function storeAll(): Promise<void> {
    const now = Date.now();
    const taken = new Map<string, Count>();
    const rows: StoredCount[] = [];
    for (const [key, count] of counts) {
      if (count.expiresAt <= now) counts.delete(key);
      else if (count.unstored > 0) {
        const storedKey = limiter.getKey(key);
        taken.set(storedKey, count);
        rows.push({ key: storedKey, points: take(count), expire: now + windowMs });
      }
    }
    for (let first = 0; first < rows.length; first += rowsPerStatement) {
      for (const row of await store(database, rows.slice(first, first + rowsPerStatement), now)) {
        const count = taken.get(row.key);
        if (count !== undefined) learn(count, new RateLimiterRes(0, row.expire - now, row.points));
      }
    }
  }

  async function storeOrWarn(): Promise<void> {
    try {
      await storeAll();
    } catch (error) {
      // Until the database is back, each process counts for itself.
      logger?.warn({ err: error }, "requests could not be counted together");
    }
    timer = undefined;
    schedule();
  }

  function schedule(): void {
    if (timer !== undefined || isClosed || counts.size === 0) return;
    timer = setTimeout(() => void storeOrWarn(), storeMs).unref();
  }

  return {
    async consume(key) {
      const now = Date.now();
      const count = countOf(key, now);
      const known = count.stored + count.unstored;
      if (known >= perMinute) throw new RateLimiterRes(0, count.expiresAt - now, known + 1);
      count.unstored++;
      if (count.unstored <= mostUnstored) return;
      try {
        learn(count, await limiter.consume(key, take(count)));
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) learn(count, refusal);
        throw refusal;
      }
    },
    async delete(key) {
      counts.delete(key);
      await limiter.delete(key);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Adds to the counts as the limiter does. In the order of the keys, so that two processes do not deadlock. */
async function store(
  database: Database,
  rows: readonly StoredCount[],
  now: number,
): Promise<readonly StoredCount[]> {
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const values = sql.join(sorted.map(({ key, points, expire }) => sql`(${key}, ${points}, ${expire})`));
  const { rows: stored } = await sql<StoredCount>`
    insert into rate_limits (key, points, expire) values ${values}
    on conflict (key) do update set
      points = case when rate_limits.expire <= ${now} then excluded.points
        else rate_limits.points + excluded.points end,
      expire = case when rate_limits.expire <= ${now} then excluded.expire else rate_limits.expire end
    returning key, points, expire`.execute(database.kysely);
  return stored;
}
