/** Work of the whole database that one process at a time does, under a lease. */
import type { Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";

/** Longer than any batch takes. Each batch takes the lease anew. */
const leaseMs = 5 * 60_000;

export interface UpkeepLease {
  readonly id: string;
  readonly until: number;
}

/** @returns undefined while another process has it. */
export async function takeUpkeep(
  executor: Executor,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<UpkeepLease | undefined> {
  await executor
    .insertInto("upkeep")
    .values({ id, after_id: "", locked_until: null })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const until = now + leaseMs;
  const { numUpdatedRows } = await executor
    .updateTable("upkeep")
    .set({ locked_until: until })
    .where("id", "=", id)
    .where(isOver("locked_until", { now, longestMs: leaseMs }))
    .executeTakeFirst();
  return numUpdatedRows === 1n ? { id, until } : undefined;
}

/** @returns undefined when it was lost meanwhile. */
export async function keepUpkeep(
  executor: Executor,
  lease: UpkeepLease,
  now: number,
): Promise<UpkeepLease | undefined> {
  const until = now + leaseMs;
  const { numUpdatedRows } = await executor
    .updateTable("upkeep")
    .set({ locked_until: until })
    .where("id", "=", lease.id)
    .where("locked_until", "=", lease.until)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? { id: lease.id, until } : undefined;
}

export async function releaseUpkeep(executor: Executor, lease: UpkeepLease): Promise<void> {
  await executor
    .updateTable("upkeep")
    .set({ locked_until: null })
    .where("id", "=", lease.id)
    .where("locked_until", "=", lease.until)
    .execute();
}
