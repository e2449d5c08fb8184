/**
 * When each account last answered well. That is a figure for people, so it is kept in memory and stored every few
 * seconds: no payment waits for it, and no two wait for the same row.
 */
import type { Database } from "../../storage/engine/database.ts";
import { accountSuccesses, recordAccountSuccess } from "../../storage/repositories/accounts.ts";

export interface AccountSuccesses {
  /** @param at epoch ms. */
  note(accountId: string, at: number): void;
  /** By account id, of all processes as far as they have stored it, and of this one to the moment. */
  read(): Promise<ReadonlyMap<string, number>>;
  /** Stores what was noted since the last time. Throws when the database cannot be reached: nothing is forgotten then. */
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
