import { backoffMs } from "./backoff.ts";

/** A fetch that failed, and its timer. */
interface Failure {
  readonly count: number;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly again: () => void;
}

/** Fetches of the widget's own parts. */
export interface Fetching {
  /** Starts a fetch, unless one of the same name is running, was good, or waits for its next try. */
  readonly start: (name: string, fetchIt: () => Promise<void>) => void;
  /** How many times in a row a fetch has failed; 0 once it was good. */
  readonly failures: (name: string) => number;
  /** Repeats a failed fetch now. */
  readonly again: (name: string) => void;
  readonly close: () => void;
}

/**
 * Fetches each part once. Only a timer with back-off and `again` repeat a fetch that failed: drawing asks for the same
 * part many times a second.
 * @param onChange called after each fetch and each failure, with its name
 */
export function createFetching(onChange: (name: string) => void): Fetching {
  const started = new Set<string>();
  const failures = new Map<string, Failure>();
  let isClosed = false;

  function begin(name: string, fetchIt: () => Promise<void>): void {
    const failure = failures.get(name);
    clearTimeout(failure?.timer);
    started.add(name);
    fetchIt().then(
      () => {
        failures.delete(name);
        onChange(name);
      },
      () => {
        started.delete(name);
        if (isClosed) return;
        const count = (failure?.count ?? 0) + 1;
        const again = () => begin(name, fetchIt);
        failures.set(name, { count, again, timer: setTimeout(again, backoffMs(count, Math.random())) });
        onChange(name);
      },
    );
  }

  return {
    start: (name, fetchIt) => {
      isClosed = false;
      if (!started.has(name) && !failures.has(name)) begin(name, fetchIt);
    },
    failures: (name) => failures.get(name)?.count ?? 0,
    again: (name) => {
      if (!started.has(name)) failures.get(name)?.again();
    },
    close: () => {
      isClosed = true;
      for (const { timer } of failures.values()) clearTimeout(timer);
      failures.clear();
    },
  };
}
