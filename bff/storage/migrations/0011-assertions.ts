/** What a weakly signed callback says is called an assertion, also where it is stored. */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

/** A quotation mark within a stored word is escaped, so the key is found nowhere else. */
function rename(table: string): string {
  return `update ${table} set testimony = replace(testimony, '"claim":', '"assertion":') where testimony is not null`;
}

export const assertions: Migration = {
  up: (database) => runAll(database, ["payments", "payouts"].map(rename)),
};
