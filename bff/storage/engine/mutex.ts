/** Lets one at a time in, in the order of asking. */

export interface Mutex {
  /** Resolves when it is the caller's turn. Call what it resolves to exactly once, to let the next one in. */
  acquire(): Promise<() => void>;
  /** How many are waiting for their turn. */
  waiting(): number;
}

export function createMutex(): Mutex {
  const waiting: (() => void)[] = [];
  let taken = false;

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) taken = false;
    // A queue of transactions is nothing but microtasks: without a turn of the event loop between two of them,
    // sockets and timers would wait until the whole queue is done.
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
