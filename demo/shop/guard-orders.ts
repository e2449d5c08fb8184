/** What a shop's form needs that anybody on the internet may post. */
import { isIPv6 } from "node:net";
import type { RequestHandler } from "express";

const windowMs = 60_000;
/** A person buys less often, and so does an office behind one address. */
const mostOrders = 60;
/** Above it, everybody begins anew: a demo needs no more. */
const mostAddresses = 10_000;

/**
 * Refuses a form that another site's page has sent. A browser of today says so itself; of an older one the origin is
 * compared. A program without a browser sends neither header.
 */
export const refuseOtherSites: RequestHandler = (request, response, next) => {
  const site = request.get("sec-fetch-site");
  const origin = request.get("origin");
  const isOurs =
    site === undefined
      ? origin === undefined || URL.parse(origin)?.host === request.get("host")
      : site === "same-origin" || site === "none";
  if (isOurs) next();
  else response.status(403).type("text/plain").send("This form belongs to another page.");
};

/** At most 60 orders a minute from one address (an IPv6 /64). */
export function limitOrders(now: () => number = Date.now): RequestHandler {
  const counts = new Map<string, { orders: number; endsAt: number }>();
  return function countOrder(request, response, next) {
    const address = request.ip ?? "";
    const key = isIPv6(address) ? address.split(":").slice(0, 4).join(":") : address;
    const known = counts.get(key);
    if (known === undefined && counts.size >= mostAddresses) counts.clear();
    const count =
      known !== undefined && known.endsAt > now() ? known : { orders: 0, endsAt: now() + windowMs };
    counts.set(key, count);
    count.orders++;
    if (count.orders <= mostOrders) {
      next();
      return;
    }
    response.setHeader("Retry-After", String(Math.ceil((count.endsAt - now()) / 1_000)));
    response.status(429).type("text/plain").send("Too many orders. Please wait a minute.");
  };
}
