/**
 * The path of `publicUrl` is taken off each request, whether or not a proxy or a router in front has done so already: the
 * app behind knows paths such as `/v1/sessions` only.
 */
import type { IncomingMessage, RequestListener } from "node:http";

/** The first parts of all paths of the app. */
const heads: ReadonlySet<string> = new Set([
  "v1",
  "checkout",
  "callbacks",
  "console",
  "pay",
  "return",
  "widget",
  "images",
  "healthz",
  "readyz",
  "metrics",
  "openapi.json",
  "favicon.ico",
]);

/** Whether the app may have something at this address. */
export function isOurs(url: string): boolean {
  return heads.has(/^\/([^/?]*)/.exec(url)?.[1] ?? "");
}

/** The path of `publicUrl`, without a slash at its end; empty where it has none. */
export function basePathOf(publicUrl: string): string {
  const { pathname } = new URL(publicUrl);
  return pathname === "/" ? "" : pathname;
}

/** The address without the base; undefined where it is not below it. */
function below(url: string, base: string): string | undefined {
  if (!url.startsWith(base)) return undefined;
  const rest = url.slice(base.length);
  return rest.startsWith("/") ? rest : undefined;
}

/** The address as a router has found it, before it took off the path that the app is mounted at. */
function originalUrlOf(request: IncomingMessage): string {
  return "originalUrl" in request && typeof request.originalUrl === "string"
    ? request.originalUrl
    : (request.url ?? "/");
}

/** Whether the request came in below the base. Without a base, none did. */
export function isBelowBase(request: IncomingMessage, base: string): boolean {
  return base !== "" && below(originalUrlOf(request), base) !== undefined;
}

/**
 * The address as the app knows it. An address that is below the base, and of which nothing of ours is left without it, was
 * shortened by a proxy: `/pay` behind `https://shop.example.com/pay` is the hosted page.
 */
export function innerUrlOf(request: IncomingMessage, base: string): string {
  const url = request.url ?? "/";
  if (base === "") return url;
  const rest = below(originalUrlOf(request), base);
  return rest === undefined || (isOurs(url) && !isOurs(rest)) ? url : rest;
}

/** Hands requests to the app under the addresses that it knows. */
export function withoutBasePath(publicUrl: string, app: RequestListener): RequestListener {
  const base = basePathOf(publicUrl);
  return function handBelow(request, response) {
    request.url = innerUrlOf(request, base);
    // A router in front has noted where it found the app. Ours begins anew: an idempotency key belongs to a path.
    if ("originalUrl" in request) request.originalUrl = request.url;
    if ("baseUrl" in request) request.baseUrl = "";
    app(request, response);
  };
}
