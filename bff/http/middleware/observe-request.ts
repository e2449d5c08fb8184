import type { RequestHandler } from "express";
import { keyIdOf, operatorIdOf } from "../../core/audit.ts";
import type { ServiceContext } from "../../services/context.ts";
import { type Caller, stateOf } from "../request-state.ts";

/** What is measured about one answer. */
export interface HttpSample {
  readonly method: string;
  /** The path's pattern, never the path. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** The key or operator who called, for the log. */
function namesOf(caller: Caller | null): { readonly apiKeyId: string | null; readonly operatorId?: string } {
  const actor = caller?.actor ?? "";
  const operatorId = operatorIdOf(actor);
  return { apiKeyId: keyIdOf(actor) ?? null, ...(operatorId === undefined ? {} : { operatorId }) };
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
      const told = problem === null ? {} : { code: problem };
      const line = { ...logFields(), ...sample, ...told, ...namesOf(caller) };
      if (isQuiet(sample)) context.logger.debug(line, "answered");
      else context.logger.info(line, "answered");
    });
    next();
  };
}

/** Notes which path pattern a request has matched. */
export function nameRoute(route: string): RequestHandler {
  return function setRouteName(request, _response, next) {
    const state = stateOf(request);
    state.route = state.mount + route;
    next();
  };
}
