/**
 * Idempotency keys of merchants' POSTs. Where a request makes something, the key is claimed by the first statement of
 * the transaction that makes it, so that there is either both or neither. It is completed with the answer; one left by
 * a killed process names what was made, and whoever asks again with it gets that.
 */
import type { Selectable } from "kysely";
import type { Executor } from "./database.ts";
import type { IdempotencyKeyTable } from "./schema.ts";

export type IdempotencyRow = Selectable<IdempotencyKeyTable>;

export async function findKey(executor: Executor, id: string): Promise<IdempotencyRow | undefined> {
  return await executor.selectFrom("idempotency_keys").selectAll().where("id", "=", id).executeTakeFirst();
}

export interface KeyClaim {
  /** SHA-256 hex of API key id, method, path and key. */
  readonly id: string;
  /** SHA-256 hex of the canonical JSON of the body. */
  readonly bodyHash: string;
  readonly now: number;
  /** Until then others are told that the request is running; after it, that its process died. */
  readonly lockedUntil: number;
  /** What the transaction makes; null for a request that makes nothing. */
  readonly resourceId: string | null;
}

/**
 * Takes a key that nobody has, or one whose process died before it had made anything. While another transaction that
 * takes the same key is open, it waits for that one's end.
 *
 * @returns false when the key is somebody else's: nothing may be made. {@link findKey} says what it is.
 */
export async function claimKey(executor: Executor, claim: KeyClaim): Promise<boolean> {
  const { id, bodyHash, now, lockedUntil, resourceId } = claim;
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("idempotency_keys")
    .values({
      id,
      body_hash: bodyHash,
      state: "running",
      locked_until: lockedUntil,
      resource_id: resourceId,
      response_status: null,
      response_sealed: null,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ locked_until: lockedUntil, resource_id: resourceId })
        .where("idempotency_keys.state", "=", "running")
        .where("idempotency_keys.body_hash", "=", bodyHash)
        .where("idempotency_keys.locked_until", "<=", now)
        .where("idempotency_keys.resource_id", "is", null),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Stores the answer, to be given again. The first one stays. @returns false when the key was not running. */
export async function completeKey(
  executor: Executor,
  answer: { readonly id: string; readonly responseStatus: number; readonly responseSealed: string },
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("idempotency_keys")
    .set({
      state: "done",
      locked_until: null,
      response_status: answer.responseStatus,
      response_sealed: answer.responseSealed,
    })
    .where("id", "=", answer.id)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** For a request that had no effect after all: its key is as if it had never been used. */
export async function releaseKey(executor: Executor, id: string): Promise<void> {
  await executor
    .deleteFrom("idempotency_keys")
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("resource_id", "is", null)
    .execute();
}

/** Deletes keys first used before `before`, the oldest ones, at most `limit`. @returns how many. */
export async function purgeKeys(
  executor: Executor,
  options: { readonly before: number; readonly limit: number },
): Promise<number> {
  const oldest = executor
    .selectFrom("idempotency_keys")
    .select("id")
    .where("created_at", "<", options.before)
    .orderBy("created_at")
    .limit(options.limit);
  const { numDeletedRows } = await executor
    .deleteFrom("idempotency_keys")
    .where("id", "in", oldest)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
