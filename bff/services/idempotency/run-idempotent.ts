/**
 * Idempotency of merchant POSTs. A key belongs to one API key, method and path. Where a request makes something, the
 * key is written in the same transaction (a {@link Claim} is handed to the use case), so that a killed process
 * leaves either both or neither; everything else holds the key by a lease while it runs, and what can't be done twice
 * notes on it, in its transaction, that it is done.
 * Source: HTTP API, "Idempotency-Key".
 */
import { createHash } from "node:crypto";
import { type Failure, fail } from "../../core/errors.ts";
import type { Executor } from "../../storage/engine/database.ts";
import {
  bindIdempotencyKey,
  claimIdempotencyKey,
  completeIdempotencyKey,
  forgetIdempotencyKey,
  type HeldKey,
  type IdempotencyState,
  lookUpIdempotencyKey,
} from "../../storage/repositories/idempotency-keys.ts";
import type { ServiceContext } from "../context.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Handed to a use case that makes something, or that can't be done twice: it calls `bind` inside its transaction. */
export interface Claim {
  /**
   * Writes the key with what is made or changed. Throws {@link KeyTaken}, which must roll the transaction back, when another
   * request has the key.
   *
   * @param answer the whole answer where it is known already; null while a provider is still to be asked.
   */
  bind(trx: Executor, resourceId: string, answer: Answer | null): Promise<void>;
}

/** Another request won the key. Thrown inside a transaction to roll it back, caught by {@link runIdempotent}. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";
  readonly state: IdempotencyState;

  constructor(state: IdempotencyState) {
    super("the idempotency key is taken");
    this.state = state;
  }
}

export interface IdempotentRequest {
  readonly apiKeyId: string;
  readonly method: string;
  readonly path: string;
  /** Null when the merchant gave none. */
  readonly key: string | null;
  readonly body: unknown;
  /** True holds the key from before the work on; false leaves it to the transaction that makes something. */
  readonly holdsKey: boolean;
  /**
   * For requests that make something, or that can't be done twice: the answer for what a process did that died before
   * it could answer. Null for requests that can simply be done again; it answers null when there is no such thing
   * after all.
   */
  readonly answerFor: ((resourceId: string) => Promise<Answer | null>) | null;
}

export type IdempotentAnswer =
  | { readonly kind: "answer"; readonly answer: Answer; readonly replayed: false }
  /** The first answer again; `text` is its body exactly as it was sent. */
  | { readonly kind: "replay"; readonly status: number; readonly text: string }
  | { readonly kind: "failure"; readonly failure: Failure };

/** A cancel that the provider refuses is followed by a question how the order stands. */
const mostProviderCalls = 2;
/** On top of the longest provider calls, so that only a dead process loses its key. */
const leaseMarginMs = 15_000;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function runIdempotent(
  context: ServiceContext,
  request: IdempotentRequest,
  perform: (claim: Claim | null) => Promise<Answer>,
): Promise<IdempotentAnswer> {
  if (request.key === null) return { kind: "answer", answer: await perform(null), replayed: false };
  const { kysely } = context.database;
  const leaseMs = mostProviderCalls * context.config.network.providerTimeoutMs + leaseMarginMs;
  const held: Held = {
    id: sha256(JSON.stringify([request.apiKeyId, request.method, request.path, request.key])),
    // Keyed: a body has a payee's name and account, and a plain hash says whether a guess is right.
    bodyHash: context.seal.fingerprint(canonicalJson(request.body ?? null), "idempotency_keys.body_hash"),
    now: context.clock.now(),
    leaseMs,
  };
  const known = await lookUpIdempotencyKey(kysely, context.seal, held);
  const settled = known === undefined ? null : await settle(context, request, held, known);
  if (settled !== null) return settled;
  const taken = request.holdsKey ? await claimFor(kysely, context, held, null) : null;
  if (taken !== null) return (await settle(context, request, held, taken)) ?? inUse;
  try {
    const answer = await perform(claimOf(context, request, held));
    await keep(context, held, answer);
    return { kind: "answer", answer, replayed: false };
  } catch (error) {
    if (!(error instanceof KeyTaken)) {
      if (request.holdsKey) await forgetIdempotencyKey(kysely, heldKey(held));
      throw error;
    }
    return (await settle(context, request, held, error.state)) ?? inUse;
  }
}

interface Held {
  readonly id: string;
  readonly bodyHash: string;
  readonly now: number;
  readonly leaseMs: number;
}

const heldKey = ({ id, now, leaseMs }: Held): HeldKey => ({ id, lockedUntil: now + leaseMs });

/** @returns null when the key is ours now, else what it is. */
async function claimFor(
  executor: Executor,
  context: ServiceContext,
  held: Held,
  resourceId: string | null,
): Promise<IdempotencyState | null> {
  const state = await claimIdempotencyKey(executor, context.seal, { ...held, resourceId });
  // What a dead process left without having made anything may be done again.
  if (state.kind === "claimed" || (state.kind === "abandoned" && state.resourceId === null)) return null;
  return state;
}

function claimOf(context: ServiceContext, { holdsKey }: IdempotentRequest, held: Held): Claim {
  return {
    async bind(trx, resourceId, answer) {
      if (holdsKey) {
        const isOurs = await bindIdempotencyKey(trx, { ...heldKey(held), resourceId });
        if (!isOurs) throw new KeyTaken({ kind: "in_use" });
      } else {
        const taken = await claimFor(trx, context, held, resourceId);
        if (taken !== null) throw new KeyTaken(taken);
      }
      if (answer === null) return;
      await completeIdempotencyKey(trx, context.seal, { id: held.id, ...asText(answer) });
    },
  };
}

const asText = (answer: Answer) => ({ status: answer.status, body: JSON.stringify(answer.body) });

/** Business answers stay; those from before any effect (validation, 5xx) free the key again. */
async function keep(context: ServiceContext, held: Held, answer: Answer): Promise<void> {
  const { kysely } = context.database;
  if (answer.status < 400 || answer.status === 409) {
    await completeIdempotencyKey(kysely, context.seal, { id: held.id, ...asText(answer) });
  } else {
    await forgetIdempotencyKey(kysely, heldKey(held));
  }
}

/** @returns null when the request is to be done (again). */
async function settle(
  context: ServiceContext,
  request: IdempotentRequest,
  held: Held,
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
      await completeIdempotencyKey(context.database.kysely, context.seal, { id: held.id, ...answer });
      return { kind: "replay", status: answer.status, text: answer.body };
    }
    default:
      return state satisfies never;
  }
}

const failure = (value: Failure): IdempotentAnswer => ({ kind: "failure", failure: value });
const inUse = failure(
  fail("idempotency_key_in_use", "The first request with this key is still running; ask again in a moment."),
);
