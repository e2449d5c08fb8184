import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "./database.ts";

const timeoutMs = 2_000;

/** Whether the database answers, and has its tables, within two seconds. */
export async function canReachDatabase(database: Database): Promise<boolean> {
  const stop = new AbortController();
  const tooLong = sleep(timeoutMs, false, { signal: stop.signal, ref: false }).catch(() => false);
  const answer = database.kysely
    .selectFrom("data_keys")
    .select("id")
    .limit(1)
    .execute()
    .then(
      () => true,
      (error: unknown) => {
        if (database.isUnavailable(error)) return false;
        throw error;
      },
    );
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    stop.abort();
  }
}
