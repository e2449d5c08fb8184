/** Lets a limited number in at a time, in the order of asking, and does not let anybody wait for ever. */
import { DatabaseBusyError } from "./database-errors.ts";

export interface Places {
  /**
   * Resolves when a place is free. Call what it resolves to exactly once, to give the place back.
   * Throws {@link DatabaseBusyError} after `maxWaitMs`.
   */
  take(): Promise<() => void>;
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
  };
}
