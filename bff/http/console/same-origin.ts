/** Whether a request comes from a page of the console's own origin, by what the browser says itself. */
import type { Request } from "express";

/**
 * Browsers say it in `Sec-Fetch-Site`, wherever they reach the console from. Older ones, and all of them over plain http
 * on another host than localhost, send `Origin` alone. A client that says neither is no browser that another page steers:
 * the CSRF token still has to be right.
 */
export function isFromOwnPage(request: Request, publicUrl: string): boolean {
  const site = request.headers["sec-fetch-site"];
  const isReading = request.method === "GET" || request.method === "HEAD";
  // `none`: the person has typed the address, such as that of an export.
  if (site !== undefined) return site === "same-origin" || (site === "none" && isReading);
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin);
  return from !== null && (from.origin === new URL(publicUrl).origin || from.host === host);
}
