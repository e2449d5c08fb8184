/** Callbacks that were verified, so that an exact repeat is acknowledged again and changes nothing. */
import type { KnownCallback } from "../../core/decision.ts";
import type { Executor } from "../engine/database.ts";

export interface CallbackReceipt {
  /** The payment's or payout's id. */
  readonly subjectId: string;
  /** SHA-256 hex of the raw body. */
  readonly digest: string;
  readonly now: number;
}

/**
 * Call it first in the transaction that applies the callback's facts. While another transaction applies the same
 * bytes it waits for that one's end, so that a repeat is never acknowledged before the first is durable.
 *
 * @returns false for an exact repeat of one whose effect is committed.
 */
export async function recordCallback(executor: Executor, receipt: CallbackReceipt): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("callbacks")
    .values({ subject_id: receipt.subjectId, digest: receipt.digest, received_at: receipt.now })
    .onConflict((conflict) => conflict.columns(["subject_id", "digest"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The callbacks about one of the subjects and with one of the digests that were recorded. */
export async function knownCallbacks(
  executor: Executor,
  input: { readonly subjectIds: readonly string[]; readonly digests: readonly string[] },
): Promise<KnownCallback[]> {
  if (input.subjectIds.length === 0 || input.digests.length === 0) return [];
  return await executor
    .selectFrom("callbacks")
    .select(["subject_id as subjectId", "digest"])
    .where("subject_id", "in", input.subjectIds)
    .where("digest", "in", input.digests)
    .execute();
}
