/**
 * Requests a minute per key: counted in memory by one process on SQLite, in the database by several on PostgreSQL. A key
 * says who calls, so that only a fingerprint of it is kept.
 */
import { CompiledQuery } from "kysely";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Seal } from "../encryption/seal.ts";
import type { Database } from "../engine/database.ts";

const windowSeconds = 60;

/** What the HTTP layer takes as its limiter. */
export interface RequestLimiter {
  /** Counts one request. @returns null when it may pass, else the whole seconds to wait. */
  take(key: string): Promise<number | null>;
}

export interface RateLimiterOptions {
  /** Keeps the keys of several limiters apart. */
  readonly name: string;
  /** 0: no limit. */
  readonly perMinute: number;
  /** The same in all processes. */
  readonly seal: Seal;
}

const unlimited: RequestLimiter = { take: async () => null };

/** What RateLimiterPostgres calls a pool, on the connections there are instead of on some of its own. */
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
    // Who is over the limit costs the database nothing more.
    inMemoryBlockOnConsumed: options.perMinute + 1,
    // Rows of clients that have not come again are deleted after an hour.
    clearExpiredByTimeout: true,
    // While the database is away each process counts for itself.
    insuranceLimiter: memory,
  };
  return await new Promise<RateLimiterPostgres>((resolve, reject) => {
    const limiter = new RateLimiterPostgres(settings, (error) => {
      if (error instanceof Error) reject(error);
      else resolve(limiter);
    });
  });
}

/** On PostgreSQL its table is made when it is not there; throws when that fails. */
export async function createRateLimiter(
  database: Database,
  options: RateLimiterOptions,
): Promise<RequestLimiter> {
  const { name, perMinute, seal } = options;
  if (perMinute === 0) return unlimited;
  const memory = new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: windowSeconds });
  const limiter = database.engine === "postgres" ? await createShared(database, options, memory) : memory;
  return {
    async take(key) {
      try {
        await limiter.consume(seal.fingerprint(key, `rate_limits.${name}`));
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
  };
}
