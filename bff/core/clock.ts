/** Time comes in as an argument, so that a test can turn it by hand. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /**
   * For how long the clock has gone on steadily: the milliseconds since it was last seen to be set. Absent: it is
   * never set.
   */
  steadyForMs?(): number;
  /**
   * The earliest time that it has shown since it was last steady, advanced by the elapsed time: whole milliseconds since
   * the epoch. Absent: its time.
   */
  earliest?(): number;
}

/** ISO 8601 UTC with milliseconds, the form of every time in the API. */
export function toIsoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** The largest difference between two processes' clocks that is tolerated. */
const maxClockSkewMs = 60_000;

/** How long a clock must have gone on steadily before it may end anything. */
const steadyAfterMs = 60_000;

/**
 * A clock that notices when it is set: its time and the time that has passed then differ.
 *
 * @param sources.wall milliseconds since the epoch.
 * @param sources.elapsed milliseconds since any moment, by a clock that nobody can set.
 */
export function createClock(sources: { wall(): number; elapsed(): number }): Clock {
  let offset = sources.wall() - sources.elapsed();
  let leastOffset = offset;
  let setAt = Number.NEGATIVE_INFINITY;
  const look = () => {
    const elapsed = sources.elapsed();
    const wall = sources.wall();
    const before = elapsed - setAt < steadyAfterMs ? leastOffset : offset;
    if (Math.abs(wall - elapsed - offset) > maxClockSkewMs) setAt = elapsed;
    offset = wall - elapsed;
    leastOffset = elapsed - setAt < steadyAfterMs ? Math.min(before, offset) : offset;
    return { wall, elapsed };
  };
  return {
    now: () => look().wall,
    steadyForMs: () => look().elapsed - setAt,
    // Times are stored as whole milliseconds, and what has elapsed is not.
    earliest: () => Math.floor(look().elapsed + leastOffset),
  };
}

export const systemClock: Clock = createClock({ wall: () => Date.now(), elapsed: () => performance.now() });

/** False for a minute after the clock was set: it may be wrong, and set again soon. */
export function isSteady(clock: Clock): boolean {
  return (clock.steadyForMs?.() ?? steadyAfterMs) >= steadyAfterMs;
}

/**
 * The time by which something ends, or is due. For a minute after the clock was set it is the earliest that it may be, since
 * nobody knows which of its times is the wrong one. Rights among processes (leases, locks) go by the clock itself.
 */
export function earliestNow(clock: Clock): number {
  return clock.earliest?.() ?? clock.now();
}

/**
 * The latest possible end of something that lasts at most `longestMs` and has begun by now, on whatever
 * process's clock.
 */
export function latestEnd(input: { readonly now: number; readonly longestMs: number }): number {
  return input.now + input.longestMs + maxClockSkewMs;
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
