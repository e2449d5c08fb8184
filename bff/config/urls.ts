/** Checks the addresses of the configuration and brings each into one form. */
import { z } from "zod";
import { plainAddress } from "../core/address-ranges.ts";
import type { Environment } from "./types.ts";

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

function parseHttpUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Why the URL cannot be used, or null. */
function objectToUrl(url: URL | undefined, environment: Environment): string | null {
  if (url === undefined) return "must be an absolute http or https URL";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  if (url.hash !== "") return "must not have a fragment";
  if (environment === "live" && url.protocol !== "https:") return "must be https in live";
  return null;
}

/** An absolute URL that paths are appended to: no query, no slash at the end. */
export function baseUrlSchema(environment: Environment) {
  return z.string().transform((text, context) => {
    const url = parseHttpUrl(text);
    const objection = objectToUrl(url, environment) ?? (url?.search === "" ? null : "must not have a query");
    if (url === undefined || objection !== null) {
      context.addIssue(objection ?? "must be a URL");
      return z.NEVER;
    }
    return withoutSlashesBehind(url.href);
  });
}

/** The address of this server, as others call it. */
export function publicUrlSchema(environment: Environment) {
  return baseUrlSchema(environment).superRefine((text, context) => {
    const { hostname, port } = new URL(text);
    const address = plainAddress(hostname);
    if (address === "0.0.0.0" || address === "::") {
      context.addIssue(`must be the address that others call; ${address} is only for listen.host`);
    } else if (port === "0") context.addIssue("must have a port that others can call, not 0");
    else if (hostname.includes("*")) context.addIssue("must name one host, without *");
  });
}

function withoutSlashesBehind(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === "/") end--;
  return text.slice(0, end);
}

/** An absolute URL that is called as it stands. */
export function endpointSchema(environment: Environment) {
  return z.string().transform((text, context) => {
    const url = parseHttpUrl(text);
    const objection = objectToUrl(url, environment);
    if (url === undefined || objection !== null) {
      context.addIssue(objection ?? "must be a URL");
      return z.NEVER;
    }
    return url.href;
  });
}

/** A page that a customer may open; it may have a fragment. */
export function pageSchema(environment: Environment) {
  return z
    .string()
    .max(2000)
    .transform((text, context) => {
      const url = parseHttpUrl(text);
      const whole = url === undefined ? undefined : new URL(url);
      if (whole !== undefined) whole.hash = "";
      const objection = objectToUrl(whole, environment);
      if (url === undefined || objection !== null) {
        context.addIssue(objection ?? "must be a URL");
        return z.NEVER;
      }
      return url.href;
    });
}

/** A web page's origin as browsers send it; in live, http only on the developer's own machine. */
export function originSchema(environment: Environment) {
  return z.string().transform((text, context) => {
    const url = parseHttpUrl(text);
    if (url === undefined || (url.href !== `${url.origin}/` && url.href !== url.origin)) {
      context.addIssue("must be an origin such as https://shop.example.com, without a path");
      return z.NEVER;
    }
    // A browser sends the page's own host, and the texts are compared.
    if (url.hostname.includes("*")) {
      context.addIssue("must name one host: a pattern matches no page, so list each origin");
      return z.NEVER;
    }
    if (environment === "live" && url.protocol === "http:" && !localHosts.has(url.hostname)) {
      context.addIssue("must be https in live (http only for localhost)");
      return z.NEVER;
    }
    return url.origin;
  });
}
