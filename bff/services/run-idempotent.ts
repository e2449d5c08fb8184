/**
 * Idempotency of merchant POSTs. A key belongs to one API key, method and path. Where a request makes something, the
 * key is written in the same transaction (a {@link Claim} is handed to the use case), so that a killed process
 * leaves either both or neither; everything else holds the key by a lease while it runs.
 * Source: HTTP API, "Idempotency-Key".
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type Failure, fail } from "../core/errors.ts";
import type { Executor } from "../storage/database.ts";
import { claimKey, completeKey, findKey, type IdempotencyRow, releaseKey } from "../storage/idempotency.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { ServiceContext } from "./context.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Handed to a use case that makes something: it calls `bind` inside its transaction. */
export interface Claim {
  /**
   * Writes the key with what was made.
   *
   * @param answer the whole answer where it is known already; null while a provider is still to be asked.
   * @returns false when the key was taken meanwhile: the transaction must be given up.
   */
  bind(trx: Executor, resourceId: string, answer: Answer | null): Promise<boolean>;
}

/** Thrown inside a transaction to roll it back because another request won the key; caught by {@link runIdempotent}. */
export class KeyTaken extends Error {}

export interface IdempotentRequest {
  readonly apiKeyId: string;
  readonly method: string;
  readonly path: string;
  /** Null when the merchant gave none. */
  readonly key: string | null;
  readonly body: unknown;
  /** True when the use case binds the key itself. */
  readonly makesResource: boolean;
  /** Answers for something made by a process that died before it could answer. */
  readonly answerFor: (resourceId: string) => Promise<Answer | null>;
}

export type IdempotentAnswer =
  | { readonly kind: "answer"; readonly answer: Answer; readonly replayed: boolean }
  | { readonly kind: "failure"; readonly failure: Failure };

/** Longer than any provider call, so that only a dead process loses its key. */
const leaseMarginMs = 15_000;
const storedAnswer = z.object({ status: z.int(), body: z.unknown() });

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function runIdempotent(
  context: ServiceContext,
  request: IdempotentRequest,
  perform: (claim: Claim | null) => Promise<Answer>,
): Promise<IdempotentAnswer> {
  const { key } = request;
  if (key === null) return { kind: "answer", answer: await perform(null), replayed: false };
  const id = sha256(JSON.stringify([request.apiKeyId, request.method, request.path, key]));
  const bodyHash = sha256(canonicalJson(request.body ?? null));
  const known = await findKey(context.database.kysely, id);
  if (known !== undefined) {
    const answered = await answerKnown(context, request, known, bodyHash);
    if (answered !== null) return answered;
  }
  const leaseMs = context.config.network.providerTimeoutMs * 2 + leaseMarginMs;
  const now = context.clock.now();
  const held = { id, bodyHash, now, lockedUntil: now + leaseMs };
  try {
    if (!request.makesResource && !(await claimKey(context.database.kysely, { ...held, resourceId: null }))) {
      throw new KeyTaken();
    }
    const claim: Claim = {
      async bind(trx, resourceId, answer) {
        if (!(await claimKey(trx, { ...held, resourceId }))) return false;
        if (answer !== null) await completeKey(trx, { id, ...sealAnswer(context, id, answer) });
        return true;
      },
    };
    const answer = await perform(request.makesResource ? claim : null);
    await keep(context, { id, answer, makesResource: request.makesResource });
    return { kind: "answer", answer, replayed: false };
  } catch (error) {
    if (error instanceof KeyTaken) return await answerTaken(context, request, id, bodyHash);
    if (!request.makesResource) await releaseKey(context.database.kysely, id);
    throw error;
  }
}

/** Business answers stay; those from before any effect (validation, 5xx) free the key again. */
async function keep(
  context: ServiceContext,
  input: { readonly id: string; readonly answer: Answer; readonly makesResource: boolean },
): Promise<void> {
  const { id, answer, makesResource } = input;
  const db = context.database.kysely;
  const stored = answer.status < 400 || answer.status === 409;
  if (stored) await completeKey(db, { id, ...sealAnswer(context, id, answer) });
  else if (!makesResource) await releaseKey(db, id);
}

function sealAnswer(context: ServiceContext, id: string, answer: Answer) {
  return {
    responseStatus: answer.status,
    responseSealed: context.seal.seal(JSON.stringify(answer), `idempotency_keys.response:${id}`),
  };
}

/** @returns null when the key may be taken (again). */
async function answerKnown(
  context: ServiceContext,
  request: IdempotentRequest,
  row: IdempotencyRow,
  bodyHash: string,
): Promise<IdempotentAnswer | null> {
  if (row.body_hash !== bodyHash) {
    return failure(fail("idempotency_key_reused", "this key was used with another body"));
  }
  if (row.response_sealed !== null) {
    const text = context.seal.open(row.response_sealed, `idempotency_keys.response:${row.id}`);
    const { status, body } = storedAnswer.parse(JSON.parse(text));
    return { kind: "answer", answer: { status, body }, replayed: true };
  }
  const running = row.locked_until !== null && row.locked_until > context.clock.now();
  if (running)
    return failure(fail("idempotency_key_in_use", "the first request with this key is still running"));
  if (row.resource_id === null) return null;
  const answer = await request.answerFor(row.resource_id);
  if (answer === null) return null;
  await completeKey(context.database.kysely, { id: row.id, ...sealAnswer(context, row.id, answer) });
  return { kind: "answer", answer, replayed: true };
}

/** Another request with the same key was faster by a hair. */
async function answerTaken(
  context: ServiceContext,
  request: IdempotentRequest,
  id: string,
  bodyHash: string,
): Promise<IdempotentAnswer> {
  const row = await findKey(context.database.kysely, id);
  const answered = row === undefined ? null : await answerKnown(context, request, row, bodyHash);
  return (
    answered ?? failure(fail("idempotency_key_in_use", "the first request with this key is still running"))
  );
}

const failure = (value: Failure): IdempotentAnswer => ({ kind: "failure", failure: value });
