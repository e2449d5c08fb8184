/**
 * Remembers when each account last answered successfully. The figure is for display only, so this process keeps
 * it in memory and stores it every few seconds. No payment waits for it, and no two payments wait for the same
 * row.
 */
import type { Database } from "../../storage/engine/database.ts";
import { accountSuccesses, recordAccountSuccess } from "../../storage/repositories/accounts.ts";

export interface AccountSuccesses {
  /** @param at epoch ms. */
  note(accountId: string, at: number): void;
  /** By account id: the latest time that any process has stored or this process has noted. Epoch ms. */
  read(): Promise<ReadonlyMap<string, number>>;
  /**
   * Stores the times noted since the last flush. Throws when the database cannot be reached; the times are kept
   * then.
   */
  flush(): Promise<void>;
}

export function createAccountSuccesses(database: Database): AccountSuccesses {
  const latest = new Map<string, number>();
  const unstored = new Set<string>();
  return {
    note(accountId, at) {
      if (at <= (latest.get(accountId) ?? 0)) return;
      latest.set(accountId, at);
      unstored.add(accountId);
    },
    async read() {
      const stored = new Map(await accountSuccesses(database.kysely));
      for (const [id, at] of latest) stored.set(id, Math.max(at, stored.get(id) ?? 0));
      return stored;
    },
    async flush() {
      for (const accountId of unstored) {
        await recordAccountSuccess(database.kysely, { accountId, at: latest.get(accountId) ?? 0 });
        unstored.delete(accountId);
      }
    },
  };
}
