/** The end of a way out: calls that run get a moment, one that hangs is broken off. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Agent } from "undici";

/** What comes after it at the end of a process, the database above all, must not wait for a server that never answers. */
const graceMs = 500;

export interface RunningCalls {
  /** Every call of the agent goes through here. */
  add<T>(call: Promise<T>): Promise<T>;
  /** Waits for those that run, half a second at most, and ends every connection. */
  end(): Promise<void>;
}

/** Counts them here, as an undici Agent that closes has forgotten whom it could still destroy. */
export function createRunningCalls(agent: Agent): RunningCalls {
  const running = new Set<Promise<unknown>>();
  return {
    add(call) {
      const entry: Promise<unknown> = call.finally(() => running.delete(entry));
      running.add(entry);
      // Its failure is its caller's.
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
