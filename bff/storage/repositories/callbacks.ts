/** Callbacks that were verified, so that an exact repeat is acknowledged again and changes nothing. */
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
