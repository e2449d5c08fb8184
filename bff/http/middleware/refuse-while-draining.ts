import type { RequestHandler } from "express";
import { fail } from "../../core/errors.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { sendProblem } from "../problem.ts";

/**
 * While the server shuts down, new requests get 503 on a connection that is then closed, so that a balancer,
 * a browser or a provider tries elsewhere. Requests that already run are finished.
 */
export function refuseWhileDraining(lifecycle: Lifecycle): RequestHandler {
  return function refuseNewWork(request, response, next) {
    if (!lifecycle.isDraining()) {
      next();
      return;
    }
    response.setHeader("Connection", "close");
    sendProblem(request, response, fail("unavailable", "The server is shutting down. Try again."));
  };
}
