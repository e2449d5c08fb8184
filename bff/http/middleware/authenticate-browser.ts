import type { Request, RequestHandler } from "express";
import { fail } from "../../core/errors.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { ServiceContext } from "../../services/context.ts";
import { noteLogFields } from "../../services/process/log-fields.ts";
import { authenticateClientToken } from "../../services/sessions/authenticate-client-token.ts";
import { bearerOf, tokenOf } from "../bearer.ts";
import { stateOf } from "../request-state.ts";
import { type RateLimiter, refuseCredentials } from "./limit-rate.ts";
import { bodyOf } from "./read-body.ts";

/** Where a request brings its client token. */
export interface TokenPlace {
  readonly read: (request: Request) => string | undefined;
  /** Said to whoever brings none. */
  readonly hint: string;
}

export const inHeader: TokenPlace = {
  read: bearerOf,
  hint: "Send the session's client token as Authorization: Bearer <client token>.",
};

/** For a body that has been read as text. */
export const inBody: TokenPlace = {
  read: (request) => tokenOf(bodyOf(request)),
  hint: "Send the session's client token as the body.",
};

/**
 * Lets only a session's client token through. The session is found by the token's hash, and the request can
 * reach that session alone.
 */
export function authenticateBrowser(
  context: ServiceContext,
  options: { readonly failures: RateLimiter; readonly place: TokenPlace },
): RequestHandler {
  const { failures, place } = options;
  return async function authenticateBrowser(request, response, next) {
    const token = place.read(request);
    const found =
      token === undefined
        ? fail("unauthorized", place.hint)
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
export function sessionOf(request: Request): SessionRecord {
  const { session } = stateOf(request);
  if (session === null) throw new Error("the route is not behind authenticateBrowser");
  return session;
}

/** Its id. */
export function sessionIdOf(request: Request): string {
  return sessionOf(request).id;
}
