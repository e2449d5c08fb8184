/**
 * The lock on queries: over all processes, one query about a payment or payout at a time. It is taken and released beside
 * the decisions, which leave its columns alone, and it runs out by itself when its process dies.
 */
import type { Database, Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import { defineStatement } from "../engine/statements.ts";

type Lockable = "payments" | "payouts";

export interface QueryLock {
  readonly id: string;
  /** As it was taken, epoch ms: one that has run out may be somebody else's by now. */
  readonly until: number;
}

/**
 * Takes the lock until `now + lockMs`.
 *
 * @param input.floorMs no query within that time after the last one; 0: no limit.
 * @returns false when another query is under way, or one was made within the floor.
 */
export async function takeQueryLock(
  executor: Executor,
  input: {
    readonly on: Lockable;
    readonly id: string;
    readonly now: number;
    readonly lockMs: number;
    readonly floorMs: number;
  },
): Promise<boolean> {
  const { on, id, now, lockMs, floorMs } = input;
  let update = executor
    .updateTable(on)
    .set({ query_lease_until: now + lockMs, last_query_at: now })
    .where("id", "=", id)
    .where(isOver("query_lease_until", { now, longestMs: lockMs }));
  if (floorMs > 0) {
    update = update.where(isOver("last_query_at", { now: now - floorMs, longestMs: floorMs }));
  }
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** For the batch that writes the answer to the query. Changes nothing when the lock is not held any more. */
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

/** For a query without an answer. */
export async function releaseQueryLock(
  database: Database,
  { on, ...lock }: QueryLock & { readonly on: Lockable },
): Promise<void> {
  const release = on === "payments" ? releasePaymentQueryLock : releasePayoutQueryLock;
  await database.change({ load: [], decide: () => ({ writes: [release(lock)], result: undefined }) });
}
