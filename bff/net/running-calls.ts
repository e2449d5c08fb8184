/** Ends an HTTP agent: running calls get half a second, then they are aborted. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Agent } from "undici";

/**
 * The time for running calls at shutdown. The rest of the shutdown, above all the database's, must not wait for
 * a server that never answers.
 */
const graceMs = 500;

export interface RunningCalls {
  /** Registers a call. Register every call of the agent. */
  add<T>(call: Promise<T>): Promise<T>;
  /** Waits for the running calls, half a second at most, and closes every connection. */
  end(): Promise<void>;
}

/** Tracks the calls itself, because an undici Agent that is closing can no longer destroy its connections. */
export function createRunningCalls(agent: Agent): RunningCalls {
  const running = new Set<Promise<unknown>>();
  return {
    add(call) {
      const entry: Promise<unknown> = call.finally(() => running.delete(entry));
      running.add(entry);
      // The caller handles the failure.
      entry.catch(() => undefined);
      return call;
    },
    async end() {
      const stop = new AbortController();
      const grace = sleep(graceMs, undefined, { signal: stop.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(running), grace]);
      stop.abort();
      await agent.destroy();
    },
  };
}
