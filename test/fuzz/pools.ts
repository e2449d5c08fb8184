/**
 * What a request may name: sessions, tokens, payments. A generated request holds references such as `@session:7@`; what
 * they stand for is looked up when the request is sent. So the same seed makes the same requests of every run, although
 * a server makes other ids each time.
 */
import type { Call } from "../support/http-client.ts";

export const poolNames = [
  "session",
  "token",
  "endedToken",
  "method",
  "payment",
  "payout",
  "event",
  "account",
  "cursor",
  "callback",
  "return",
  "file",
] as const;
export type PoolName = (typeof poolNames)[number];

/** More would only make lists longer. */
const mostOfOne = 60;

export interface Pools {
  /** The oldest gives way. */
  add(name: PoolName, text: string): void;
  /** The text with what its references stand for. */
  resolve(text: string): string;
  resolveCall(call: Call): Call;
}

export function refer(name: PoolName, index: number): string {
  return `@${name}:${index}@`;
}

export function createPools(): Pools {
  const pools = new Map<string, string[]>(poolNames.map((name) => [name, []]));
  const resolve = (text: string) =>
    text.replace(/@([a-zA-Z]+):(\d{1,9})@/g, (whole, name: string, index: string) => {
      const pool = pools.get(name) ?? [];
      return pool[Number(index) % Math.max(pool.length, 1)] ?? whole;
    });
  return {
    add(name, text) {
      const pool = pools.get(name);
      pool?.push(text);
      if (pool !== undefined && pool.length > mostOfOne) pool.shift();
    },
    resolve,
    resolveCall(call) {
      const { body, rawBody, headers = {}, ...rest } = call;
      return {
        ...rest,
        path: resolve(call.path),
        headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, resolve(text)])),
        ...(body === undefined ? {} : { rawBody: resolve(JSON.stringify(body)) }),
        ...(rawBody === undefined
          ? {}
          : { rawBody: typeof rawBody === "string" ? resolve(rawBody) : rawBody }),
      };
    },
  };
}
