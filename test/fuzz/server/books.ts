/** What the database holds, read beside the server: what a refused request must leave as it is. */
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const counts = z.object({
  sessions: z.number(),
  payments: z.number(),
  payouts: z.number(),
  audit: z.number(),
});

export interface Books {
  /** Numbers of rows, in words: `sessions 3, payments 1, payouts 0, audit 3`. */
  counted(): string;
  close(): void;
}

export function openBooks(path: string): Books {
  const database = new DatabaseSync(path, { readOnly: true });
  const statement = database.prepare(
    "select (select count(*) from sessions) as sessions, (select count(*) from payments) as payments, " +
      "(select count(*) from payouts) as payouts, (select count(*) from audit) as audit",
  );
  return {
    counted: () =>
      Object.entries(counts.parse(statement.get()))
        .map(([table, count]) => `${table} ${count}`)
        .join(", "),
    close: () => database.close(),
  };
}
