/**
 * Shares the counts of a rate limit between the processes over one PostgreSQL. No request waits for it: what a process
 * has counted is stored in the background, many callers in one statement, and the rows say what all have counted.
 *
 * Stored at once is a caller that has used up a hundredth of its limit since (of a limit below 100: every request),
 * the others once a second. A caller that has not used up a hundredth is not stored at all, so that a flood of made-up
 * addresses fills no table.
 */
import { isOver, latestEnd } from "../../core/clock.ts";
import type { Database, StorageLogger } from "../engine/database.ts";
import type { BoundedCounts, Count } from "./bounded-counts.ts";
import { deleteEndedCounts, type StoredCount, storeCounts } from "./rate-limit-rows.ts";

const storeMs = 1_000;
const cleanMs = 60_000;
const rowsPerStatement = 500;
/** In one pass. The rest comes with the next one. */
const mostRows = 1_000;

export interface SharedCounts {
  /** Called for each request that was counted. */
  note(key: string, count: Count): void;
  /** Stores nothing more. Close the counts before the database. */
  close(): void;
}

export interface SharedCountsOptions {
  readonly database: Database;
  readonly counts: BoundedCounts;
  /** Keeps the rows of several limits apart. */
  readonly name: string;
  readonly perMinute: number;
  readonly windowMs: number;
  readonly logger: StorageLogger | undefined;
}

export function createSharedCounts(options: SharedCountsOptions): SharedCounts {
  const { database, counts, name, windowMs, logger } = options;
  const share = Math.max(1, Math.floor(options.perMinute / 100));
  let hot = new Map<string, Count>();
  let timer: NodeJS.Timeout | undefined;
  let isStoring = false;
  let isClosed = false;
  let isAway = false;
  let cleanedAt = 0;

  /** Counts as stored what is about to be. */
  function take(count: Count): number {
    const { unstored } = count;
    count.stored += unstored;
    count.unstored = 0;
    return unstored;
  }

  async function store(entries: Iterable<readonly [string, Count]>): Promise<void> {
    const now = Date.now();
    const taken = new Map<string, Count>();
    const rows: StoredCount[] = [];
    for (const [key, count] of entries) {
      const isWorthIt = count.unstored >= share || (count.unstored > 0 && count.stored > 0);
      if (!isWorthIt || isOver(count.expiresAt, { now, longestMs: windowMs })) continue;
      const storedKey = `${name}:${key}`;
      taken.set(storedKey, count);
      rows.push({ key: storedKey, points: take(count), expire: now + windowMs });
      if (rows.length === mostRows) break;
    }
    const latest = latestEnd({ now, longestMs: windowMs });
    for (let first = 0; first < rows.length; first += rowsPerStatement) {
      const part = rows.slice(first, first + rowsPerStatement);
      for (const row of await storeCounts(database, { rows: part, now, latest })) {
        const count = taken.get(row.key);
        if (count === undefined) continue;
        // Answers may come in another order than the questions.
        count.stored = Math.max(count.stored, row.points);
        count.expiresAt = row.expire;
      }
    }
  }

  async function clean(): Promise<void> {
    const now = Date.now();
    if (Math.abs(now - cleanedAt) < cleanMs) return;
    cleanedAt = now;
    await deleteEndedCounts(database, { before: now - cleanMs });
  }

  async function storeOrWarn(work: () => Promise<void>): Promise<void> {
    isStoring = true;
    try {
      await work();
      isAway = false;
    } catch (error) {
      // Until the database is back, each process counts for itself.
      if (!isAway) logger?.warn({ err: error }, "requests could not be counted together");
      isAway = true;
    }
    isStoring = false;
    if (isAway) hot = new Map();
    else if (hot.size > 0) storeHot();
    schedule();
  }

  function storeHot(): void {
    if (isStoring || isClosed) return;
    const entries = hot;
    hot = new Map();
    void storeOrWarn(() => store(entries));
  }

  function storeAll(): void {
    timer = undefined;
    if (isStoring) schedule();
    else {
      void storeOrWarn(async () => {
        hot = new Map();
        await store(counts.entries());
        await clean();
      });
    }
  }

  function schedule(): void {
    if (timer !== undefined || isClosed || counts.size === 0) return;
    timer = setTimeout(storeAll, storeMs).unref();
  }

  return {
    note(key, count) {
      if (count.unstored >= share && !isAway && hot.size < mostRows) {
        hot.set(key, count);
        storeHot();
      }
      schedule();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
