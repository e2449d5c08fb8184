/** The last handlers: requests that no route answered, and exceptions. */
import type { ErrorRequestHandler, RequestHandler } from "express";
import { type Failure, fail } from "../../core/errors.ts";
import type { ServiceContext } from "../../services/context.ts";
import { sendProblem } from "../problem.ts";
import { BodyError } from "../read-bytes.ts";
import { stateOf } from "../request-state.ts";

export const answerNotFound: RequestHandler = (request, response) => {
  sendProblem(request, response, fail("not_found", "There is nothing at this path."));
};

/**
 * Turns an exception into an answer that does not reveal its cause. The log gets the cause, by its class and
 * place.
 */
export function createErrorHandler(context: ServiceContext): ErrorRequestHandler {
  return function handleError(error: unknown, request, response, next) {
    // The headers are out, so no error can be sent. Express closes the connection, so that a cut answer is not
    // taken for a whole one.
    const { requestId, route } = stateOf(request);
    // The connection was refused meanwhile (unreadable-requests.ts), and its answer is whole.
    if (response.writableEnded) return;
    if (response.headersSent) {
      context.logger.error({ requestId, route, err: error }, "answer broken off");
      next(error);
      return;
    }
    sendProblem(request, response, failureOf(error, { requestId, route }));
  };

  function failureOf(error: unknown, where: { readonly requestId: string; readonly route: string }): Failure {
    if (error instanceof BodyError) return error.failure;
    // A path whose percent-encoding cannot be decoded names nothing.
    if (error instanceof URIError) return fail("not_found", "There is nothing at this path.");
    if (context.database.isUnavailable(error)) {
      context.logger.error({ ...where, err: error }, "database unavailable");
      return fail("unavailable", "The database cannot be reached right now. Try again.");
    }
    context.logger.error({ ...where, err: error }, "unexpected error");
    return fail(
      "internal_error",
      "The request could not be completed because of an error in this server. Its log has the cause under this requestId.",
    );
  }
}
