/** Who hears the calls to a provider that are made within some work. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ProviderCall } from "../../providers/contract.ts";

type Hear = (call: ProviderCall) => void;

const current = new AsyncLocalStorage<Hear>();

/** Runs the work, and hands each call that it makes to `hear`. */
export function hearingCalls<T>(hear: Hear, work: () => T): T {
  return current.run(hear, work);
}

/** A call is over. Nobody hears one that is about no payment or payout. */
export function hearCall(call: ProviderCall): void {
  current.getStore()?.(call);
}
