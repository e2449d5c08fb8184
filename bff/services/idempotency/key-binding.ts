/**
 * An idempotency key as part of a change. The change loads the key with its other rows and, in its batch, binds
 * it to the resource that it makes. So a process that is killed leaves both or neither.
 *
 * Source: docs/http-conventions.md#idempotency
 */
import { z } from "zod";
import type { Seal } from "../../storage/encryption/seal.ts";
import { gate, type Query, type Write } from "../../storage/engine/statements.ts";
import {
  bindHeldKey,
  type HeldKey,
  type IdempotencyRequest,
  type IdempotencyState,
  insertKey,
  keyById,
  sealResponse,
  stateOfKey,
  takeOverKey,
} from "../../storage/repositories/idempotency-keys.ts";
import type { IdempotencyKeyTable } from "../../storage/schema.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const shown = z.union([
  z
    .object({ object: z.enum(["payment", "refund"]), session: z.string() })
    .transform(({ session }) => session),
  z.object({ object: z.enum(["session", "payout"]), id: z.string() }).transform(({ id }) => id),
]);

/** The id of the session or payout whose data an answer shows. */
export function subjectOf(body: unknown): string | null {
  return shown.safeParse(body).data ?? null;
}

export type KeyRow = IdempotencyKeyTable;

/** For a use case that makes something, or that must not run twice. */
export interface KeyBinding {
  /** SHA-256 hex of API key id, method, path and key: the same for every repeat, whatever is in the database. */
  readonly keyId: string;
  readonly query: Query<KeyRow>;
  /**
   * The writes that bind the key to the resource that is made or changed. Throws {@link KeyTaken} when another
   * request has the key; nothing is written then.
   *
   * @param answer the whole answer if it is known already; null while a provider has still to be called.
   */
  bind(row: KeyRow | undefined, resourceId: string, answer: Answer | null): Write[];
}

/** Another request has the key. Thrown by a decision, caught by run-idempotent.ts. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";
  readonly state: IdempotencyState;

  constructor(state: IdempotencyState) {
    super("the idempotency key is taken");
    this.state = state;
  }
}

export interface RequestedKey extends IdempotencyRequest {
  /** Until then no other request treats the key as abandoned. Epoch ms. */
  readonly lockedUntil: number;
}

/** Writes the key together with the resource that the request makes. */
export function bindNewKey(seal: Seal, key: RequestedKey): KeyBinding {
  return {
    keyId: key.id,
    query: keyById({ id: key.id }),
    bind(row, resourceId, answer) {
      const body = answer === null ? null : JSON.stringify(answer.body);
      const state = answer === null ? "running" : "done";
      const lockedUntil = answer === null ? key.lockedUntil : null;
      const response = body === null ? null : sealResponse(seal, key.id, body);
      const status = answer?.status ?? null;
      const subjectId = answer === null ? null : subjectOf(answer.body);
      if (row !== undefined) {
        const from = abandonedSince(row, seal, key);
        return [
          gate(
            takeOverKey({ id: key.id, from, state, lockedUntil, resourceId, status, response, subjectId }),
          ),
        ];
      }
      return [
        insertKey({
          id: key.id,
          body_hash: key.bodyHash,
          state,
          locked_until: lockedUntil,
          resource_id: resourceId,
          response_status: status,
          response_sealed: response,
          subject_id: subjectId,
          created_at: key.now,
        }),
      ];
    },
  };
}

/** Binds a key that this request has held since before its work began. */
export function bindHeldKeyOf(held: HeldKey): KeyBinding {
  return {
    keyId: held.id,
    query: keyById({ id: held.id }),
    bind(row, resourceId) {
      const isOurs = row?.state === "running" && row.locked_until === held.lockedUntil;
      if (!isOurs) throw new KeyTaken({ kind: "in_use" });
      return [gate(bindHeldKey({ ...held, resourceId }))];
    },
  };
}

/** The writes by which a request takes the key before its work begins. Throws {@link KeyTaken}. */
export function holdKeyWrites(seal: Seal, key: RequestedKey, row: KeyRow | undefined): Write[] {
  const { id, lockedUntil } = key;
  const free = {
    state: "running",
    resourceId: null,
    status: null,
    response: null,
    subjectId: null,
  } as const;
  if (row !== undefined) {
    return [gate(takeOverKey({ ...free, id, from: abandonedSince(row, seal, key), lockedUntil }))];
  }
  return [
    insertKey({
      id,
      body_hash: key.bodyHash,
      state: "running",
      locked_until: lockedUntil,
      resource_id: null,
      response_status: null,
      response_sealed: null,
      subject_id: null,
      created_at: key.now,
    }),
  ];
}

/**
 * Only a key that a dead process left without having made anything may be taken over. @returns that process's
 * `lockedUntil`. Throws {@link KeyTaken} for any other key.
 */
function abandonedSince(row: KeyRow, seal: Seal, key: RequestedKey): number {
  const state = stateOfKey(row, seal, key);
  if (state.kind !== "abandoned" || state.resourceId !== null) throw new KeyTaken(state);
  return state.lockedUntil;
}
