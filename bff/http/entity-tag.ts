/** Weak entity tags, as RFC 9110, section 8.8.3 defines them. */
import { createHash } from "node:crypto";
import fresh from "fresh";
import type { BrowserStatus } from "../contract.ts";

/**
 * Weak, because it leaves out `serverTime`: two answers with the same tag may differ in that, and in nothing
 * else.
 */
export function entityTagOf(status: BrowserStatus): string {
  const { serverTime: _serverTime, ...rest } = status;
  const digest = createHash("sha256").update(JSON.stringify(rest)).digest("base64url");
  return `W/"${digest.slice(0, 27)}"`;
}

/**
 * Whether `If-None-Match` names the tag. The weak and the strong form of a tag count as the same. `fresh` is given no
 * other header: the widget's `cache: "no-store"` becomes `Cache-Control: no-cache`, which `fresh` would never answer 304.
 */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  return fresh({ "if-none-match": header }, { etag: tag });
}
