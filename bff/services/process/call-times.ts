/** How long the calls to providers took that are made within some work. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface CallTime {
  readonly accountId: string;
  readonly operation: string;
  readonly durationMs: number;
}

const current = new AsyncLocalStorage<CallTime[]>();

/** Runs the work, and gives it the list to which each of its calls is added. */
export function withCallTimes<T>(work: (times: readonly CallTime[]) => T): T {
  const times: CallTime[] = [];
  return current.run(times, () => work(times));
}

/** A call is over. Does nothing outside of such work. */
export function noteCallTime(time: CallTime): void {
  current.getStore()?.push(time);
}
