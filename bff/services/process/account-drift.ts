/**
 * Remembers what came from providers that their documentation does not have. A process keeps it in memory and stores it every
 * few seconds, so that no payment waits for it. Each account, kind and name is counted and logged once a day, over all
 * processes.
 */

import { utcDay } from "../../core/days.ts";
import type { Drift } from "../../core/drift.ts";
import type { Database } from "../../storage/engine/database.ts";
import { noteAccountDrift } from "../../storage/repositories/account-drift.ts";

export interface AccountDrift {
  /** @param at epoch ms. */
  note(accountId: string, found: readonly Drift[], at: number): void;
  /** Stores what was noted since the last flush. Throws when the database cannot be reached; it is kept then. */
  flush(): Promise<void>;
}

export interface AccountDriftOptions {
  readonly database: Database;
  /** It came for the first time on that day. */
  readonly onNew: (accountId: string, drift: Drift) => void;
}

interface Noted {
  readonly accountId: string;
  readonly drift: Drift;
  readonly at: number;
}

/** In one process; a provider that makes names up must not fill the memory. */
const mostRemembered = 1_000;

export function createAccountDrift({ database, onNew }: AccountDriftOptions): AccountDrift {
  /** The day on which this process has noted it last. */
  const days = new Map<string, string>();
  const unstored = new Map<string, Noted>();
  return {
    note(accountId, found, at) {
      const day = utcDay(at);
      for (const drift of found) {
        const key = JSON.stringify([accountId, drift.kind, drift.name]);
        if (days.get(key) === day) continue;
        if (days.size >= mostRemembered) days.clear();
        days.set(key, day);
        if (unstored.size < mostRemembered) unstored.set(key, { accountId, drift, at });
      }
    },
    async flush() {
      for (const [key, { accountId, drift, at }] of unstored) {
        if (await noteAccountDrift(database, { accountId, ...drift, at })) onNew(accountId, drift);
        unstored.delete(key);
      }
    },
  };
}
