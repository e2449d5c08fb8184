import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";
import { stateOf } from "../request-state.ts";

const failure = fail(
  "internal_error",
  "The body was read before the checkout got the request. Mount the checkout before express.json() and the like: a callback's signature covers the bytes as they came.",
);

/** In an app of somebody else, a parser may come before us, and nothing is left to read. */
export function refuseReadBodies(logger: Logger): RequestHandler {
  return function refuseReadBody(request, response, next) {
    const { "content-length": length, "transfer-encoding": coding } = request.headers;
    if (!request.readableDidRead || (coding === undefined && Number(length ?? 0) === 0)) {
      next();
      return;
    }
    const { requestId } = stateOf(request);
    logger.error({ requestId }, "a body was read before the checkout got it: mount it before express.json()");
    sendProblem(request, response, failure);
  };
}
