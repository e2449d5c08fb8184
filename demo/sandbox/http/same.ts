import { timingSafeEqual } from "node:crypto";

/** Compares two texts in constant time. */
export function isSame(given: unknown, right: string): boolean {
  if (typeof given !== "string") return false;
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
