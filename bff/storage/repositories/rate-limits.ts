/**
 * Limits the requests per minute and caller. A process counts in its own memory; over PostgreSQL several processes
 * share their counts. A key identifies the caller, so only a fingerprint of it is kept.
 */
import type { Seal } from "../encryption/seal.ts";
import type { Database, StorageLogger } from "../engine/database.ts";
import { createBoundedCounts, usedOf } from "./bounded-counts.ts";
import { createSharedCounts } from "./shared-counts.ts";

const windowMs = 60_000;

/** What a caller may still do. */
export interface Allowance {
  /** False: the request is over the limit. */
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the count begins anew. */
  readonly resetSeconds: number;
}

/** The limiter for the HTTP layer. */
export interface RequestLimiter {
  /** Its name in the headers of an answer. */
  readonly name: string;
  /** 0: no limit. */
  readonly perMinute: number;
  /** Counts one request. @returns null where there is no limit. */
  take(key: string): Allowance | null;
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
  /** How many callers are kept in memory; default 20,000. */
  readonly mostKeys?: number;
}

export function createRateLimiter(database: Database, options: RateLimiterOptions): RequestLimiter {
  const { name, perMinute, seal, logger, mostKeys } = options;
  if (perMinute === 0) return { name, perMinute, take: () => null, close: () => undefined };
  const counts = createBoundedCounts({ windowMs, ...(mostKeys === undefined ? {} : { mostKeys }) });
  const shared =
    database.engine === "postgres" && options.isShared !== false
      ? createSharedCounts({ database, counts, name, perMinute, windowMs, logger })
      : undefined;
  return {
    name,
    perMinute,
    take(key) {
      const now = Date.now();
      const caller = seal.fingerprint(key, `rate_limits.${name}`);
      const count = counts.of(caller, now);
      const isAllowed = usedOf(count) < perMinute;
      if (isAllowed) {
        count.unstored++;
        shared?.note(caller, count);
      }
      const resetSeconds = Math.max(1, Math.ceil((count.expiresAt - now) / 1_000));
      return { isAllowed, remaining: Math.max(0, perMinute - usedOf(count)), resetSeconds };
    },
    close: () => shared?.close(),
  };
}
