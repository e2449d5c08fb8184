import { withoutSlashesBehind } from "./parse-url.ts";

/**
 * The BFF's address without slashes behind; by default where this script comes from, with its path: all before
 * `/widget/v1/`, or the origin where a bundler has put the script elsewhere.
 */
export function bffAddress(given: string | null): string {
  const { href, origin } = new URL(import.meta.url);
  const end = href.indexOf("/widget/v1/");
  return withoutSlashesBehind(given || (end < 0 ? origin : href.slice(0, end))) || "/";
}
