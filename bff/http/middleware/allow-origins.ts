import type { RequestHandler } from "express";

/** Browsers keep a preflight's answer at most this long (Chromium's own cap). */
const preflightSeconds = 7200;

/**
 * CORS for the browser API: exactly the configured origins, no cookies, no credentials. An origin that is not among
 * them gets no CORS header at all, so that its page reads nothing.
 */
export function allowOrigins(allowedOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(allowedOrigins);
  return function allowOrigin(request, response, next) {
    // A cache must not hand one origin's answer to another.
    response.setHeader("Vary", "Origin");
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
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
