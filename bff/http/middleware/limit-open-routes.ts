import type { RequestHandler } from "express";
import { stateOf } from "../request-state.ts";
import { clientKeyOf, limitRate, type RateLimiter } from "./limit-rate.ts";

/** The limits of what needs neither key nor token, each by client address. */
export interface OpenLimiters {
  /** The page, the metrics, the description of the API, and every path that does not exist. */
  readonly open: RateLimiter;
  /** The widget's files and the pictures, of which one page loads several. */
  readonly files: RateLimiter;
  /** `/readyz`, so that nothing else can make a balancer take this process out. */
  readonly probes: RateLimiter;
}

/** These have limits of their own. */
const ownLimits = /^\/(?:(?:v1|checkout|callbacks|console\/api)\/|return\/[^/.]+\.)/;
const folders = ["/widget/", "/images/", "/console/assets/"] as const;
const named: readonly string[] = ["/pay", "/console", "/metrics", "/openapi.json", "/readyz"];

/**
 * Limits every route that has no limit of its own. `/healthz` has none: it costs as little as a refusal, and an
 * orchestrator restarts a process whose answer to it is another.
 */
export function limitOpenRoutes({ open, files, probes }: OpenLimiters): RequestHandler {
  const limitOpen = limitRate(open, clientKeyOf);
  const limitFiles = limitRate(files, clientKeyOf);
  const limitProbes = limitRate(probes, clientKeyOf);
  return function limitOpenRoute(request, response, next) {
    const { path } = request;
    if (path === "/healthz" || ownLimits.test(path)) {
      next();
      return;
    }
    // A refusal must not be counted as a path that does not exist.
    if (named.includes(path)) stateOf(request).route = path;
    const folder = folders.find((prefix) => path.startsWith(prefix));
    const isFile = folder !== undefined;
    if (isFile) stateOf(request).route = `${folder}{file}`;
    const limit = path === "/readyz" ? limitProbes : isFile ? limitFiles : limitOpen;
    return limit(request, response, next);
  };
}
