/**
 * Knows whether the running code is inside a transaction, so that `kysely` used where `trx` was meant is found, or
 * decides on a change, where the database must not be used at all.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface TransactionScope {
  /** Runs `work` as the inside of a transaction. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs what decides on a change. Whatever it starts counts as inside for ever: it should have started nothing. */
  decide<T>(work: () => T): T;
  /** Inside a transaction or a decision. */
  isInside(): boolean;
  /** Throws inside a transaction: what follows would wait for that transaction for ever, or not see its writes. */
  assertOutside(): void;
}

export function createTransactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<{ open: boolean; readonly decides?: true }>();
  // Whatever was started inside and goes on after the end is outside again: hence the flag.
  const isInside = () => storage.getStore()?.open === true;
  return {
    isInside,
    decide: (work) => storage.run({ open: true, decides: true }, work),
    async run(work) {
      const state = { open: true };
      try {
        return await storage.run(state, work);
      } finally {
        state.open = false;
      }
    },
    assertOutside() {
      if (!isInside()) return;
      if (storage.getStore()?.decides) throw new Error("What decides on a change can't use the database.");
      throw new Error("Inside a transaction the database is asked through the transaction only.");
    },
  };
}
