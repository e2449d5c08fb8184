import { backoffMs } from "../net/backoff.ts";

/** After this many streams in a row of no use, only poll: a proxy that holds streams back or cuts them will go on so. */
const maxEmptyStreams = 2;

/** The numbers that decide what the watcher does next, and when. */
export interface Pace {
  /** Requests in a row that failed. */
  failures: number;
  /** Streams in a row that ended without a message, or within seconds. */
  emptyStreams: number;
  /** The wait between two polls that the server advised last. */
  pollAfterMs: number;
}

/** The next task, and the wait before it. */
export interface Plan {
  readonly task: "poll" | "stream";
  readonly waitMs: number;
}

/**
 * The whole cycle of the watcher. A good poll leads to a stream, or to the next poll once streams have proved useless.
 * A failed poll and a stream that ended, for whatever reason, lead to a poll after a back-off.
 * @param leastWaitMs the wait that the server demanded, 0 for none; null after a good poll
 * @param random a number in [0, 1), for jitter
 */
export function planNext(leastWaitMs: number | null, pace: Pace, random: number): Plan {
  if (leastWaitMs !== null) {
    return { task: "poll", waitMs: Math.max(leastWaitMs, backoffMs(pace.failures, random)) };
  }
  return pace.emptyStreams < maxEmptyStreams
    ? { task: "stream", waitMs: 0 }
    : { task: "poll", waitMs: pace.pollAfterMs * (0.8 + 0.4 * random) };
}
