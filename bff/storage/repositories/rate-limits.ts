/**
 * Limits the requests per minute and key. On SQLite one process counts in memory, on PostgreSQL several share
 * their counts in the database. A key identifies the caller, so only a fingerprint of it is kept.
 */
import { CompiledQuery } from "kysely";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { latestEnd } from "../../core/clock.ts";
import type { Seal } from "../encryption/seal.ts";
import type { Database, StorageLogger } from "../engine/database.ts";
import { createGatheredCounts, type GatheredCounts } from "./gathered-counts.ts";

const windowSeconds = 60;
const longestWaitMs = latestEnd({ now: 0, longestMs: windowSeconds * 1_000 });

/** The limiter for the HTTP layer. */
export interface RequestLimiter {
  /** Counts one request. @returns null when it is allowed, else the whole seconds to wait. */
  take(key: string): Promise<number | null>;
  /** Close it before the database. */
  close(): void;
}

export interface RateLimiterOptions {
  /** Keeps the keys of several limiters apart. */
  readonly name: string;
  /** 0: no limit. */
  readonly perMinute: number;
  /** False: this process counts for itself, whatever the database. Default true. */
  readonly isShared?: boolean;
  /** The same in all processes. */
  readonly seal: Seal;
  readonly logger?: StorageLogger;
}

const unlimited: RequestLimiter = { take: async () => null, close: () => undefined };

/** The pool that RateLimiterPostgres expects, on the existing connections instead of its own. */
function asPool(database: Database) {
  return {
    query: ({ text, values = [] }: { readonly text: string; readonly values?: readonly unknown[] }) =>
      database.kysely.executeQuery(CompiledQuery.raw(text, [...values])),
  };
}

async function createShared(database: Database, options: RateLimiterOptions, memory: RateLimiterMemory) {
  const settings = {
    storeClient: asPool(database),
    storeType: "pool",
    tableName: "rate_limits",
    keyPrefix: options.name,
    points: options.perMinute,
    duration: windowSeconds,
    // Requests over the limit need no database query.
    inMemoryBlockOnConsumed: options.perMinute + 1,
    // Deletes the rows of clients that have not called for an hour.
    clearExpiredByTimeout: true,
    // While the database is away, each process counts for itself.
    insuranceLimiter: memory,
  };
  const limiter = await new Promise<RateLimiterPostgres>((resolve, reject) => {
    const created = new RateLimiterPostgres(settings, (error) => {
      if (error instanceof Error) reject(error);
      else resolve(created);
    });
  });
  const { perMinute, logger } = options;
  return createGatheredCounts({ database, limiter, perMinute, windowMs: windowSeconds * 1_000, logger });
}

/**
 * Creates the limiter. On PostgreSQL it also creates the table if it is missing, and throws when that fails.
 */
export async function createRateLimiter(
  database: Database,
  options: RateLimiterOptions,
): Promise<RequestLimiter> {
  const { name, perMinute, seal } = options;
  if (perMinute === 0) return unlimited;
  const memory = new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: windowSeconds });
  const isShared = database.engine === "postgres" && options.isShared !== false;
  const shared = isShared ? await createShared(database, options, memory) : undefined;
  const limiter = shared ?? memory;
  return {
    close: () => shared?.close(),
    async take(key) {
      const caller = seal.fingerprint(key, `rate_limits.${name}`);
      const waitMs = await consume(limiter, caller);
      if (waitMs === null || waitMs <= longestWaitMs) return toSeconds(waitMs);
      // No window lasts that long: a clock that has been set back since wrote its end. The count begins anew.
      await limiter.delete(caller);
      return toSeconds(await consume(limiter, caller));
    },
  };
}

/** @returns null when the request is allowed, else the milliseconds to wait. */
async function consume(
  limiter: Pick<GatheredCounts | RateLimiterMemory, "consume">,
  caller: string,
): Promise<number | null> {
  try {
    await limiter.consume(caller);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return refusal.msBeforeNext;
  }
}

function toSeconds(waitMs: number | null): number | null {
  return waitMs === null ? null : Math.max(1, Math.ceil(waitMs / 1_000));
}
