import { parseUrl } from "./parse-url.ts";

/**
 * Whether the browser may open a provider's address: `https:`, and also `http:` when the BFF itself uses `http:`, which
 * it does only with the sandbox.
 */
export function isSafeRedirect(url: string, allowHttp: boolean): boolean {
  const protocol = parseUrl(url)?.protocol;
  return protocol === "https:" || (allowHttp && protocol === "http:");
}
