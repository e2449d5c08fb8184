/**
 * Time-based one-time passwords: RFC 6238 with SHA-1, steps of 30 seconds and six digits, as authenticator apps make
 * them. One HMAC is all there is to it, and a sign-in has to know the step of a code (a step is used once), so no library
 * stands in between. Source: docs/console.md#the-code
 */
import { createHmac, timingSafeEqual } from "node:crypto";

const stepMs = 30_000;
const digits = 6;
/** A phone's clock may be one step off. */
const tolerance = [-1, 0, 1] as const;

/** The code of one step. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const value = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(value % 10 ** digits).padStart(digits, "0");
}

export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / stepMs);
}

/** The newest step near this time whose code it is; null for a wrong code. All of them are compared, whichever it is. */
export function stepOfCode(secret: Uint8Array, code: string, nowMs: number): number | null {
  const isForm = /^[0-9]{6}$/.test(code);
  const given = Buffer.from(isForm ? code : " ".repeat(digits));
  let found: number | null = null;
  for (const offset of tolerance) {
    const step = stepAt(nowMs) + offset;
    const isRight = timingSafeEqual(Buffer.from(codeOf(secret, step)), given);
    if (isRight) found = step;
  }
  return found;
}
