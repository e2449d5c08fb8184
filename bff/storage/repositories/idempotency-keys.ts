/**
 * Idempotency keys of merchants' POSTs. The key is claimed by the first statement of the transaction that makes what
 * the request asks for, so that there is either both or neither. It is completed with the answer; one that was left by a
 * killed process names what it made, and whoever asks again with it gets that.
 */

import type { Seal } from "../encryption/seal.ts";
import type { Executor } from "../engine/database.ts";
import type { IdempotencyKeyTable } from "../schema.ts";

/** What is known of a key. */
export type IdempotencyState =
  /** It has been answered: say the same again. `body` is the text that was sent. */
  | { readonly kind: "done"; readonly status: number; readonly body: string }
  /** It came with another body. */
  | { readonly kind: "reused" }
  /** Its first request is still being worked on. */
  | { readonly kind: "in_use" }
  /** Its first request's process died after it had made `resourceId` (null where a request makes nothing). */
  | { readonly kind: "abandoned"; readonly resourceId: string | null };

export interface IdempotencyRequest {
  /** SHA-256 hex of API key id, method, path and key. */
  readonly id: string;
  /** Fingerprint (seal.ts) of the canonical JSON of the body. */
  readonly bodyHash: string;
  readonly now: number;
}

const contextOf = (id: string) => `idempotency_keys.response:${id}`;

/** Before any work. @returns undefined for a key nobody has used. */
export async function lookUpIdempotencyKey(
  executor: Executor,
  seal: Seal,
  request: IdempotencyRequest,
): Promise<IdempotencyState | undefined> {
  const row = await executor
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("id", "=", request.id)
    .executeTakeFirst();
  return row === undefined ? undefined : stateOf(row, seal, request);
}

function stateOf(row: IdempotencyKeyTable, seal: Seal, request: IdempotencyRequest): IdempotencyState {
  if (row.body_hash !== request.bodyHash) return { kind: "reused" };
  if (row.state === "done" && row.response_status !== null && row.response_sealed !== null) {
    return {
      kind: "done",
      status: row.response_status,
      body: seal.open(row.response_sealed, contextOf(row.id)),
    };
  }
  if (row.locked_until !== null && row.locked_until > request.now) return { kind: "in_use" };
  return { kind: "abandoned", resourceId: row.resource_id };
}

/**
 * Takes the key for this request, in the transaction that makes `resourceId`. Anything but `claimed` and `abandoned`
 * means that nothing may be made. An abandoned key is the caller's from then on, one of several gets it: `abandoned`
 * where something was made, which is then the answer, and `claimed` where not.
 */
export async function claimIdempotencyKey(
  executor: Executor,
  seal: Seal,
  request: IdempotencyRequest & { readonly leaseMs: number; readonly resourceId: string | null },
): Promise<IdempotencyState | { readonly kind: "claimed" }> {
  const { id, bodyHash, now, leaseMs, resourceId } = request;
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("idempotency_keys")
    .values({
      id,
      body_hash: bodyHash,
      state: "running",
      locked_until: now + leaseMs,
      resource_id: resourceId,
      response_status: null,
      response_sealed: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return { kind: "claimed" };
  const state = await lookUpIdempotencyKey(executor, seal, request);
  // The row was there a moment ago: its request has just been forgotten, or the key was purged.
  if (state === undefined) return { kind: "in_use" };
  if (state.kind !== "abandoned") return state;
  if (!(await takeOver(executor, request))) return { kind: "in_use" };
  return state.resourceId === null ? { kind: "claimed" } : state;
}

async function takeOver(
  executor: Executor,
  claim: IdempotencyRequest & { readonly leaseMs: number; readonly resourceId: string | null },
): Promise<boolean> {
  const { id, bodyHash, now, leaseMs, resourceId } = claim;
  const { numUpdatedRows } = await executor
    .updateTable("idempotency_keys")
    .set((eb) => ({
      locked_until: now + leaseMs,
      // Never another thing than the first.
      resource_id: eb.fn.coalesce("resource_id", eb.val(resourceId)),
    }))
    .where("id", "=", id)
    .where("body_hash", "=", bodyHash)
    .where("state", "=", "running")
    .where("locked_until", "<=", now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Stores the answer, to be said again. The first one stays. @returns false when the key is not running. */
export async function completeIdempotencyKey(
  executor: Executor,
  seal: Seal,
  answer: { readonly id: string; readonly status: number; readonly body: string },
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("idempotency_keys")
    .set({
      state: "done",
      locked_until: null,
      response_status: answer.status,
      response_sealed: seal.seal(answer.body, contextOf(answer.id)),
    })
    .where("id", "=", answer.id)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Who holds a running key: nobody else's lease ends at the same time, as it is taken over only once it has ended. */
export interface HeldKey {
  readonly id: string;
  readonly lockedUntil: number;
}

/**
 * Notes on a key that is held what its request has made or changed; call it in the transaction that does so.
 *
 * @returns false when somebody else has the key by now.
 */
export async function bindIdempotencyKey(
  executor: Executor,
  held: HeldKey & { readonly resourceId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("idempotency_keys")
    .set({ resource_id: held.resourceId })
    .where("id", "=", held.id)
    .where("state", "=", "running")
    .where("locked_until", "=", held.lockedUntil)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * For a request that had no effect after all: the key is as if it had never been used. One that made something stays,
 * and so does one that somebody else holds by now.
 */
export async function forgetIdempotencyKey(executor: Executor, held: HeldKey): Promise<void> {
  await executor
    .deleteFrom("idempotency_keys")
    .where("id", "=", held.id)
    .where("state", "=", "running")
    .where("locked_until", "=", held.lockedUntil)
    .where("resource_id", "is", null)
    .execute();
}

/** Deletes keys first used before `before`, the oldest ones, at most `limit`. @returns how many. */
export async function purgeIdempotencyKeys(
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
