/** Spreads calls for many items evenly over a time, so that they do not all use the database at once. */
export interface Spread {
  /**
   * Starts a round and drops the rest of the last one, because the new round has all items. Calls `act` for the
   * first item at once.
   */
  start(items: readonly string[], act: (item: string) => void): void;
  stop(): void;
}

export function createSpread(overMs: number): Spread {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    start(items, act) {
      stop();
      const startedAt = performance.now();
      let next = 0;
      function serve(): void {
        // Serves all items that are due by now, because a timer fires at most once in a millisecond.
        const dueShare = overMs === 0 ? 1 : (performance.now() - startedAt) / overMs;
        const due = Math.min(items.length, Math.floor(dueShare * items.length) + 1);
        for (const item of items.slice(next, due)) act(item);
        next = due;
        if (next < items.length) timer = setTimeout(serve, Math.max(1, overMs / items.length));
      }
      serve();
    },
  };
}
