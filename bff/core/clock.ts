/** Time comes in as an argument, so that a test can turn it by hand. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** ISO 8601 UTC with milliseconds, the form of every time in the API. */
export function toIsoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
