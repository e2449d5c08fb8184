/**
 * Admits a limited number of callers at a time, in the order of the calls, and limits how long a caller waits.
 */
import { DatabaseBusyError } from "./database-errors.ts";

export interface Places {
  /**
   * Resolves when a place is free, to a function that gives the place back. Call that function exactly once.
   * Throws {@link DatabaseBusyError} after `maxWaitMs`.
   */
  take(): Promise<() => void>;
  /** How many callers have a place, and how many wait for one. */
  use(): { readonly taken: number; readonly waiting: number };
}

export function createPlaces(options: { readonly count: number; readonly maxWaitMs: number }): Places {
  const { count, maxWaitMs } = options;
  const waiting = new Set<() => void>();
  let free = count;

  function giveBack(): void {
    const [next] = waiting;
    if (next === undefined) free++;
    else {
      waiting.delete(next);
      next();
    }
  }

  return {
    async take() {
      if (free > 0) {
        free--;
        return giveBack;
      }
      await new Promise<void>((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(enter);
          reject(new DatabaseBusyError(`All ${count} connections were in use for ${maxWaitMs} ms.`));
        }, maxWaitMs);
        waiting.add(enter);
      });
      return giveBack;
    },
    use: () => ({ taken: count - free, waiting: waiting.size }),
  };
}
