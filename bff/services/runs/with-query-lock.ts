import type { Database } from "../../storage/engine/database.ts";
import type { Write } from "../../storage/engine/statements.ts";
import {
  type LockRequest,
  type QueryLock,
  releaseQueryLock,
  type TakenLock,
} from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import type { Exchanges } from "../exchanges/collect-exchanges.ts";
import { type AccountOrder, type MissingAccount, noteMissingAccount } from "./missing-account.ts";

/** Time for committing the answer after the provider's deadline. */
const lockMarginMs = 5_000;

/** How long a query about one payment or payout is locked against a second one, over all processes. */
export function queryLockMs(context: ServiceContext): number {
  return context.config.network.providerTimeoutMs + lockMarginMs;
}

/** No query was made. */
type Skipped = MissingAccount | { readonly kind: "busy" } | { readonly kind: "gone" };

/**
 * Queries a provider under the lock of a payment or payout, and releases the lock: one query at a time over all
 * processes.
 *
 * @param input.floorMs the least time since the last query; 0: no limit.
 * @param input.exchanges what is said meanwhile: kept by the batch that releases the lock.
 * @param query is given the row as it was before the lock, and the end of the lock. An answer releases the lock in the
 *   batch that applies it; after any other outcome the lock is released here.
 */
export async function withQueryLock<Row extends AccountOrder, Outcome extends { readonly kind: string }>(
  context: ServiceContext,
  input: {
    readonly id: string;
    readonly floorMs: number;
    /** For the log. */
    readonly ids: Readonly<Record<string, string>>;
    readonly isConfigured: (accountId: string) => boolean;
    readonly take: (database: Database, request: LockRequest) => Promise<TakenLock<Row>>;
    readonly release: (lock: QueryLock) => Write;
    readonly exchanges: Exchanges;
  },
  query: (row: Row, lockedUntil: number) => Promise<Outcome>,
): Promise<Outcome | Skipped> {
  const { id, floorMs, ids, isConfigured, take, release, exchanges } = input;
  const request = { id, now: context.clock.now(), lockMs: queryLockMs(context), floorMs, isConfigured };
  const lock = await take(context.database, request);
  if (lock.kind === "not_configured") return noteMissingAccount(context, lock.row, ids);
  if (lock.kind !== "locked") return lock;
  const { row, until } = lock;
  return await withTakenQueryLock(context, { id, until, release, exchanges }, () => query(row, until));
}

/** Queries a provider under a lock that this process has taken, and releases the lock as above. */
export async function withTakenQueryLock<Outcome extends { readonly kind: string }>(
  context: ServiceContext,
  lock: QueryLock & { readonly release: (lock: QueryLock) => Write; readonly exchanges: Exchanges },
  query: () => Promise<Outcome>,
): Promise<Outcome> {
  const { id, until, release, exchanges } = lock;
  let isReleased = false;
  try {
    const outcome = await query();
    isReleased = outcome.kind === "answered";
    return outcome;
  } finally {
    if (!isReleased) await releaseQueryLock(context.database, release({ id, until }), exchanges.writes());
  }
}
