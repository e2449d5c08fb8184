import type { RequestHandler } from "express";
import { fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";

/** For the end of a route: every method but those is a 405 that names them. */
export function refuseOtherMethods(allowed: readonly string[]): RequestHandler {
  const allow = allowed.includes("GET") ? ["GET", "HEAD", ...allowed.filter((m) => m !== "GET")] : allowed;
  return function refuseMethod(request, response) {
    response.setHeader("Allow", allow.join(", "));
    sendProblem(request, response, fail("method_not_allowed", `This path takes ${allow.join(", ")}.`));
  };
}
