import type { Clock } from "../../bff/core/clock.ts";

/** A clock that stands still until a test advances it. */
export interface HandClock extends Clock {
  advance(ms: number): void;
  set(epochMs: number): void;
}

/** @param startMs default: the machine's time, so that code which reads that clock agrees. */
export function createHandClock(startMs: number = Date.now()): HandClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
    set(epochMs) {
      nowMs = epochMs;
    },
  };
}
