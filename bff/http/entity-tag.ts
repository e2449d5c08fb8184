/** Weak entity tags. Source: RFC 9110, section 8.8.3. */
import { createHash } from "node:crypto";
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

/** Whether `If-None-Match` names the tag. The weak and the strong form of a tag count as the same. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return header.split(",").some((text) => text.trim() === "*" || opaque(text) === opaque(tag));
}
