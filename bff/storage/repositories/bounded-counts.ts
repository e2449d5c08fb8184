/**
 * The requests of each caller in its current minute, in the memory of one process. The number of callers that are
 * kept is bounded, because whoever reaches the port may pretend to be any number of them.
 */
import { isOver } from "../../core/clock.ts";

/** About 5 MB. Above it, the callers with the fewest requests are forgotten. */
const mostKeys = 20_000;

export interface Count {
  /** Of all processes in this window, as far as this one knows. */
  stored: number;
  /** Of this process, not yet stored. */
  unstored: number;
  /** The end of the window, epoch ms. */
  expiresAt: number;
}

export interface BoundedCounts {
  /** The caller's count in its current window, which begins with its first request. */
  of(key: string, now: number): Count;
  entries(): Iterable<readonly [string, Count]>;
  readonly size: number;
}

export interface BoundedCountsOptions {
  readonly windowMs: number;
  /** Default: 20,000. */
  readonly mostKeys?: number;
}

export function usedOf(count: Count): number {
  return count.stored + count.unstored;
}

export function createBoundedCounts(options: BoundedCountsOptions): BoundedCounts {
  const { windowMs } = options;
  const most = options.mostKeys ?? mostKeys;
  const counts = new Map<string, Count>();

  function dropEnded(now: number): void {
    for (const [key, count] of counts) {
      if (isOver(count.expiresAt, { now, longestMs: windowMs })) counts.delete(key);
    }
  }

  /**
   * Forgets a quarter of the callers, those with the fewest requests first. So a caller who wants to be forgotten has to
   * make as many requests under each of thousands of other addresses. A quarter at once, because sorting takes time.
   */
  function dropLeastUsed(): void {
    const byUse = [...counts].sort(
      ([, one], [, other]) => usedOf(one) - usedOf(other) || one.expiresAt - other.expiresAt,
    );
    for (const [key] of byUse.slice(0, Math.ceil(most / 4))) counts.delete(key);
  }

  return {
    of(key, now) {
      const known = counts.get(key);
      if (known !== undefined && !isOver(known.expiresAt, { now, longestMs: windowMs })) return known;
      if (known === undefined && counts.size >= most) {
        dropEnded(now);
        if (counts.size >= most) dropLeastUsed();
      }
      const count = { stored: 0, unstored: 0, expiresAt: now + windowMs };
      counts.set(key, count);
      return count;
    },
    entries: () => counts.entries(),
    get size() {
      return counts.size;
    },
  };
}
