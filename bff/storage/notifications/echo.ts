/**
 * Whether a message that this process sends to itself comes back. Behind a pooler that gives each transaction another
 * connection of PostgreSQL, `LISTEN` is accepted and nothing ever arrives.
 */

export interface Echo {
  /** Sends a message, until one has come back or has not. */
  ask(): void;
  /** A message of this process has come back. */
  heard(): void;
  stop(): void;
}

/** @param onSilence is called at most once: `waitMs` after a message that did not come back. */
export function createEcho(options: {
  readonly send: () => Promise<void>;
  readonly waitMs: number;
  readonly onSilence: () => void;
}): Echo {
  let isKnown = false;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    isKnown = true;
    clearTimeout(timer);
  };

  function wait(): void {
    clearTimeout(timer);
    if (isKnown) return;
    timer = setTimeout(() => {
      end();
      options.onSilence();
    }, options.waitMs);
  }

  return {
    ask() {
      if (isKnown) return;
      // A database that is away says nothing about LISTEN: the next connect asks again.
      options.send().then(wait, () => undefined);
    },
    heard: end,
    stop: end,
  };
}
