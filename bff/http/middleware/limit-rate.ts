import type { Request, RequestHandler, Response } from "express";
import ipaddr from "ipaddr.js";
import { parseAddress } from "../../core/address-ranges.ts";
import { type Failure, fail } from "../../core/errors.ts";
import { sendProblem } from "../problem.ts";

/** Counts requests by caller. It keeps no key or address in clear. */
export interface RateLimiter {
  /** Its name in the headers of an answer. */
  readonly name: string;
  readonly perMinute: number;
  /** Counts one request. @returns what the caller may still do; null where there is no limit. */
  take(key: string): {
    readonly isAllowed: boolean;
    readonly remaining: number;
    readonly resetSeconds: number;
  } | null;
}

/** A household or a server usually has a whole IPv6 /64, so its addresses count as one client. */
const ipv6PrefixParts = 4;

/** Who a client is: its address, for the limiter alone. */
export function clientKeyOf(request: Request): string {
  const address = parseAddress(request.ip ?? "");
  return address instanceof ipaddr.IPv6
    ? address.parts.slice(0, ipv6PrefixParts).join(":")
    : (address?.toString() ?? "");
}

/**
 * Counts the request and says in the answer's headers how many remain. @returns the seconds to wait, if it is over the
 * limit.
 */
function takeFrom(limiter: RateLimiter, key: string, response: Response): number | null {
  const allowance = limiter.take(key);
  if (allowance === null) return null;
  const { isAllowed, remaining, resetSeconds } = allowance;
  // A request may pass several limits, each with an item of its own.
  response.append("RateLimit-Policy", `"${limiter.name}";q=${limiter.perMinute};w=60`);
  response.append("RateLimit", `"${limiter.name}";r=${remaining};t=${resetSeconds}`);
  return isAllowed ? null : resetSeconds;
}

function refuse(request: Request, response: Response, waitSeconds: number): void {
  response.setHeader("Retry-After", String(waitSeconds));
  sendProblem(request, response, fail("rate_limited", `Wait ${waitSeconds} seconds before the next call.`));
}

/** Over the limit: 429 with `Retry-After`. */
export function limitRate(limiter: RateLimiter, keyOf: (request: Request) => string): RequestHandler {
  return function takeFromLimit(request, response, next) {
    const waitSeconds = takeFrom(limiter, keyOf(request), response);
    if (waitSeconds === null) next();
    else refuse(request, response, waitSeconds);
  };
}

/**
 * Refuses wrong credentials. An address that has brought too many gets 429 instead. Right ones are never counted, so
 * that nobody is locked out by what somebody else at the same address tries.
 */
export function refuseCredentials(
  limiter: RateLimiter,
  answer: { readonly request: Request; readonly response: Response; readonly failure: Failure },
): void {
  const { request, response, failure } = answer;
  const waitSeconds = takeFrom(limiter, clientKeyOf(request), response);
  if (waitSeconds === null) sendProblem(request, response, failure);
  else refuse(request, response, waitSeconds);
}
