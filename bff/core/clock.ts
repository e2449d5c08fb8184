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

/** The largest difference between two processes' clocks that is tolerated. */
const clockSlackMs = 60_000;

/**
 * The latest possible end of something that lasts at most `longestMs` and has begun by now, on whatever
 * process's clock.
 */
export function latestEnd(input: { readonly now: number; readonly longestMs: number }): number {
  return input.now + input.longestMs + clockSlackMs;
}

/**
 * Whether something that ends at this time is over, or was never begun. If the end is later than possible,
 * then it was written by a clock that has been set back since, and is ignored. The same in SQL:
 * storage/engine/lease-times.ts.
 */
export function isOver(
  endsAt: number | null,
  input: { readonly now: number; readonly longestMs: number },
): boolean {
  return endsAt === null || endsAt <= input.now || endsAt > latestEnd(input);
}
