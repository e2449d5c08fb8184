import type { RequestHandler } from "express";
import type { ServiceContext } from "../../services/context.ts";
import { onceForEach } from "../once-for-each.ts";

/** How many refused origins are logged. Anybody can send any origin, and must not fill the log with them. */
const mostToldOrigins = 50;

/** Whether a header's text is an origin as browsers write it, and no other text. */
function isOrigin(text: string): boolean {
  return text === "null" || (URL.canParse(text) && new URL(text).origin === text && text.length <= 300);
}

/** Logs an origin at its first refusal, because its page can only see that the connection failed. */
function createRefusalLog(context: ServiceContext): (origin: string) => void {
  // The hosted page needs no permission.
  const own = new URL(context.config.publicUrl).origin;
  const told = new Set<string>();
  return (origin) => {
    if (origin === own || told.has(origin) || told.size >= mostToldOrigins || !isOrigin(origin)) return;
    told.add(origin);
    context.logger.warn({ origin }, "a page's origin is not among merchant.allowedOrigins");
  };
}

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
  const logRefusal = createRefusalLog(context);
  return function allowOrigin(request, response, next) {
    // A cache must not hand one origin's answer to another.
    response.setHeader("Vary", "Origin");
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed().has(origin);
    if (isAllowed) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id");
    }
    if (origin !== undefined && !isAllowed) logRefusal(origin);
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
