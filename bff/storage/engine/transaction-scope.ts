/**
 * Knows whether the running code is inside a transaction or a decision. It detects the use of `kysely` in place
 * of `trx` in a transaction, and any use of the database in a decision.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface TransactionScope {
  /** Runs `work` as the inside of a transaction. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs a decision. Asynchronous work that it starts counts as inside forever: a decision must start none. */
  decide<T>(work: () => T): T;
  /** Inside a transaction or a decision. */
  isInside(): boolean;
  /**
   * Throws inside a transaction or a decision. The code after this call would wait forever for that
   * transaction, or not see its writes.
   */
  assertOutside(): void;
}

export function createTransactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<{ open: boolean; readonly decides?: true }>();
  // Work that was started inside and continues after the end is outside again: hence the flag.
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
      throw new Error("Inside a transaction the database can be used through the transaction only.");
    },
  };
}
