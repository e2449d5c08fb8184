/**
 * An idempotency key as part of a change: it is loaded with what the change loads, and bound, in the same batch, to what
 * the change makes. So a process that is killed leaves either both or neither.
 *
 * Source: docs/http-api.md#idempotency
 */
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

export type KeyRow = IdempotencyKeyTable;

/** Handed to a use case that makes something, or that must not be done twice. */
export interface KeyBinding {
  readonly query: Query<KeyRow>;
  /**
   * The writes that bind the key to what is made or changed. Throws {@link KeyTaken} when another request has the key:
   * then nothing is written.
   *
   * @param answer the whole answer where it is known already; null while a provider is still to be called.
   */
  bind(row: KeyRow | undefined, resourceId: string, answer: Answer | null): Write[];
}

/** Another request has the key. Thrown out of a decision, caught by run-idempotent.ts. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";
  readonly state: IdempotencyState;

  constructor(state: IdempotencyState) {
    super("the idempotency key is taken");
    this.state = state;
  }
}

export interface RequestedKey extends IdempotencyRequest {
  /** Until then nobody takes the key for abandoned. Epoch ms. */
  readonly lockedUntil: number;
}

/** A key that is written for the first time together with what the request makes. */
export function bindNewKey(seal: Seal, key: RequestedKey): KeyBinding {
  return {
    query: keyById({ id: key.id }),
    bind(row, resourceId, answer) {
      const body = answer === null ? null : JSON.stringify(answer.body);
      const state = answer === null ? "running" : "done";
      const lockedUntil = answer === null ? key.lockedUntil : null;
      const response = body === null ? null : sealResponse(seal, key.id, body);
      const status = answer?.status ?? null;
      if (row !== undefined) {
        const from = abandonedSince(row, seal, key);
        return [gate(takeOverKey({ id: key.id, from, state, lockedUntil, resourceId, status, response }))];
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
          created_at: key.now,
        }),
      ];
    },
  };
}

/** A key that this request has held since before its work began. */
export function bindHeldKeyOf(held: HeldKey): KeyBinding {
  return {
    query: keyById({ id: held.id }),
    bind(row, resourceId) {
      const isOurs = row?.state === "running" && row.locked_until === held.lockedUntil;
      if (!isOurs) throw new KeyTaken({ kind: "in_use" });
      return [gate(bindHeldKey({ ...held, resourceId }))];
    },
  };
}

/** The writes that take a key for a request that holds it while it works. Throws {@link KeyTaken}. */
export function holdKeyWrites(seal: Seal, key: RequestedKey, row: KeyRow | undefined): Write[] {
  const { id, lockedUntil } = key;
  const free = { state: "running", resourceId: null, status: null, response: null } as const;
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
      created_at: key.now,
    }),
  ];
}

/** What a dead process left without having made anything may be done again; any other key is taken. */
function abandonedSince(row: KeyRow, seal: Seal, key: RequestedKey): number {
  const state = stateOfKey(row, seal, key);
  if (state.kind !== "abandoned" || state.resourceId !== null) throw new KeyTaken(state);
  return state.lockedUntil;
}
