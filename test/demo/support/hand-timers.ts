import type { Timers } from "../../../demo/sandbox/callbacks/delivery.ts";

/** Timers turned by hand: what is due runs when a test says so, whatever its delay. */
export function handTimers(): Timers & { readonly delays: number[]; runNext(): boolean } {
  const waiting: { delayMs: number; run: () => void }[] = [];
  const delays: number[] = [];
  return {
    delays,
    after(delayMs, run) {
      const timer = { delayMs, run };
      waiting.push(timer);
      delays.push(delayMs);
      return () => {
        const at = waiting.indexOf(timer);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    runNext() {
      const next = waiting.shift();
      next?.run();
      return next !== undefined;
    },
  };
}
