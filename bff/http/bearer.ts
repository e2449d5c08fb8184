/** The token of an `Authorization: Bearer …` header. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const longestToken = 256;
/** The token, the word in front of it and some blanks. */
const longestHeader = longestToken + 64;

/** @returns undefined when there is no such header or it is not of that form. */
export function bearerOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization ?? "";
  if (header.length > longestHeader) return undefined;
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(header)?.[1];
  return token === undefined || token.length > longestToken ? undefined : token;
}

/** SHA-256: what is kept of a token, and what makes all of them the same length to compare. */
export function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Compares in constant time. */
export function isToken(token: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(token), digest);
}
