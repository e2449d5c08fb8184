/**
 * Query locks: over all processes, one query about a payment or payout at a time. A lock is taken and released
 * outside decisions, which leave its columns alone. It expires by itself when its process dies.
 */
import { sql } from "kysely";
import { isOver } from "../../core/clock.ts";
import type { PaymentRecord, PayoutRecord } from "../../core/records.ts";
import type { Decision } from "../engine/change.ts";
import type { Database } from "../engine/database.ts";
import { defineStatement, gate, type Query, type Write } from "../engine/statements.ts";
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

interface LockColumns {
  readonly account_id: string;
  readonly query_lease_until: number | null;
  readonly last_query_at: number | null;
}

interface LockChange extends QueryLock {
  readonly now: number;
  /** The loaded value; -1 for null. */
  readonly heldUntil: number;
  readonly queriedAt: number;
}

const lockPayment = defineStatement("lock payment for a query", (db, change: LockChange) =>
  db
    .updateTable("payments")
    .set({ query_lease_until: change.until, last_query_at: change.now })
    .where("id", "=", change.id)
    .where(sql<boolean>`coalesce(query_lease_until, -1) = ${change.heldUntil}`)
    .where(sql<boolean>`coalesce(last_query_at, -1) = ${change.queriedAt}`),
);

const lockPayout = defineStatement("lock payout for a query", (db, change: LockChange) =>
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

export async function lockPaymentForQuery(
  database: Database,
  request: LockRequest,
): Promise<TakenLock<PaymentRecord>> {
  return await takeLock(database, request, { query: paymentById({ id: request.id }), lock: lockPayment });
}

export async function lockPayoutForQuery(
  database: Database,
  request: LockRequest,
): Promise<TakenLock<PayoutRecord>> {
  return await takeLock(database, request, { query: payoutById({ id: request.id }), lock: lockPayout });
}

async function takeLock<Row extends LockColumns>(
  database: Database,
  { id, now, lockMs, floorMs, isConfigured }: LockRequest,
  on: { readonly query: Query<Row>; readonly lock: (change: LockChange) => Write },
): Promise<TakenLock<Row>> {
  const until = now + lockMs;
  return await database.change({
    load: [on.query],
    decide([[row]]): Decision<TakenLock<Row>> {
      if (row === undefined) return { writes: [], result: { kind: "gone" } };
      if (isConfigured?.(row.account_id) === false)
        return { writes: [], result: { kind: "not_configured", row } };
      const isFree = isOver(row.query_lease_until, { now, longestMs: lockMs });
      const isRested = floorMs === 0 || isOver(row.last_query_at, { now: now - floorMs, longestMs: floorMs });
      if (!isFree || !isRested) return { writes: [], result: { kind: "busy" } };
      const heldUntil = row.query_lease_until ?? -1;
      const queriedAt = row.last_query_at ?? -1;
      return {
        writes: [gate(on.lock({ id, until, now, heldUntil, queriedAt }))],
        result: { kind: "locked", row, until },
      };
    },
  });
}

/** Releases the lock in a batch of its own, when there is no answer to apply. */
export async function releaseQueryLock(database: Database, release: Write): Promise<void> {
  await database.change({ load: [], decide: () => ({ writes: [release], result: undefined }) });
}
