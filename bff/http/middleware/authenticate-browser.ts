import type { RequestHandler } from "express";
import { fail } from "../../core/errors.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { ServiceContext } from "../../services/context.ts";
import { noteLogFields } from "../../services/process/log-fields.ts";
import { authenticateClientToken } from "../../services/sessions/authenticate-client-token.ts";
import { bearerOf } from "../bearer.ts";
import { stateOf } from "../request-state.ts";
import { type RateLimiter, refuseCredentials } from "./limit-rate.ts";

/**
 * Lets only a session's client token through. The session is found by the token's hash, and the request can
 * reach that session alone.
 */
export function authenticateBrowser(context: ServiceContext, failures: RateLimiter): RequestHandler {
  return async function authenticateBrowser(request, response, next) {
    const token = bearerOf(request);
    const found =
      token === undefined
        ? fail("unauthorized", "Send the session's client token as Authorization: Bearer <client token>.")
        : await authenticateClientToken(context, { token });
    if (!found.ok) {
      refuseCredentials(failures, { request, response, failure: found });
      return;
    }
    stateOf(request).session = found.value;
    noteLogFields({ sessionId: found.value.id });
    next();
  };
}

/** The session that the client token opened, as it was when the token was looked up. */
export function sessionOf(request: Parameters<RequestHandler>[0]): SessionRecord {
  const { session } = stateOf(request);
  if (session === null) throw new Error("the route is not behind authenticateBrowser");
  return session;
}

/** Its id. */
export function sessionIdOf(request: Parameters<RequestHandler>[0]): string {
  return sessionOf(request).id;
}
