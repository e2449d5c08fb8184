/**
 * Idempotency of merchants' POSTs. A key belongs to one API key or operator, method and path. A request that makes
 * something writes the key in the same batch: the use case gets a {@link KeyBinding}. Every other request holds
 * the key while it runs. If it must not run twice, its batch also notes on the key that it has run.
 *
 * Source: docs/http-conventions.md#idempotency
 */
import { createHash } from "node:crypto";
import { type Failure, fail } from "../../core/errors.ts";
import {
  completeIdempotencyKey,
  forgetIdempotencyKey,
  type IdempotencyState,
  keyById,
  stateOfKey,
} from "../../storage/repositories/idempotency-keys.ts";
import type { ServiceContext } from "../context.ts";
import { canonicalJson } from "./canonical-json.ts";
import {
  type Answer,
  bindHeldKeyOf,
  bindNewKey,
  holdKeyWrites,
  type KeyBinding,
  KeyTaken,
  type RequestedKey,
  subjectOf,
} from "./key-binding.ts";

export interface IdempotentRequest {
  /** The id of an API key, or the actor of an operator. No id has a colon. */
  readonly callerId: string;
  readonly method: string;
  readonly path: string;
  /** Null when the merchant gave none. */
  readonly key: string | null;
  readonly body: unknown;
  /**
   * True: the request takes the key before its work begins. False: the batch that makes the resource writes the
   * key.
   */
  readonly holdsKey: boolean;
  /**
   * For requests that make something, or that must not run twice: the answer for a resource that a process made
   * before it died without answering. Null for requests that can simply run again. The function answers null
   * when there is no such resource.
   */
  readonly answerFor: ((resourceId: string) => Promise<Answer | null>) | null;
}

export type IdempotentAnswer =
  | { readonly kind: "answer"; readonly answer: Answer; readonly replayed: false }
  /** The first answer again; `text` is its body exactly as it was sent. */
  | { readonly kind: "replay"; readonly status: number; readonly text: string }
  | { readonly kind: "failure"; readonly failure: Failure };

/** A cancel that the provider refuses is followed by a query. */
const maxProviderCalls = 2;
/** Added to the longest time that the provider calls can take, so that only a dead process loses its key. */
const lockMarginMs = 15_000;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Performs a request once for each key and answers every repeat with the first answer.
 *
 * Errors: `idempotency_key_reused`, `idempotency_key_in_use`.
 */
export async function runIdempotent(
  context: ServiceContext,
  request: IdempotentRequest,
  perform: (binding: KeyBinding | null) => Promise<Answer>,
): Promise<IdempotentAnswer> {
  if (request.key === null) return { kind: "answer", answer: await perform(null), replayed: false };
  const key = requestedKey(context, request, request.key);
  const [row] = await context.database.read(keyById({ id: key.id }));
  const known = row === undefined ? undefined : stateOfKey(row, context.seal, key);
  const settled = known === undefined ? null : await settle(context, request, key, known);
  if (settled !== null) return settled;
  try {
    if (request.holdsKey) await holdKey(context, key);
    return await performOnce(context, request, key, perform);
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error;
    return (await settle(context, request, key, error.state)) ?? inUse;
  }
}

function requestedKey(context: ServiceContext, request: IdempotentRequest, key: string): RequestedKey {
  const now = context.clock.now();
  return {
    id: sha256(JSON.stringify([request.callerId, request.method, request.path, key])),
    // A keyed hash, because a body holds a payee's name and account: anybody could test guesses against a plain
    // one.
    bodyHash: context.seal.fingerprint(canonicalJson(request.body ?? null), "idempotency_keys.body_hash"),
    now,
    lockedUntil: now + maxProviderCalls * context.config.network.providerTimeoutMs + lockMarginMs,
  };
}

/** Throws `KeyTaken`. */
async function holdKey(context: ServiceContext, key: RequestedKey): Promise<void> {
  await context.database.change({
    load: [keyById({ id: key.id })],
    decide: ([[row]]) => ({ writes: holdKeyWrites(context.seal, key, row), result: undefined }),
  });
}

async function performOnce(
  context: ServiceContext,
  request: IdempotentRequest,
  key: RequestedKey,
  perform: (binding: KeyBinding | null) => Promise<Answer>,
): Promise<IdempotentAnswer> {
  const { kysely } = context.database;
  const plain = request.holdsKey ? bindHeldKeyOf(key) : bindNewKey(context.seal, key);
  let isAnswered = false;
  let isHeld = request.holdsKey;
  const binding: KeyBinding = {
    ...plain,
    bind(row, resourceId, answer) {
      isAnswered = answer !== null;
      isHeld = true;
      return plain.bind(row, resourceId, answer);
    },
  };
  let answer: Answer;
  try {
    answer = await perform(binding);
  } catch (error) {
    if (request.holdsKey && !(error instanceof KeyTaken)) await forgetIdempotencyKey(kysely, key);
    throw error;
  }
  // An answer after an effect stays with the key. A refusal before any effect (4xx but 409, 5xx) frees the key.
  if (answer.status >= 400 && answer.status !== 409) await forgetIdempotencyKey(kysely, key);
  else if (isHeld && !isAnswered) {
    const { id, lockedUntil } = key;
    await completeIdempotencyKey(kysely, context.seal, { id, lockedUntil, ...asText(answer) });
  }
  return { kind: "answer", answer, replayed: false };
}

const asText = (answer: Answer) => ({
  status: answer.status,
  body: JSON.stringify(answer.body),
  subjectId: subjectOf(answer.body),
});

/** @returns null when the request has to be performed (again). */
async function settle(
  context: ServiceContext,
  request: IdempotentRequest,
  key: RequestedKey,
  state: IdempotencyState,
): Promise<IdempotentAnswer | null> {
  switch (state.kind) {
    case "done":
      return { kind: "replay", status: state.status, text: state.body };
    case "reused":
      return failure(fail("idempotency_key_reused", "This key was used with another body."));
    case "in_use":
      return inUse;
    case "abandoned": {
      if (state.resourceId === null || request.answerFor === null) return null;
      const made = await request.answerFor(state.resourceId);
      if (made === null) return null;
      const answer = asText(made);
      const held = { id: key.id, lockedUntil: state.lockedUntil };
      await completeIdempotencyKey(context.database.kysely, context.seal, { ...held, ...answer });
      return { kind: "replay", status: answer.status, text: answer.body };
    }
    default:
      return state satisfies never;
  }
}

const failure = (value: Failure): IdempotentAnswer => ({ kind: "failure", failure: value });
const inUse = failure(
  fail("idempotency_key_in_use", "The first request with this key is still running; try again in a moment."),
);
