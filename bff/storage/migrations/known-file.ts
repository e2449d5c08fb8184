/**
 * A small file beside an SQLite database says that there was one. A copy of the database's file that was made while it
 * was in use may be empty, and a server on an empty database would take new payments and forget the open ones.
 * Source: docs/backup.md#an-empty-database
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { OperatorError } from "../../core/operator-error.ts";
import type { Database, StorageLogger } from "../engine/database.ts";

const ownerOnly = 0o600;
const ending = ".known";

/** The database is empty or absent where one was before. The message names the file to remove. */
export class ForgottenDatabaseError extends OperatorError {
  override readonly name = "ForgottenDatabaseError";
}

/** Undefined for a database that is no file. */
function fileOf(url: string): string | undefined {
  const path = url.startsWith("sqlite:") ? url.slice("sqlite:".length) : ":memory:";
  return path === ":memory:" ? undefined : path;
}

/** The day that the marker holds. It is read for a message only, so it may hold anything. */
function dayIn(marker: string): string {
  try {
    return /\d{4}-\d\d-\d\d/.exec(readFileSync(marker, "utf8"))?.[0] ?? "before";
  } catch {
    return "before";
  }
}

function sentenceOf(path: string, what: string): string {
  return (
    `The database ${path} is ${what}, but ${path}${ending} says that there has been one since ${dayIn(path + ending)}. ` +
    "Restore it from a backup (pay-checkout backup makes one; a plain copy of a file in use may be empty). " +
    `To begin anew without what was in it, remove ${path}${ending}.`
  );
}

/** Before the file is opened, which would make it. @returns why the start must not go on, or undefined. */
export function objectToAbsence(url: string): string | undefined {
  const path = fileOf(url);
  return path !== undefined && !existsSync(path) && existsSync(path + ending)
    ? sentenceOf(path, "not there")
    : undefined;
}

/** @returns why the start must not go on with this database, or undefined. */
export async function objectToEmptiness(database: Database): Promise<string | undefined> {
  const path = fileOf(database.url);
  if (path === undefined || !existsSync(path + ending)) return undefined;
  const tables = await database.kysely.introspection.getTables({ withInternalKyselyTables: true });
  return tables.length === 0 ? sentenceOf(path, "empty") : undefined;
}

/** Notes that there is a database now. Where that cannot be written, the server runs without the note. */
export function rememberDatabase(url: string, logger: StorageLogger | undefined): void {
  const path = fileOf(url);
  if (path === undefined || existsSync(path + ending)) return;
  try {
    const file = openSync(path + ending, "wx", ownerOnly);
    writeSync(file, `There has been a database beside this file since ${new Date().toISOString()}.\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(path + ending))
      logger?.warn({ err: error }, "the file that remembers the database cannot be written");
  }
}
