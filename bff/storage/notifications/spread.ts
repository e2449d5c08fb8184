/** Does something for each of many, evenly over a time, so that they do not all meet the database in one moment. */
export interface Spread {
  /** What is left of the last round is dropped: the new one has everybody. The first is served at once. */
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
        // As many as are due by now: a timer does not come more often than each millisecond.
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
