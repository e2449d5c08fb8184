/**
 * Time that stands still while anything can still run, and then jumps to the next thing that is due. Everything that
 * waits in the world waits here, so days pass in milliseconds and in an order that the seed decides.
 */
import type { Clock } from "../../../bff/core/clock.ts";

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export interface VirtualTime extends Clock {
  /** Resolves when that much time has passed. */
  wait(ms: number): Promise<void>;
  /** Runs `action` after that time, as an operation of its own. */
  after(ms: number, action: () => Promise<void>): void;
  /** Starts an operation now. What it throws is kept for {@link VirtualTime.failures}. */
  start(action: () => Promise<void>): void;
  /** Lets time pass until nothing is due before `until` (epoch ms). */
  runUntil(until: number): Promise<void>;
  readonly failures: readonly unknown[];
}

/** @param isExpected failures that belong to the world (a killed process), not to the software. */
export function createVirtualTime(startMs: number, isExpected: (error: unknown) => boolean): VirtualTime {
  let now = startMs;
  let order = 0;
  let active = 0;
  const due: Due[] = [];
  const failures: unknown[] = [];

  const put = (ms: number, run: () => void) => {
    const entry = { at: now + Math.max(0, Math.round(ms)), order: order++, run };
    const place = due.findIndex((other) => other.at > entry.at);
    if (place === -1) due.push(entry);
    else due.splice(place, 0, entry);
  };
  const start = (action: () => Promise<void>) => {
    active++;
    action()
      .catch((error: unknown) => {
        if (!isExpected(error)) failures.push(error);
      })
      .finally(() => {
        active--;
      });
  };
  /** Until all that was started has ended or waits for time. */
  const settle = async () => {
    while (active > 0) await new Promise<void>((resolve) => setImmediate(resolve));
  };

  return {
    now: () => now,
    failures,
    start,
    wait: (ms) =>
      new Promise<void>((resolve) => {
        active--;
        put(ms, () => {
          active++;
          resolve();
        });
      }),
    after: (ms, action) => put(ms, () => start(action)),
    async runUntil(until) {
      await settle();
      for (let next = due.shift(); next !== undefined; next = due.shift()) {
        if (next.at > until) {
          due.unshift(next);
          break;
        }
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = Math.max(now, until);
    },
  };
}
