/**
 * Query locks: over all processes, one query about a payment or payout at a time. A decision leaves the lock's
 * columns alone; the batch that writes it may take or release the lock. A lock expires by itself when its process
 * dies.
 */
import { sql } from "kysely";
import { isOver } from "../../core/clock.ts";
import type { PaymentRecord, PayoutRecord } from "../../core/records.ts";
import type { Decision } from "../engine/change.ts";
import type { Database } from "../engine/database.ts";
import { defineStatement, gate, type Query, type Write } from "../engine/statements.ts";
import { writeAll } from "../engine/write-all.ts";
import { paymentById } from "./payments.ts";
import { payoutById } from "./payouts.ts";

export interface QueryLock {
  readonly id: string;
  /**
   * The end of the lock as it was taken, epoch ms. It identifies the holder: an expired lock may belong to
   * another process by now.
   */
  readonly until: number;
}

export type TakenLock<Row> =
  /** With the row as it was before the lock. */
  | { readonly kind: "locked"; readonly row: Row; readonly until: number }
  /** Another query is under way, or the last one was made within `floorMs`. */
  | { readonly kind: "busy" }
  /** This process does not have the order's account. Nothing was written. */
  | { readonly kind: "not_configured"; readonly row: Row }
  | { readonly kind: "gone" };

export interface LockRequest {
  readonly id: string;
  readonly now: number;
  readonly lockMs: number;
  /** The least time since the last query; 0: no limit. */
  readonly floorMs: number;
  /** Whether this process can query that account; default: it can. */
  readonly isConfigured?: (accountId: string) => boolean;
}

export interface LockColumns {
  readonly query_lease_until: number | null;
  readonly last_query_at: number | null;
}

/** A lock to be taken on a row that was loaded. */
export interface LockChange extends QueryLock {
  readonly now: number;
  /** The loaded value; -1 for null. */
  readonly heldUntil: number;
  readonly queriedAt: number;
}

/** @returns undefined when another query is under way, or the last one was made within `floorMs`. */
export function lockChangeOf(
  row: LockColumns,
  { id, now, lockMs, floorMs }: LockRequest,
): LockChange | undefined {
  const isFree = isOver(row.query_lease_until, { now, longestMs: lockMs });
  const isRested = floorMs === 0 || isOver(row.last_query_at, { now: now - floorMs, longestMs: floorMs });
  if (!isFree || !isRested) return undefined;
  const { query_lease_until: heldUntil, last_query_at: queriedAt } = row;
  return { id, until: now + lockMs, now, heldUntil: heldUntil ?? -1, queriedAt: queriedAt ?? -1 };
}

/** The columns of a row under the lock. */
export function lockedColumns({ until, now }: LockChange): LockColumns {
  return { query_lease_until: until, last_query_at: now };
}

/** A gate. It misses when somebody else has taken the lock since the row was loaded. */
export const lockPayment = defineStatement("lock payment for a query", (db, change: LockChange) =>
  db
    .updateTable("payments")
    .set({ query_lease_until: change.until, last_query_at: change.now })
    .where("id", "=", change.id)
    .where(sql<boolean>`coalesce(query_lease_until, -1) = ${change.heldUntil}`)
    .where(sql<boolean>`coalesce(last_query_at, -1) = ${change.queriedAt}`),
);

/** See {@link lockPayment}. */
export const lockPayout = defineStatement("lock payout for a query", (db, change: LockChange) =>
  db
    .updateTable("payouts")
    .set({ query_lease_until: change.until, last_query_at: change.now })
    .where("id", "=", change.id)
    .where(sql<boolean>`coalesce(query_lease_until, -1) = ${change.heldUntil}`)
    .where(sql<boolean>`coalesce(last_query_at, -1) = ${change.queriedAt}`),
);

/**
 * Releases the lock, in the batch that applies the query's answer. Changes nothing when the lock is no longer
 * held.
 */
export const releasePaymentQueryLock = defineStatement(
  "release payment query lock",
  (db, { id, until }: QueryLock) =>
    db
      .updateTable("payments")
      .set({ query_lease_until: null })
      .where("id", "=", id)
      .where("query_lease_until", "=", until),
);

/** See {@link releasePaymentQueryLock}. */
export const releasePayoutQueryLock = defineStatement(
  "release payout query lock",
  (db, { id, until }: QueryLock) =>
    db
      .updateTable("payouts")
      .set({ query_lease_until: null })
      .where("id", "=", id)
      .where("query_lease_until", "=", until),
);

/** @param known the row, if the caller has just read it; the lock's columns are checked all the same. */
export async function lockPaymentForQuery(
  database: Database,
  request: LockRequest,
  known?: PaymentRecord,
): Promise<TakenLock<PaymentRecord>> {
  const query = paymentById({ id: request.id });
  return await takeLock(database, request, { query, known, lock: lockPayment });
}

export async function lockPayoutForQuery(
  database: Database,
  request: LockRequest,
): Promise<TakenLock<PayoutRecord>> {
  return await takeLock(database, request, { query: payoutById({ id: request.id }), lock: lockPayout });
}

async function takeLock<Row extends LockColumns & { readonly account_id: string }>(
  database: Database,
  request: LockRequest,
  on: {
    readonly query: Query<Row>;
    readonly known?: Row | undefined;
    readonly lock: (change: LockChange) => Write;
  },
): Promise<TakenLock<Row>> {
  return await database.change({
    load: [on.query],
    known: on.known && [[on.known]],
    decide([[row]]): Decision<TakenLock<Row>> {
      if (row === undefined) return { writes: [], result: { kind: "gone" } };
      if (request.isConfigured?.(row.account_id) === false) {
        return { writes: [], result: { kind: "not_configured", row } };
      }
      const change = lockChangeOf(row, request);
      if (change === undefined) return { writes: [], result: { kind: "busy" } };
      return { writes: [gate(on.lock(change))], result: { kind: "locked", row, until: change.until } };
    },
  });
}

/**
 * Releases the lock in a batch of its own, when there is no answer to apply.
 *
 * @param besides written in the same batch.
 */
export async function releaseQueryLock(
  database: Database,
  release: Write,
  besides: readonly Write[] = [],
): Promise<void> {
  await writeAll(database, [release, ...besides]);
}
