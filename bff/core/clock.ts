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

/** So far may the clocks of the processes be apart. */
const clockSlackMs = 60_000;

/** The latest time at which something can end that lasts `longestMs` and was begun by now, on whatever clock. */
export function latestEnd(input: { readonly now: number; readonly longestMs: number }): number {
  return input.now + input.longestMs + clockSlackMs;
}

/**
 * That what ends at that time is over, or was never begun. A later end than there can be was written by a clock that has
 * been set back since, and says nothing. In SQL: storage/lease-times.ts.
 */
export function isOver(
  endsAt: number | null,
  input: { readonly now: number; readonly longestMs: number },
): boolean {
  return endsAt === null || endsAt <= input.now || endsAt > latestEnd(input);
}
