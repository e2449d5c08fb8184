import type { IRouter, RequestHandler } from "express";
import { fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";
import { expressPath, type Operation } from "../specs/operation.ts";
import { nameRoute } from "./observe-request.ts";

/** Answers 405 with the methods that are allowed. */
export function refuseMethod(allowed: readonly string[]): RequestHandler {
  const allow = allowed.join(", ");
  return function refuseOtherMethod(request, response) {
    response.setHeader("Allow", allow);
    sendProblem(request, response, fail("method_not_allowed", `This path takes ${allow}.`));
  };
}

/**
 * For the end of a router: any other method on one of its paths gets 405 and the methods that are allowed.
 */
export function refuseOtherMethodsOf(router: IRouter, operations: readonly Operation[]): void {
  const groups = [...Map.groupBy(operations, (operation) => operation.path)];
  // `/v1/events/replay` before `/v1/events/{id}`: the first path that fits answers.
  groups.sort(([one], [other]) => Number(one.includes("{")) - Number(other.includes("{")));
  for (const [path, group] of groups) {
    const methods = group.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    router.all(expressPath(path), nameRoute(path), refuseMethod(methods.sort()));
  }
}
