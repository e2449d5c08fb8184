/** The first question to the database. A server that starts beside its PostgreSQL waits for it instead of giving up. */
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database, StorageLogger } from "./database.ts";

/** How long a database that does not answer is waited for. */
export interface DatabaseWait {
  /** 0: it is asked once. */
  readonly limitMs: number;
  /** Milliseconds from anywhere; the machine's own unless a test turns them by hand. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** The database does not answer, or refuses us. The message is for whoever starts the program; no URL is in it. */
export class DatabaseAwayError extends Error {
  override readonly name = "DatabaseAwayError";
}

const firstPauseMs = 500;
const longestPauseMs = 5_000;

/** Throws {@link DatabaseAwayError} when it cannot be reached by then, and at once when it refuses us. */
export async function reachDatabase(
  database: Database,
  options: DatabaseWait & { readonly logger?: StorageLogger },
): Promise<void> {
  // A file is there when it has been opened.
  if (database.engine === "sqlite") return;
  const { limitMs, now = () => performance.now(), pause = (ms: number) => sleep(ms), logger } = options;
  const startedAt = now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await sql`select 1`.execute(database.kysely);
      return;
    } catch (error) {
      const leftMs = startedAt + limitMs - now();
      if (!database.isUnavailable(error) || leftMs <= 0) throw describe(database, error, limitMs);
      logger?.warn({ code: codeOf(error) }, "the database cannot be reached yet; it is waited for");
      await pause(Math.min(pauseMs, leftMs));
    }
  }
}

/** Of a system or of PostgreSQL, such as ECONNREFUSED or 28P01; their messages may quote the URL. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "no answer";
}

function describe(database: Database, cause: unknown, limitMs: number): DatabaseAwayError {
  const code = codeOf(cause);
  const howLong = limitMs > 0 ? ` for ${Math.round(limitMs / 1_000)} seconds` : "";
  const message = database.isUnavailable(cause)
    ? `The database cannot be reached${howLong} (${code}). Is it running, and is database.url right?`
    : `The database refuses this program (${code}). Are the user, the password and the name in database.url right?`;
  return new DatabaseAwayError(message, { cause });
}
