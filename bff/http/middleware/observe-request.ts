import type { RequestHandler } from "express";
import type { ServiceContext } from "../../services/context.ts";
import { stateOf } from "../request-state.ts";

/** What is measured about one answer. */
export interface HttpSample {
  readonly method: string;
  /** The path's pattern, never the path. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** What a machine requests every few seconds. */
const machineRoutes: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/** Nobody wants to read that all is well. */
function isQuiet({ route, status }: HttpSample): boolean {
  return machineRoutes.has(route) && status < 400;
}

/** Logs and measures each answer by the pattern of its path: the path itself may hold a token. */
export function observeRequests(
  context: ServiceContext,
  observe: (sample: HttpSample) => void,
): RequestHandler {
  return function observeRequest(request, response, next) {
    const startedMs = performance.now();
    response.once("close", () => {
      const { route, caller, problem, logFields } = stateOf(request);
      const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
      const sample = { method: request.method, route, status: response.statusCode, durationMs };
      observe(sample);
      const apiKeyId = caller?.apiKeyId ?? null;
      const told = problem === null ? {} : { code: problem };
      const line = { ...logFields(), ...sample, ...told, apiKeyId };
      if (isQuiet(sample)) context.logger.debug(line, "answered");
      else context.logger.info(line, "answered");
    });
    next();
  };
}

/** Notes which path pattern a request has matched. */
export function nameRoute(route: string): RequestHandler {
  return function setRouteName(request, _response, next) {
    stateOf(request).route = route;
    next();
  };
}
