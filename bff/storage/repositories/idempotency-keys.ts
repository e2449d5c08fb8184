/**
 * Idempotency keys of merchants' POSTs. A key is written in the same batch as the resource that its request
 * makes, so that both exist or neither. The answer completes the key. A key that a killed process left holds
 * the id of the resource, and a repeat with that key gets that resource.
 *
 * Source: docs/http-conventions.md#idempotency
 */

import { isOver } from "../../core/clock.ts";
import type { Seal } from "../encryption/seal.ts";
import { sealedContext } from "../encryption/sealed-columns.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement } from "../engine/statements.ts";
import type { IdempotencyKeyTable } from "../schema.ts";

/** The state of a key. */
export type IdempotencyState =
  /** Answered: send the same answer again. `body` is the text that was sent. */
  | { readonly kind: "done"; readonly status: number; readonly body: string }
  /** The key was used with another body. */
  | { readonly kind: "reused" }
  /** The first request is still running. */
  | { readonly kind: "in_use" }
  /** The first request's process died after it had made `resourceId` (null if it had made nothing). */
  | { readonly kind: "abandoned"; readonly resourceId: string | null; readonly lockedUntil: number };

export interface IdempotencyRequest {
  /** SHA-256 hex of API key id, method, path and key. */
  readonly id: string;
  /** Fingerprint (seal.ts) of the canonical JSON of the body. */
  readonly bodyHash: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Identifies the holder of a running key. Two holders never have the same `lockedUntil`, because a key is taken
 * over only after it.
 */
export interface HeldKey {
  readonly id: string;
  readonly lockedUntil: number;
}

/** No request holds a key for longer: two calls of a provider, of at most 120 s each, and a margin. */
const longestLockMs = 5 * 60_000;

const contextOf = (id: string) => sealedContext("idempotency_keys.response_sealed", id);

/** Seals the answer for the column `response_sealed`. */
export function sealResponse(seal: Seal, id: string, body: string): string {
  return seal.seal(body, contextOf(id));
}

export const keyById = defineQuery<{ id: string }, IdempotencyKeyTable>(
  "idempotency key by id",
  (db, { id }) => db.selectFrom("idempotency_keys").selectAll().where("id", "=", id),
);

export function stateOfKey(
  row: IdempotencyKeyTable,
  seal: Seal,
  request: IdempotencyRequest,
): IdempotencyState {
  if (row.body_hash !== request.bodyHash) return { kind: "reused" };
  if (row.state === "done" && row.response_status !== null && row.response_sealed !== null) {
    const body = seal.open(row.response_sealed, contextOf(row.id));
    return { kind: "done", status: row.response_status, body };
  }
  if (!isOver(row.locked_until, { now: request.now, longestMs: longestLockMs })) return { kind: "in_use" };
  return { kind: "abandoned", resourceId: row.resource_id, lockedUntil: row.locked_until ?? 0 };
}

/** Fails on the unique id when another request with the same key was faster. */
export const insertKey = defineStatement("insert idempotency key", (db, row: IdempotencyKeyTable) =>
  db.insertInto("idempotency_keys").values({
    id: row.id,
    body_hash: row.body_hash,
    state: row.state,
    locked_until: row.locked_until,
    resource_id: row.resource_id,
    response_status: row.response_status,
    response_sealed: row.response_sealed,
    subject_id: row.subject_id,
    created_at: row.created_at,
  }),
);

/** A gate: takes over the key of a dead process, unless another request has done so. */
export const takeOverKey = defineStatement(
  "take over idempotency key",
  (
    db,
    values: { id: string; from: number; state: IdempotencyKeyTable["state"]; lockedUntil: number | null } & {
      resourceId: string | null;
      status: number | null;
      response: string | null;
      subjectId: string | null;
    },
  ) =>
    db
      .updateTable("idempotency_keys")
      .set({
        state: values.state,
        locked_until: values.lockedUntil,
        resource_id: values.resourceId,
        response_status: values.status,
        response_sealed: values.response,
        subject_id: values.subjectId,
      })
      .where("id", "=", values.id)
      .where("state", "=", "running")
      .where("locked_until", "=", values.from)
      .where("resource_id", "is", null),
);

/** A gate: stores in a held key the id of the resource that its request has made or changed. */
export const bindHeldKey = defineStatement(
  "bind held idempotency key",
  (db, held: HeldKey & { readonly resourceId: string }) =>
    db
      .updateTable("idempotency_keys")
      .set({ resource_id: held.resourceId })
      .where("id", "=", held.id)
      .where("state", "=", "running")
      .where("locked_until", "=", held.lockedUntil),
);

/** Stores the answer for repeats, unless another request holds the key by now. The first stored answer stays. */
export async function completeIdempotencyKey(
  executor: Executor,
  seal: Seal,
  answer: HeldKey & { readonly status: number; readonly body: string; readonly subjectId: string | null },
): Promise<void> {
  await executor
    .updateTable("idempotency_keys")
    .set({
      state: "done",
      locked_until: null,
      response_status: answer.status,
      response_sealed: sealResponse(seal, answer.id, answer.body),
      subject_id: answer.subjectId,
    })
    .where("id", "=", answer.id)
    .where("state", "=", "running")
    .where("locked_until", "=", answer.lockedUntil)
    .execute();
}

/**
 * Deletes the key of a request that had no effect, as if the key had never been used. A key that has a resource
 * stays, and so does one that another request holds by now.
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

/** Deletes at most `limit` keys that were first used before `before`, oldest first. @returns how many. */
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
