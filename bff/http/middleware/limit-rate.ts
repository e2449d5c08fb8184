import type { Request, RequestHandler } from "express";
import ipaddr from "ipaddr.js";
import { fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";

/** Counts requests by caller. It keeps no key or address in clear. */
export interface RateLimiter {
  /** Counts one request. @returns null if it may pass, else the whole seconds to wait. */
  take(key: string): Promise<number | null>;
}

/** A household or a server usually has a whole IPv6 /64, so its addresses count as one client. */
const ipv6PrefixParts = 4;

/** An IPv6 address with its zone, in characters. A proxy's header may hold anything. */
const longestAddress = 64;

/** Who a client is: its address, for the limiter alone. */
export function clientKeyOf(request: Request): string {
  const text = request.ip ?? "";
  const address = text.length <= longestAddress && ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
  return address instanceof ipaddr.IPv6
    ? address.parts.slice(0, ipv6PrefixParts).join(":")
    : (address?.toString() ?? "");
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
