/**
 * The running processes, and the encryption keys that each holds. What is sealed anew must be readable by every process
 * that runs, so `keys rotate` asks here first. A process writes its row anew every few seconds. One that was killed
 * leaves a row that stands still.
 */
import type { Transaction } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { Schema } from "../schema.ts";

/** Far longer than any process is silent. One that is there all the same writes its row anew. */
const keptMs = 24 * 60 * 60 * 1_000;

export interface KeyHolder {
  readonly instanceId: string;
  /** It seals under the first. None: a sandbox without encryption keys. */
  readonly keyIds: readonly string[];
}

export interface SeenKeyHolder extends KeyHolder {
  /** Epoch ms of that process's clock. Only a change of it means something. */
  readonly seenAt: number;
}

/** Rows of processes that were killed would stay until the next rotation. */
export async function forgetSilentHolders(executor: Executor, now: number): Promise<void> {
  await executor
    .deleteFrom("key_holders")
    .where("seen_at", "<", now - keptMs)
    .execute();
}

/** Says that it runs, and which keys it holds. */
export async function registerKeyHolder(
  trx: Transaction<Schema>,
  { instanceId, keyIds }: KeyHolder,
  now: number,
): Promise<void> {
  await trx
    .insertInto("key_holders")
    .values({ instance_id: instanceId, key_ids: keyIds.join(" "), seen_at: now })
    .onConflict((conflict) => conflict.column("instance_id").doUpdateSet({ seen_at: now }))
    .execute();
}

export async function forgetKeyHolder(executor: Executor, instanceId: string): Promise<void> {
  await executor.deleteFrom("key_holders").where("instance_id", "=", instanceId).execute();
}

export async function readKeyHolders(executor: Executor): Promise<readonly SeenKeyHolder[]> {
  const rows = await executor.selectFrom("key_holders").selectAll().execute();
  return rows.map(({ instance_id: instanceId, key_ids, seen_at: seenAt }) => ({
    instanceId,
    keyIds: key_ids === "" ? [] : key_ids.split(" "),
    seenAt,
  }));
}
