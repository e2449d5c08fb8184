import type { Request, RequestHandler } from "express";
import type { ApiKeyConfig, Scope } from "../../config/types.ts";
import { isWithin } from "../../core/address-ranges.ts";
import { keyActor, operatorIdOf } from "../../core/audit.ts";
import { fail } from "../../core/errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { bearerOf, digestOf, isToken } from "../bearer.ts";
import { onceForEach } from "../once-for-each.ts";
import { sendProblem } from "../problem.ts";
import { type Caller, stateOf } from "../request-state.ts";
import { clientKeyOf, limitRate, type RateLimiter, refuseCredentials } from "./limit-rate.ts";
import type { Limiters } from "./limiters.ts";

function withDigests(apiKeys: readonly ApiKeyConfig[]) {
  return apiKeys.map(({ id, secret, scopes, sources }) => ({
    id,
    caller: { actor: keyActor(id), scopes } satisfies Caller,
    sources,
    digest: digestOf(secret.reveal()),
  }));
}

/**
 * Finds the API key of a request. Keys are kept as digests, and the token is compared with all of them in
 * constant time. A key that may not be used from the request's address makes no caller.
 */
function identifyCaller(context: ServiceContext): RequestHandler {
  const known = onceForEach(() => context.config.merchant.apiKeys, withDigests);
  return function identifyApiKey(request, _response, next) {
    const token = bearerOf(request) ?? "";
    const [match] = known().filter(({ digest }) => isToken(token, digest));
    const sources = match?.sources ?? null;
    const isAllowedHere = sources === null || isWithin(request.ip ?? "", sources);
    const state = stateOf(request);
    state.caller = isAllowedHere ? (match?.caller ?? null) : null;
    state.misplacedKeyId = isAllowedHere ? null : (match?.id ?? null);
    next();
  };
}

function requireCaller({ logger, metrics }: ServiceContext, failures: RateLimiter): RequestHandler {
  const unknown = fail("unauthorized", "Send a configured API key as Authorization: Bearer <api key>.");
  const misplaced = fail(
    "source_not_allowed",
    "This API key may not be used from the address that the request came from.",
  );
  return function refuseStrangers(request, response, next) {
    const { caller, misplacedKeyId, requestId } = stateOf(request);
    if (caller !== null) {
      next();
      return;
    }
    if (misplacedKeyId !== null) {
      metrics.count("misplaced_keys", { key: misplacedKeyId });
      logger.warn(
        { requestId, apiKeyId: misplacedKeyId },
        "an API key was used from an address that it is not for",
      );
    }
    const failure = misplacedKeyId === null ? unknown : misplaced;
    refuseCredentials(failures, { request, response, failure });
  };
}

/**
 * What a request is counted under: its API key, or without a valid one its address, so that guessing keys is
 * limited, too. A key that is used from elsewhere takes nothing from its owner's limit.
 */
function limitKeyOf(request: Request): string {
  const { caller } = stateOf(request);
  return caller === null ? `address:${clientKeyOf(request)}` : caller.actor;
}

/** Lets only configured API keys through, each within its rate limit. */
export function authenticateMerchant(
  context: ServiceContext,
  { merchant, failures }: Pick<Limiters, "merchant" | "failures">,
): RequestHandler[] {
  return [identifyCaller(context), limitRate(merchant, limitKeyOf), requireCaller(context, failures)];
}

/** The caller, after {@link authenticateMerchant} or `authenticateOperator` let the request through. */
export function callerOf(request: Request): Caller {
  const { caller } = stateOf(request);
  if (caller === null)
    throw new Error("the route is not behind authenticateMerchant or authenticateOperator");
  return caller;
}

/** Lets a caller through who has at least one of the scopes. */
export function requireScope(scopes: readonly Scope[]): RequestHandler {
  return function checkScope(request, response, next) {
    if (scopes.some((scope) => callerOf(request).scopes.includes(scope))) {
      next();
      return;
    }
    const who = operatorIdOf(callerOf(request).actor) === undefined ? "an API key" : "an operator";
    const detail = `This call needs ${who} with the scope ${scopes.join(" or ")}.`;
    sendProblem(request, response, fail("missing_scope", detail));
  };
}
