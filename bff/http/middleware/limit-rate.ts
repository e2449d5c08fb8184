import { createHash } from "node:crypto";
import type { Request, RequestHandler } from "express";
import ipaddr from "ipaddr.js";
import { fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";

/** Counts requests by who makes them. */
export interface RateLimiter {
  /** Counts one request. @returns null when it may pass, else the whole seconds to wait. */
  take(key: string): Promise<number | null>;
}

/** A household or a server holds a whole /64 of IPv6 addresses: they count as one client. */
const ipv6PrefixParts = 4;

/** Who a client is, without its address being kept anywhere. */
export function clientKeyOf(request: Request): string {
  const text = request.ip ?? "";
  const address = ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
  const client =
    address instanceof ipaddr.IPv6
      ? address.parts.slice(0, ipv6PrefixParts).join(":")
      : (address?.toString() ?? "");
  return createHash("sha256").update(client).digest("base64url").slice(0, 22);
}

/** Over the limit: 429 with `Retry-After`. */
export function limitRate(limiter: RateLimiter, keyOf: (request: Request) => string): RequestHandler {
  return async function takeFromLimit(request, response, next) {
    const waitSeconds = await limiter.take(keyOf(request));
    if (waitSeconds === null) {
      next();
      return;
    }
    response.setHeader("Retry-After", String(waitSeconds));
    sendProblem(request, response, fail("rate_limited", `Wait ${waitSeconds} seconds before the next call.`));
  };
}
