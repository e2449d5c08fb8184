/** Knows whether the running code is inside a transaction, so that `kysely` used where `trx` was meant is found. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface TransactionScope {
  /** Runs `work` as the inside of a transaction. */
  run<T>(work: () => Promise<T>): Promise<T>;
  isInside(): boolean;
  /** Throws inside a transaction: what follows would wait for that transaction for ever, or not see its writes. */
  assertOutside(): void;
}

export function createTransactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<{ open: boolean }>();
  // Whatever was started inside and goes on after the end is outside again: hence the flag.
  const isInside = () => storage.getStore()?.open === true;
  return {
    isInside,
    async run(work) {
      const state = { open: true };
      try {
        return await storage.run(state, work);
      } finally {
        state.open = false;
      }
    },
    assertOutside() {
      if (isInside())
        throw new Error("Inside a transaction the database is asked through the transaction only.");
    },
  };
}
