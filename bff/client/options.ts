/** What a client is made with, checked once. */
import { CheckoutError, invalidArgument } from "./error.ts";

export interface ClientOptions {
  /** Where the BFF is: its `publicUrl`, such as `https://pay.example.com`, with a path if it has one. */
  readonly baseUrl: string;
  /** One of `merchant.apiKeys`. It is secret: it stays on your server. */
  readonly apiKey: string;
  /** How long to wait for one answer; default 30,000 ms. A query of a provider takes up to 15 s. */
  readonly timeoutMs?: number;
  /** How long one call may take with all its retries and pauses; default 90,000 ms. */
  readonly totalTimeoutMs?: number;
  /** How often a call is made again after a failure that may pass; default 3. 0 turns retries off. */
  readonly maxRetries?: number;
  /** Default: the runtime's own. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  /** Ends the call and its retries. */
  readonly signal?: AbortSignal;
  /** For this call, instead of the client's. */
  readonly timeoutMs?: number;
  readonly totalTimeoutMs?: number;
  readonly maxRetries?: number;
}

/** Of a call that changes something. */
export interface ChangeOptions extends CallOptions {
  /**
   * The same key never does a thing twice, however often it is sent. Default: a new one for each call, which its retries
   * share. Give one of your own, such as the order's number and the attempt, where your program may crash and call again.
   */
  readonly idempotencyKey?: string;
}

export interface Limits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
}

export interface Settings extends Limits {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
}

/** The longest wait that timers take. */
const longestMs = 2 ** 31 - 1;
const mostRetries = 20;

function inRange(name: keyof Limits, value: number, [least, most]: readonly [number, number]): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidArgument(name, `must be a whole number from ${least} to ${most}`);
}

/** The limits of one call: its own, else the client's. */
export function readLimits(own: Partial<Limits>, standard: Limits): Limits {
  const timeoutMs = own.timeoutMs ?? standard.timeoutMs;
  const totalTimeoutMs = own.totalTimeoutMs ?? standard.totalTimeoutMs;
  const maxRetries = own.maxRetries ?? standard.maxRetries;
  return {
    timeoutMs: inRange("timeoutMs", timeoutMs, [1, longestMs]),
    totalTimeoutMs: inRange("totalTimeoutMs", totalTimeoutMs, [1, longestMs]),
    maxRetries: inRange("maxRetries", maxRetries, [0, mostRetries]),
  };
}

function readBaseUrl(text: unknown): string {
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw invalidArgument("baseUrl", "must be the BFF's address, such as https://pay.example.com");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw invalidArgument("baseUrl", "must have no user, password, query or fragment");
  let end = url.pathname.length;
  while (url.pathname.charAt(end - 1) === "/") end--;
  return `${url.origin}${url.pathname.slice(0, end)}`;
}

function readApiKey(key: unknown): string {
  if (typeof key !== "string" || key === "")
    throw invalidArgument("apiKey", "is missing: it is one of merchant.apiKeys of the BFF's configuration");
  if (!/^[\x21-\x7e]+$/.test(key))
    throw invalidArgument("apiKey", "must be visible ASCII without blanks: does it end with a line feed?");
  if (key.startsWith("ct_"))
    throw invalidArgument("apiKey", "is a session's client token; the client needs an API key");
  return key;
}

/**
 * Deno 1 has a `window`, too, and is no browser. Whoever sees the key in a page can do all that it can do: create sessions,
 * send payouts.
 */
function refuseBrowsers(): void {
  if (!("window" in globalThis) || "Deno" in globalThis) return;
  throw new CheckoutError(
    "pay-checkout/client must not run in a browser, where everybody could read the API key. Call the BFF from your server, and give the page the session's clientToken alone.",
    { code: "invalid_argument" },
  );
}

export function readOptions(options: ClientOptions): Settings {
  refuseBrowsers();
  const standard = { timeoutMs: 30_000, totalTimeoutMs: 90_000, maxRetries: 3 };
  return {
    ...readLimits(options, standard),
    baseUrl: readBaseUrl(options.baseUrl),
    apiKey: readApiKey(options.apiKey),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}
