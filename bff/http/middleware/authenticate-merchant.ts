import type { RequestHandler } from "express";
import type { ApiKeyConfig, Scope } from "../../config.ts";
import { fail } from "../../core/errors.ts";
import { bearerOf, digestOf, isToken } from "../bearer.ts";
import { sendProblem } from "../problem.ts";
import { type Caller, stateOf } from "../request-state.ts";

/** Lets only a configured API key through. Keys are held as digests and all of them are compared, in constant time. */
export function authenticateMerchant(apiKeys: readonly ApiKeyConfig[]): RequestHandler {
  const known = apiKeys.map(({ id, secret, scopes }) => ({
    caller: { apiKeyId: id, scopes } satisfies Caller,
    digest: digestOf(secret.reveal()),
  }));
  return function authenticateApiKey(request, response, next) {
    const token = bearerOf(request) ?? "";
    const matches = known.filter(({ digest }) => isToken(token, digest));
    const caller = matches[0]?.caller;
    if (caller === undefined) {
      const detail = "Send a configured API key as Authorization: Bearer <api key>.";
      sendProblem(request, response, fail("unauthorized", detail));
      return;
    }
    stateOf(request).caller = caller;
    next();
  };
}

/** Who calls, once {@link authenticateMerchant} let them through. */
export function callerOf(request: Parameters<RequestHandler>[0]): Caller {
  const { caller } = stateOf(request);
  if (caller === null) throw new Error("the route is not behind authenticateMerchant");
  return caller;
}

/** Lets a caller through that has any of the scopes. */
export function requireScope(scopes: readonly Scope[]): RequestHandler {
  return function checkScope(request, response, next) {
    if (scopes.some((scope) => callerOf(request).scopes.includes(scope))) {
      next();
      return;
    }
    const detail = `This call needs an API key with the scope ${scopes.join(" or ")}.`;
    sendProblem(request, response, fail("forbidden", detail));
  };
}
