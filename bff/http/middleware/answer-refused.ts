import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { type Failure, fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";
import { stateOf } from "../request-state.ts";

/** Why a request is not handed on, and Node's code for it. */
interface Refusal {
  readonly failure: Failure;
  readonly cause: string;
}

const refusals = new WeakMap<IncomingMessage, Refusal>();

/** Marks a request that only gets this answer. */
export function refuseRequest(request: IncomingMessage, refusal: Refusal): void {
  refusals.set(request, refusal);
}

/** Node hands on a request of any version. RFC 9112, section 3.2, wants one of 1.1 without a Host to be refused. */
function objectTo({ httpVersion, headers }: IncomingMessage): Refusal | undefined {
  if (httpVersion !== "1.0" && httpVersion !== "1.1") {
    return { failure: fail("malformed_request", "This server speaks HTTP/1.1."), cause: "VERSION" };
  }
  if (httpVersion !== "1.1" || headers.host !== undefined) return undefined;
  return { failure: fail("malformed_request", "A request of HTTP/1.1 names its Host."), cause: "NO_HOST" };
}

/** Answers a request that is marked by {@link refuseRequest}, on a connection that is then closed. */
export function answerRefused(logger: Logger): RequestHandler {
  return function answerRefused(request, response, next) {
    const refusal = refusals.get(request) ?? objectTo(request);
    if (refusal === undefined) {
      next();
      return;
    }
    const state = stateOf(request);
    state.route = "refused";
    logger.info({ requestId: state.requestId, cause: refusal.cause }, "request refused before it was read");
    response.setHeader("Connection", "close");
    sendProblem(request, response, refusal.failure);
  };
}
