import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits for the work, but no longer than the limit.
 *
 * @param onFailure gets the error if the work fails within the limit.
 */
export async function atMost(
  work: Promise<unknown>,
  limitMs: number,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const stop = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([work.catch(onFailure), limit]);
  stop.abort();
}
