/** Whether the database can serve requests: it answers, has its tables, and takes writes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Database, StorageLogger } from "./database.ts";
import { refusalReason } from "./write-refusals.ts";

const timeoutMs = 2_000;
/** A write costs the disk's time, so it is not made for every question. */
const writeEveryMs = 5_000;
/**
 * On SQLite the probe is larger than the free space in the pages of a database that is full. PostgreSQL would keep
 * the room of large rows for a while, so there a small one is written, which may get through where others do not.
 */
const probeBytes = { sqlite: 64 * 1024, postgres: 1 };
/** So a write that was refused counts for a while, whatever became of the probe. */
const refusalCountsMs = { sqlite: 0, postgres: 10_000 };

type Logger = StorageLogger & {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Waits for the work no longer than two seconds. */
async function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const stop = new AbortController();
  const tooLong = sleep(timeoutMs, otherwise, { signal: stop.signal, ref: false }).catch(() => otherwise);
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    stop.abort();
  }
}

/** Whether the database answers, and has its tables, within two seconds. */
export async function canReachDatabase(database: Database): Promise<boolean> {
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
  return await within(answer, false);
}

/** Writes a row, and deletes it again in the same commit. @returns why that is refused; undefined if it is not. */
async function tryToWrite(database: Database): Promise<string | undefined> {
  const row = {
    subject_id: `write probe ${"x".repeat(probeBytes[database.engine])}`,
    digest: "",
    received_at: 0,
  };
  const written = database
    .transaction(async (trx) => {
      await trx.insertInto("callbacks").values(row).execute();
      await trx.deleteFrom("callbacks").where("subject_id", "=", row.subject_id).execute();
    })
    .then(
      () => undefined,
      // A lock that another program holds is no reason to take this process out.
      (error: unknown) => refusalReason(error),
    );
  return await within<string | undefined>(written, undefined);
}

/** @returns a function that says whether the database can serve requests. It logs when that changes for writes. */
export function createReadiness(database: Database, logger: Logger): () => Promise<boolean> {
  let reason: string | undefined;
  let writtenAtMs = Number.NEGATIVE_INFINITY;
  let checking: Promise<boolean> | undefined;

  async function findReason(): Promise<string | undefined> {
    const refused = database.lastRefusal();
    const isNews = refused !== undefined && refused.atMs > writtenAtMs;
    const isDue = performance.now() - writtenAtMs >= writeEveryMs;
    if (!isDue && !isNews && reason === undefined) return undefined;
    const found = await tryToWrite(database);
    writtenAtMs = performance.now();
    if (found !== undefined || refused === undefined) return found;
    return writtenAtMs - refused.atMs < refusalCountsMs[database.engine] ? refused.reason : undefined;
  }

  async function check(): Promise<boolean> {
    if (!(await canReachDatabase(database))) return false;
    const found = await findReason();
    if (found !== undefined && found !== reason) {
      logger.error({ reason: found }, "the database takes no writes");
    } else if (found === undefined && reason !== undefined) {
      logger.info({}, "the database takes writes again");
    }
    reason = found;
    return reason === undefined;
  }

  return () => {
    checking ??= check().finally(() => {
      checking = undefined;
    });
    return checking;
  };
}
