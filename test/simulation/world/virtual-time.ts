/**
 * Time that stands still while anything can still run, and then jumps to the next thing that is due. Everything that
 * waits in the world waits here, so days pass in milliseconds and in an order that the seed decides.
 */
import type { Clock } from "../../../bff/core/clock.ts";

interface Due {
  readonly at: number;
  readonly run: () => void;
}

export interface VirtualTime extends Clock {
  /** Resolves when that much time has passed. */
  wait(ms: number): Promise<void>;
  /** Runs `action` after that time, as an operation of its own. */
  after(ms: number, action: () => Promise<void>): void;
  /** Does something that may wait for another operation, which itself waits for time. */
  aside<T>(work: () => Promise<T>): Promise<T>;
  /** Starts an operation now. What it throws is kept for {@link VirtualTime.failures}. */
  start(action: () => Promise<void>): void;
  /** Lets time pass until nothing is due before `until` (epoch ms). */
  runUntil(until: number): Promise<void>;
  readonly failures: readonly unknown[];
}

/** @param isExpected failures that belong to the world (a killed process), not to the software. */
export function createVirtualTime(startMs: number, isExpected: (error: unknown) => boolean): VirtualTime {
  let now = startMs;
  let active = 0;
  let wakeIdle: () => void = () => undefined;
  /** Latest first; of one time, the one put in last comes first, so that `pop` gives them in their order. */
  const due: Due[] = [];
  const failures: unknown[] = [];

  const put = (ms: number, run: () => void) => {
    const at = now + Math.max(0, Math.round(ms));
    let low = 0;
    let high = due.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = due[middle];
      if (other !== undefined && other.at > at) low = middle + 1;
      else high = middle;
    }
    due.splice(low, 0, { at, run });
  };
  const leave = () => {
    active--;
    if (active <= 0) wakeIdle();
  };
  const start = (action: () => Promise<void>) => {
    active++;
    action()
      .catch((error: unknown) => {
        if (!isExpected(error)) failures.push(error);
      })
      .finally(leave);
  };
  /** Until all that was started has ended or waits for time. Not by turns of the loop: a server needs the processor. */
  const settle = async () => {
    while (active > 0) {
      await new Promise<void>((resolve) => {
        wakeIdle = resolve;
      });
      // What was resolved in the same moment may go on.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };

  return {
    now: () => now,
    failures,
    start,
    wait: (ms) =>
      new Promise<void>((resolve) => {
        put(ms, () => {
          active++;
          resolve();
        });
        leave();
      }),
    after: (ms, action) => put(ms, () => start(action)),
    async aside(work) {
      leave();
      try {
        return await work();
      } finally {
        active++;
      }
    },
    async runUntil(until) {
      await settle();
      for (let next = due.at(-1); next !== undefined && next.at <= until; next = due.at(-1)) {
        due.pop();
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = Math.max(now, until);
    },
  };
}
