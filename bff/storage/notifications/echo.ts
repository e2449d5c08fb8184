/**
 * Whether a message that this process sends to itself comes back. Behind a pooler that gives each transaction another
 * connection of PostgreSQL, `LISTEN` is accepted and nothing ever arrives.
 */

export interface Echo {
  /** The listener has connected: sends a message, unless an earlier one has come back or never did. */
  send(): void;
  /** True while the listener is connected and messages come back to it. */
  isHeard(): boolean;
  /** A message of this process has come back. */
  received(): void;
  /** The listener has lost its connection, so that a message may be lost. The next `send` begins anew. */
  disconnected(): void;
  stop(): void;
}

/** @param onSilence is called at most once: `waitMs` after a message that did not come back. */
export function createEcho(options: {
  readonly send: () => Promise<void>;
  readonly waitMs: number;
  readonly onSilence: () => void;
}): Echo {
  let known: "heard" | "silent" | null = null;
  let isConnected = false;
  let timer: NodeJS.Timeout | undefined;
  /** Counts the connections: a message that was sent during an earlier one proves nothing. */
  let connection = 0;

  function forget(): void {
    connection += 1;
    clearTimeout(timer);
  }

  function end(outcome: "heard" | "silent"): void {
    known = outcome;
    forget();
  }

  function wait(): void {
    timer = setTimeout(() => {
      end("silent");
      options.onSilence();
    }, options.waitMs);
  }

  return {
    send() {
      isConnected = true;
      if (known !== null) return;
      forget();
      const sentIn = connection;
      // A database that is away says nothing about LISTEN: the next connect sends again.
      options.send().then(
        () => {
          if (connection === sentIn) wait();
        },
        () => undefined,
      );
    },
    isHeard: () => isConnected && known === "heard",
    received: () => end("heard"),
    disconnected() {
      isConnected = false;
      forget();
    },
    stop: () => end("silent"),
  };
}
