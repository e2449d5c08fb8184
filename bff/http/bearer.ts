/** The token of an `Authorization: Bearer …` header. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const longestToken = 256;
/** The token, the word in front of it and some blanks. */
const longestHeader = longestToken + 64;

/** A token that a request brings as its body; undefined for what cannot be one. */
export function tokenOf(body: unknown): string | undefined {
  return typeof body === "string" && body.length <= longestToken && /^[\x21-\x7e]+$/.test(body)
    ? body
    : undefined;
}

/** @returns undefined if there is no such header, or it has another form. */
export function bearerOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization ?? "";
  if (header.length > longestHeader) return undefined;
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(header)?.[1];
  return token === undefined || token.length > longestToken ? undefined : token;
}

/** SHA-256. Only this is kept of a token; it also makes all tokens the same length to compare. */
export function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Compares in constant time. */
export function isToken(token: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(token), digest);
}
