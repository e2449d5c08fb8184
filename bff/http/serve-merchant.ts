/** Serves one operation of the merchant API: scope, body, input, idempotency, answer. */
import type { IRouter, Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { Scope } from "../config/types.ts";
import { plainAddress } from "../core/address-ranges.ts";
import { type Author, keyIdOf } from "../core/audit.ts";
import { type Failure, fail, type Result } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Answer, KeyBinding } from "../services/idempotency/key-binding.ts";
import { runIdempotent } from "../services/idempotency/run-idempotent.ts";
import { fieldOfId, noteIdsOf, noteLogFields } from "../services/process/log-fields.ts";
import { callerOf, requireScope } from "./middleware/authenticate-merchant.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { bodyOf, parseJsonBody, readRawBody } from "./middleware/read-body.ts";
import { seesClearly, shownTo, textShownTo } from "./personal-details.ts";
import { describeProblem, sendJsonText, sendProblem } from "./problem.ts";
import { type OperationInput, readInput, readParam } from "./read-input.ts";
import { stateOf } from "./request-state.ts";
import { expressPath, type Operation, successStatus } from "./specs/operation.ts";

const bodyLimitBytes = 32 * 1024;
const longestKey = 255;

export interface MerchantCall<Query extends z.ZodType, Body extends z.ZodType>
  extends OperationInput<Query, Body> {
  /** The `{id}` of the path; empty if the path has none. */
  readonly id: string;
  readonly author: Author;
  /**
   * For a use case that makes something, or that must not be done twice: it binds the idempotency key in the
   * batch of its change.
   */
  readonly keyBinding: KeyBinding | null;
  /** Whether the caller may see personal details in clear. */
  readonly showsPersonalDetails: boolean;
  /** What the caller may do, for an answer that shows more to some. */
  readonly scopes: readonly Scope[];
}

/** Of a call that queries a provider: whether it answered, and what. Headers say so. */
interface AboutProvider {
  readonly hasAnswered?: boolean;
  readonly report?: string | null;
}

export interface MerchantRoute<Query extends z.ZodType, Body extends z.ZodType> {
  readonly operation: Operation<Query, Body>;
  readonly perform: (call: MerchantCall<Query, Body>) => Promise<Result<unknown> & AboutProvider>;
  /**
   * For a POST that makes something, or that must not be done twice: the answer for work that a process did
   * before it died without answering. Absent where the answer is written together with the work (a new session).
   */
  readonly answerForMade?: (id: string) => Promise<Result<unknown>>;
  /** False for a POST that makes something: its key is written together with what it makes. Default true. */
  readonly holdsKey?: boolean;
}

type KeyReading = { readonly ok: true; readonly key: string | null } | Failure;

function readIdempotencyKey(request: Request, operation: Operation): KeyReading {
  if (operation.idempotency === "none") return { ok: true, key: null };
  const key = request.headers["idempotency-key"];
  if (key === undefined) {
    if (operation.idempotency === "optional") return { ok: true, key: null };
    return fail("idempotency_key_required", "Send an Idempotency-Key header, new for each payout.");
  }
  if (typeof key !== "string" || key.length < 1 || key.length > longestKey) {
    return fail(
      "idempotency_key_invalid",
      `The Idempotency-Key header must have 1 to ${longestKey} characters.`,
    );
  }
  return { ok: true, key };
}

export function serveMerchant<Query extends z.ZodType, Body extends z.ZodType>(
  router: IRouter,
  context: ServiceContext,
  route: MerchantRoute<Query, Body>,
): void {
  const { operation, perform, answerForMade, holdsKey = true } = route;
  const success = successStatus(operation);

  const toAnswer = (request: Request, result: Result<unknown>): Answer => {
    if (result.ok) {
      noteIdsOf(result.value);
      return { status: success, body: result.value };
    }
    const problem = describeProblem(result, stateOf(request).requestId);
    return { status: problem.status, body: problem };
  };

  async function handleMerchantCall(request: Request, response: Response): Promise<void> {
    const id = readParam(request, "id") ?? "";
    if (id === "" && operation.path.includes("{id}")) {
      sendProblem(request, response, fail("not_found", "There is nothing with this id."));
      return;
    }
    noteLogFields(fieldOfId(id));
    const key = readIdempotencyKey(request, operation);
    if (!key.ok) {
      sendProblem(request, response, key);
      return;
    }
    const input = readInput(request, operation);
    if (!input.ok) {
      sendProblem(request, response, input);
      return;
    }
    const caller = callerOf(request);
    const { actor } = caller;
    const author = {
      actor,
      address: plainAddress(request.ip),
      requestId: stateOf(request).requestId,
    };
    const call = {
      ...input.value,
      id,
      author,
      showsPersonalDetails: seesClearly(caller),
      scopes: caller.scopes,
    };
    const outcome = await runIdempotent(
      context,
      {
        // Keys that are stored already belong to the bare id of an API key.
        callerId: keyIdOf(actor) ?? actor,
        method: request.method,
        // Of the decoded id: `pay%5F1` and `pay_1` are one path, so a key must not make two things of them.
        path: `${request.baseUrl}${operation.path.replace("{id}", encodeURIComponent(id))}`,
        key: key.key,
        body: bodyOf(request),
        holdsKey,
        answerFor:
          answerForMade === undefined
            ? null
            : async (madeId) => toAnswer(request, await answerForMade(madeId)),
      },
      async (keyBinding) => {
        const result = await perform({ ...call, keyBinding });
        if (result.hasAnswered === false) response.setHeader("X-Provider-Answer", "none");
        if (result.report != null) response.setHeader("X-Provider-Report", result.report);
        return toAnswer(request, result);
      },
    );
    if (outcome.kind === "failure") {
      sendProblem(request, response, outcome.failure);
      return;
    }
    if (outcome.kind === "replay") {
      response.setHeader("Idempotency-Replayed", "true");
      sendJsonText(response, outcome.status, textShownTo(caller, outcome.text));
      return;
    }
    sendJsonText(response, outcome.answer.status, JSON.stringify(shownTo(caller, outcome.answer.body)));
  }

  const scopes = operation.access.kind === "api_key" ? operation.access.scopes : [];
  const before: RequestHandler[] = [nameRoute(operation.path), requireScope(scopes)];
  const path = expressPath(operation.path);
  if (operation.method === "GET") router.get(path, ...before, handleMerchantCall);
  else if (operation.method === "PATCH")
    router.patch(path, ...before, readRawBody(bodyLimitBytes), parseJsonBody, handleMerchantCall);
  else router.post(path, ...before, readRawBody(bodyLimitBytes), parseJsonBody, handleMerchantCall);
}
