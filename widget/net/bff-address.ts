import { withoutSlashesBehind } from "./parse-url.ts";

/**
 * The BFF's address without slashes behind; by default where this script comes from, with its path: all before
 * `/widget/v1/`, or the origin where a bundler has put the script elsewhere.
 */
export function bffAddress(given: string | null): string {
  // Without `URL`, because this is asked also where the widget cannot run.
  const [own = ""] = /^.*?(?=\/widget\/v1\/)|^[^/]*\/\/[^/]*/.exec(import.meta.url) ?? [];
  return withoutSlashesBehind(`${given || own}`.trim()) || "/";
}
