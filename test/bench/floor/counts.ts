/** The work of a database. */
export interface Counts {
  /** Reads and writes, without the statements that begin and end a transaction. */
  statements: number;
  /** Transactions that wrote, single statements included. */
  commits: number;
  /** PostgreSQL: round trips, counted as messages to a connection with no answer outstanding. */
  roundTrips: number;
}

export const newCounts = (): Counts => ({ statements: 0, commits: 0, roundTrips: 0 });

export type StatementKind = "read" | "write" | "begin" | "commit" | "rollback" | "other";

const kinds: readonly (readonly [StatementKind, RegExp])[] = [
  ["commit", /^\s*(commit|end)\b/i],
  ["begin", /^\s*(begin|start)\b/i],
  ["rollback", /^\s*rollback\s*$/i],
  ["other", /^\s*(rollback|savepoint|release|pragma|set|listen|$)/i],
  ["write", /\b(insert|update|delete)\b/i],
];

/** The kind of a statement, by its text. */
export function kindOf(sql: string): StatementKind {
  return kinds.find(([, pattern]) => pattern.test(sql))?.[0] ?? "read";
}
