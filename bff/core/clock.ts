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

/** The maximum clock skew between processes. */
const maxClockSkewMs = 60_000;

/** The latest end that a lease (or the like) of at most `longestMs` can have by now, whichever process began it. */
export function latestEnd(input: { readonly now: number; readonly longestMs: number }): number {
  return input.now + input.longestMs + maxClockSkewMs;
}

/**
 * True when something that ends at that time is over, or was never begun. An end later than {@link latestEnd} was written
 * by a clock that was wrong, and counts as over. The same in SQL: storage/engine/lease-times.ts.
 */
export function isOver(
  endsAt: number | null,
  input: { readonly now: number; readonly longestMs: number },
): boolean {
  return endsAt === null || endsAt <= input.now || endsAt > latestEnd(input);
}
