/**
 * Makes the first contact with the database. A server that starts together with its PostgreSQL waits for it
 * instead of failing.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { codeOf } from "../../core/error-properties.ts";
import { OperatorError } from "../../core/operator-error.ts";
import type { Database, StorageLogger } from "./database.ts";
import { StandbyError } from "./database-errors.ts";
import { nameDatabaseError } from "./name-database-error.ts";

/** How long to wait for a database that does not answer. */
export interface DatabaseWait {
  /** 0: one attempt. */
  readonly limitMs: number;
  /** Monotonic milliseconds; the machine's own clock by default, a manual one in tests. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * The database does not answer, or refuses the connection. The message is written for the person who starts the
 * program; of the URL it holds host, port and name.
 */
export class DatabaseAwayError extends OperatorError {
  override readonly name = "DatabaseAwayError";
}

const firstPauseMs = 500;
const maxPauseMs = 5_000;

/**
 * Throws {@link DatabaseAwayError} when the database cannot be reached within the limit, and at once when it
 * refuses the connection.
 */
export async function reachDatabase(
  database: Database,
  options: DatabaseWait & { readonly logger?: StorageLogger },
): Promise<void> {
  // An SQLite file has been opened already.
  if (database.engine === "sqlite") return;
  const { limitMs, now = () => performance.now(), pause = (ms: number) => sleep(ms), logger } = options;
  const startedAt = now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    try {
      await sql`select 1`.execute(database.kysely);
      return;
    } catch (error) {
      const leftMs = startedAt + limitMs - now();
      if (!database.isUnavailable(error) || leftMs <= 0) throw describe(database, error, limitMs);
      logger?.warn({ code: answerOf(error) }, "the database cannot be reached yet; trying again");
      await pause(Math.min(pauseMs, leftMs));
    }
  }
}

/**
 * The error code of the system or of PostgreSQL, such as ECONNREFUSED or 28P01. Error messages may quote the
 * URL.
 */
function answerOf(error: unknown): string {
  return codeOf(error) ?? "no answer";
}

/** `host:port/name` of a PostgreSQL URL: neither user nor password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return "database.url";
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}${pathname}`;
}

/** What is wrong with the encryption of the connection; undefined where it is something else. */
function describeTls(cause: unknown): string | undefined {
  const code = codeOf(cause);
  if (cause instanceof Error && cause.message === "The server does not support SSL connections")
    return "it speaks no TLS, and sslmode in database.url wants it";
  return code === undefined ? undefined : tlsReasons.get(code);
}

const unknownSigner =
  "its certificate is signed by nobody whom this machine knows. Name the certificate of its authority in database.url: " +
  "sslmode=verify-full&sslrootcert=/path/ca.pem";

const tlsReasons: ReadonlyMap<string, string> = new Map([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", unknownSigner],
  ["SELF_SIGNED_CERT_IN_CHAIN", unknownSigner],
  ["UNABLE_TO_GET_ISSUER_CERT", unknownSigner],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", unknownSigner],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", unknownSigner],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is for another host than database.url names"],
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["CERT_NOT_YET_VALID", "its certificate is not valid yet: is the clock right?"],
  ["ENOENT", "a file that database.url names for TLS (sslrootcert, sslcert or sslkey) is not there"],
  ["EACCES", "a file that database.url names for TLS (sslrootcert, sslcert or sslkey) may not be read"],
]);

function describe(database: Database, cause: unknown, limitMs: number): DatabaseAwayError {
  const code = answerOf(cause);
  const place = placeOf(database.url);
  const tls = describeTls(cause);
  if (tls !== undefined) {
    const message = `The database ${place} was not logged in to (${code}): ${tls}.`;
    return new DatabaseAwayError(message, { cause });
  }
  if (cause instanceof StandbyError) {
    const message =
      `The database ${place} is a standby (${code}), which takes no writes. Let database.url lead to the primary: ` +
      "docs/scaling.md says how.";
    return new DatabaseAwayError(message, { cause });
  }
  const howLong = limitMs > 0 ? ` for ${Math.round(limitMs / 1_000)} seconds` : "";
  const message = database.isUnavailable(cause)
    ? `The database cannot be reached${howLong} (${code}). Is it running, and is database.url right? It names ${place}.`
    : `The database refuses this program (${code}). Are the user, the password and the name in database.url right? ` +
      `It names ${place}; the answer was ${nameDatabaseError(cause) ?? code}.`;
  return new DatabaseAwayError(message, { cause });
}
