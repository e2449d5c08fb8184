/** Weak entity tags (RFC 9110, section 8.8.3). */
import { createHash } from "node:crypto";
import type { BrowserStatus } from "../contract.ts";

/** Weak, because `serverTime` is left out: two answers with one tag differ in nothing else. */
export function entityTagOf(status: BrowserStatus): string {
  const { serverTime: _serverTime, ...rest } = status;
  const digest = createHash("sha256").update(JSON.stringify(rest)).digest("base64url");
  return `W/"${digest.slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag; weak and strong forms of one tag are alike here. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return header.split(",").some((text) => text.trim() === "*" || opaque(text) === opaque(tag));
}
