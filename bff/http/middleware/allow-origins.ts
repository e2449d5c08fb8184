import type { RequestHandler } from "express";
import type { ServiceContext } from "../../services/context.ts";
import { onceForEach } from "../once-for-each.ts";

/** The longest time for which Chromium keeps a preflight's answer. */
const preflightSeconds = 7200;

/**
 * CORS for the browser API: exactly the configured origins, without cookies or credentials. Any other origin
 * gets no CORS header, so its page can read nothing.
 */
export function allowOrigins(context: ServiceContext): RequestHandler {
  const allowed = onceForEach(
    () => context.config.merchant.allowedOrigins,
    (origins) => new Set(origins),
  );
  return function allowOrigin(request, response, next) {
    // A cache must not hand one origin's answer to another.
    response.setHeader("Vary", "Origin");
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed().has(origin);
    if (isAllowed) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id");
    }
    if (request.method !== "OPTIONS") {
      next();
      return;
    }
    if (isAllowed) {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST");
      response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match");
      response.setHeader("Access-Control-Max-Age", String(preflightSeconds));
    }
    response.status(204).end();
  };
}
