/**
 * The data key is held under encryption keys, no longer under API keys. A migration has no key, so the rows from before
 * stay until the first start takes them over (key-ring.ts).
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

export function encryptionKeys(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        "alter table data_keys rename column wrapped_by to id",
        "alter table data_keys rename column wrapped_key to content",
        `create table key_holders (
          instance_id ${text} not null primary key,
          key_ids ${text} not null,
          seen_at ${int} not null
        ) ${table}`,
      ]),
  };
}
