/** Trusts an operator by the session in a cookie, and by a token in a header for everything that is no GET. */
import type { Request, RequestHandler, Response } from "express";
import { plainAddress } from "../../core/address-ranges.ts";
import { operatorActor } from "../../core/audit.ts";
import { fail } from "../../core/errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { findOperatorSession, type OperatorSession } from "../../services/operators/operator-sessions.ts";
import { recordRefusedRequest } from "../../services/operators/record-refused-request.ts";
import { digestOf, isToken } from "../bearer.ts";
import { clientKeyOf, limitRate, refuseCredentials } from "../middleware/limit-rate.ts";
import type { Limiters } from "../middleware/limiters.ts";
import { sendProblem } from "../problem.ts";
import { stateOf } from "../request-state.ts";
import { readSessionCookie } from "./cookie.ts";
import { isFromOwnPage } from "./same-origin.ts";

const sessions = new WeakMap<Request, OperatorSession>();

/** The operator's session, after {@link authenticateOperator} let the request through. */
export function operatorSessionOf(request: Request): OperatorSession {
  const session = sessions.get(request);
  if (session === undefined) throw new Error("the route is not behind authenticateOperator");
  return session;
}

/** Where a request came from, for the audit. */
export function sourceOf(request: Request) {
  return { address: plainAddress(request.ip), requestId: stateOf(request).requestId };
}

const signedOut = fail("signed_out", "The session has ended, or there was none. Sign in.");
const forged = fail(
  "request_forged",
  "The request does not come from the console's own page, or lacks the session's X-CSRF-Token.",
);

function isReading({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** What is wrong with where the request comes from; null for the console's own page. */
function objectTo(request: Request, session: OperatorSession, publicUrl: string): string | null {
  if (!isFromOwnPage(request, publicUrl)) return "cross_site";
  if (isReading(request)) return null;
  const token = request.headers["x-csrf-token"];
  return typeof token === "string" && isToken(token, digestOf(session.csrfToken)) ? null : "csrf_token";
}

type OperatorLimiters = Pick<Limiters, "merchant" | "failures" | "consoleRecords">;

/** Lets only signed-in operators through, each within the rate limit of an API key. */
export function authenticateOperator(context: ServiceContext, limiters: OperatorLimiters): RequestHandler[] {
  const { failures, consoleRecords } = limiters;

  async function identify(request: Request): Promise<void> {
    const token = readSessionCookie(request, context.config.publicUrl);
    // What a page does by itself does not keep a session alive.
    const isUse = request.headers["x-background"] !== "1";
    const session = token === undefined ? undefined : await findOperatorSession(context, token, isUse);
    if (session === undefined) return;
    const { operator } = session;
    sessions.set(request, session);
    stateOf(request).caller = { actor: operatorActor(operator.id), scopes: operator.scopes };
  }

  const identifyOperator: RequestHandler = (request, _response, next) => {
    identify(request).then(() => next(), next);
  };

  async function refuseForged(request: Request, response: Response, reason: string): Promise<void> {
    const { operator } = operatorSessionOf(request);
    const subject = operatorActor(operator.id);
    context.logger.warn(
      { requestId: stateOf(request).requestId, reason },
      "a request to the console was refused",
    );
    if (consoleRecords.take(subject)?.isAllowed !== false)
      await recordRefusedRequest(context, { subject, reason, from: sourceOf(request) });
    sendProblem(request, response, forged);
  }

  const requireOperator: RequestHandler = (request, response, next) => {
    const session = sessions.get(request);
    if (session === undefined) {
      refuseCredentials(failures, { request, response, failure: signedOut });
      return;
    }
    const reason = objectTo(request, session, context.config.publicUrl);
    if (reason === null) next();
    else refuseForged(request, response, reason).catch(next);
  };

  const limitKeyOf = (request: Request) => {
    const { caller } = stateOf(request);
    return caller === null ? `address:${clientKeyOf(request)}` : caller.actor;
  };
  return [identifyOperator, limitRate(limiters.merchant, limitKeyOf), requireOperator];
}
