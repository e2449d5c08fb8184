/**
 * Names an error of either database for the log and the terminal. The names come from the databases' own manuals.
 * What a driver's message may quote (a row's values, a user, a host) is left out.
 */
import { codeOf, propertyOf, textOf } from "../../core/error-properties.ts";

/** sqlite.org/rescode.html, by the primary result code. */
const sqliteNames: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  15: "SQLITE_PROTOCOL",
  17: "SQLITE_SCHEMA",
  19: "SQLITE_CONSTRAINT",
  26: "SQLITE_NOTADB",
};

/** Appendix A of PostgreSQL's manual: what an operator or a developer is likely to meet. */
const postgresNames: ReadonlyMap<string, string> = new Map([
  ["08006", "connection failure"],
  ["0A000", "feature not supported"],
  ["22003", "numeric value out of range"],
  ["22P02", "invalid text representation"],
  ["23502", "not null violation"],
  ["23503", "foreign key violation"],
  ["23505", "unique violation"],
  ["23514", "check violation"],
  ["25006", "read-only transaction"],
  ["25P02", "in failed transaction"],
  ["25P03", "idle in transaction too long"],
  ["28000", "invalid authorization"],
  ["28P01", "invalid password"],
  ["3D000", "no such database"],
  ["40001", "serialization failure"],
  ["40P01", "deadlock detected"],
  ["42501", "insufficient privilege"],
  ["42601", "syntax error"],
  ["42701", "duplicate column"],
  ["42703", "undefined column"],
  ["42704", "undefined object"],
  ["42P01", "undefined table"],
  ["42P07", "duplicate table"],
  ["53100", "disk full"],
  ["53200", "out of memory"],
  ["53300", "too many connections"],
  ["55P03", "lock not available"],
  ["57014", "statement canceled"],
  ["57P01", "admin shutdown"],
  ["57P02", "crash shutdown"],
  ["57P03", "cannot connect now"],
  ["58030", "I/O error"],
]);

/** Of these classes the message quotes names of tables and columns only: syntax and access rules, schemas. */
const plainClasses: ReadonlySet<string> = new Set(["42", "3F"]);

function nameSqlite(error: Error): string | undefined {
  const code = propertyOf(error, "errcode");
  if (typeof code !== "number") return undefined;
  const name = sqliteNames[code & 0xff] ?? `SQLite's code ${code}`;
  // SQLite's messages name tables and columns, and never a value: those are parameters.
  return `${name}: ${error.message}`;
}

function namePostgres(error: Error): string | undefined {
  const code = codeOf(error);
  if (code === undefined || textOf(error, "severity") === undefined) return undefined;
  const name = postgresNames.get(code) ?? `PostgreSQL's code ${code}`;
  const places = ["table", "column", "constraint"].flatMap((part) => {
    const place = textOf(error, part);
    return place === undefined ? [] : [`${part} ${place}`];
  });
  const details = plainClasses.has(code.slice(0, 2)) ? [error.message] : places;
  return details.length === 0 ? `${code} ${name}` : `${code} ${name}: ${details.join(", ")}`;
}

/** @returns undefined for an error that neither database raised. */
export function nameDatabaseError(error: unknown): string | undefined {
  return error instanceof Error ? (nameSqlite(error) ?? namePostgres(error)) : undefined;
}
