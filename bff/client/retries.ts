/** When a call is made again, and how long to wait before. */
import type { CheckoutError } from "./error.ts";

const firstPauseMs = 500;
const longestPauseMs = 8_000;

/** Half of a pause is left to chance, so that callers that failed together do not come back together. */
export function pauseBefore(retry: number, random: () => number): number {
  const whole = Math.min(firstPauseMs * 2 ** retry, longestPauseMs);
  return whole / 2 + (whole / 2) * random();
}

/** `Retry-After` in milliseconds; undefined where there is none that can be read. */
export function readRetryAfter(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/**
 * Whether it may pass by itself. 409 `idempotency_key_in_use`: an earlier try of this call is still running.
 *
 * Only asked for calls that may be repeated: a GET, or a POST with an Idempotency-Key.
 */
export function mayPass(error: CheckoutError): boolean {
  const { status, code } = error;
  if (status === 0) return code === "connection_failed" || code === "timed_out";
  return (
    status === 408 ||
    status === 429 ||
    status === 502 ||
    status === 503 ||
    status === 504 ||
    code === "idempotency_key_in_use"
  );
}

/** Ends early, with the signal's reason, when the signal is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
