/** Admits one caller at a time, in the order of the calls. */

export interface Mutex {
  /** Resolves on the caller's turn, to a function that ends the turn. Call that function exactly once. */
  acquire(): Promise<() => void>;
  /** How many callers are waiting. */
  waiting(): number;
}

export function createMutex(): Mutex {
  const waiting: (() => void)[] = [];
  let taken = false;

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) taken = false;
    // A queue of transactions consists of microtasks only. Without a turn of the event loop between two of
    // them, sockets and timers would wait for the whole queue.
    else setImmediate(next);
  }

  return {
    async acquire() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
      return release;
    },
    waiting: () => waiting.length,
  };
}
