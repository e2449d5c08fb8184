import type { Request, RequestHandler, Response } from "express";
import { keyIdOf, operatorIdOf } from "../../core/audit.ts";
import { noTracer, type OpenSpan } from "../../core/tracer.ts";
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

/**
 * A merchant's server may have its trace continued here. A browser or a provider has none of the merchant's, and a stranger
 * is not to decide what is recorded.
 */
function headersOfCaller(request: Request): Request["headers"] | undefined {
  return request.path.startsWith("/v1/") ? request.headers : undefined;
}

function endSpan(span: OpenSpan, sample: HttpSample, problem: string | null): void {
  const { method, route, status } = sample;
  span.rename(`${method} ${route}`);
  const answer = { "http.route": route, "http.response.status_code": status };
  span.note({ ...answer, ...(problem === null ? {} : { "pay_checkout.code": problem }) });
  if (status >= 500) span.fail(String(status));
  span.end();
}

interface Observed {
  readonly request: Request;
  readonly response: Response;
  readonly observe: (sample: HttpSample) => void;
  readonly span: OpenSpan;
  readonly startedMs: number;
}

/** On its own, since what it holds stays for as long as a stream is open. */
function reportAtClose(context: ServiceContext, observed: Observed): void {
  const { request, response, observe, span, startedMs } = observed;
  response.once("close", () => {
    const { route, caller, problem, logFields } = stateOf(request);
    const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
    const sample = { method: request.method, route, status: response.statusCode, durationMs };
    observe(sample);
    const problemCode = problem === null ? {} : { code: problem };
    const line = { ...logFields(), ...sample, ...problemCode, ...namesOf(caller) };
    if (isQuiet(sample)) context.logger.debug(line, "answered");
    else context.logger.info(line, "answered");
    endSpan(span, sample, problem);
  });
}

/** Logs, measures and traces each answer by the pattern of its path: the path itself may hold a token. */
export function observeRequests(
  context: ServiceContext,
  observe: (sample: HttpSample) => void,
): RequestHandler {
  return function observeRequest(request, response, next) {
    const startedMs = performance.now();
    const follow = (span: OpenSpan) => {
      reportAtClose(context, { request, response, observe, span, startedMs });
      next();
    };
    // Nobody wants to follow these either.
    const tracer = machineRoutes.has(request.path) ? noTracer : context.tracer;
    const attributes = { "http.request.method": request.method };
    const headers = headersOfCaller(request);
    tracer.open({ name: request.method, kind: "server", attributes, headers }, follow);
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
