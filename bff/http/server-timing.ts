/**
 * `Server-Timing` on the answers of the APIs in `sandbox`: how long the answer took, and the provider within it. In `live` a
 * stranger would learn from it how busy the server is.
 */
import type { ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import type { CheckoutConfig } from "../config/types.ts";
import { type CallTime, withCallTimes } from "../services/process/call-times.ts";

interface Timing {
  readonly startedMs: number;
  readonly calls: readonly CallTime[];
}

const timings = new WeakMap<ServerResponse, Timing>();
/** A request of today makes two calls at most. */
const mostCalls = 8;

const durationOf = (ms: number) => `dur=${Math.round(ms * 10) / 10}`;

export function timeAnswers({ environment }: Pick<CheckoutConfig, "environment">): RequestHandler {
  return function timeAnswer(_request, response, next) {
    if (environment !== "sandbox") {
      next();
      return;
    }
    const startedMs = performance.now();
    withCallTimes((calls) => {
      timings.set(response, { startedMs, calls });
      next();
    });
  };
}

/** Call it right before the answer is sent. Does nothing where answers are not timed. */
export function setServerTiming(response: ServerResponse): void {
  const timing = timings.get(response);
  if (timing === undefined) return;
  const calls = timing.calls
    .slice(0, mostCalls)
    .map(
      ({ accountId, operation, durationMs }) =>
        `provider;desc="${accountId} ${operation}";${durationOf(durationMs)}`,
    );
  const total = `total;${durationOf(performance.now() - timing.startedMs)}`;
  response.setHeader("Server-Timing", [total, ...calls].join(", "));
}
