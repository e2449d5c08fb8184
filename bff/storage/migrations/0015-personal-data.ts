/**
 * A session's description, metadata and return URL are sealed. What is personal is found by digests, so that it can be
 * erased, and rows that have ended are found by the time from which they are kept.
 *
 * A migration has no key. It moves what is in clear into a table of its own, which the start empties, sealing row by row
 * (encryption/seal-old-rows.ts); the rows of `upkeep` say what remains to be done.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, oneOf, runAll } from "./ddl.ts";

const clear = ["description", "metadata", "return_url"];
const steps = ["1-seal-sessions", "2-digest-payments", "3-digest-payouts", "4-vacuum"];
const anyRow = "exists (select 1 from sessions) or exists (select 1 from payouts)";

export function personalData(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  const kept = [
    `erasure ${text} not null default 'kept' ${oneOf("erasure", ["kept", "wanted", "erased"])}`,
    `retained_from ${int} not null default 0`,
  ];
  const digests = [`email_digest ${text}`, `phone_digest ${text}`];
  const columns: Readonly<Record<string, readonly string[]>> = {
    sessions: [`private_sealed ${text}`, `customer_digest ${text}`, ...digests, ...kept],
    payments: digests,
    payouts: [...digests, ...kept],
  };
  const added = Object.entries(columns).flatMap(([name, list]) =>
    list.map((column) => `alter table ${name} add column ${column}`),
  );
  const digestIndexes = Object.entries(columns).flatMap(([name, list]) =>
    list.flatMap((column) => {
      const [word = ""] = column.split(" ");
      if (!word.endsWith("_digest")) return [];
      return [`create index ${name}_${word} on ${name} (${word}) where ${word} is not null`];
    }),
  );
  return {
    up: (database) =>
      runAll(database, [
        `create table unsealed_sessions (
          session_id ${text} not null primary key,
          description ${text},
          metadata ${text} not null,
          return_url ${text} not null
        ) ${table}`,
        `insert into unsealed_sessions (session_id, ${clear.join(", ")})
          select id, ${clear.join(", ")} from sessions`,
        ...clear.map((column) => `alter table sessions drop column ${column}`),
        ...added,
        ...digestIndexes,
        "update sessions set retained_from = created_at",
        "update payouts set retained_from = created_at",
        "create index sessions_retained on sessions (erasure, retained_from, id)",
        "create index payouts_retained on payouts (erasure, retained_from, id)",
        `alter table idempotency_keys add column subject_id ${text}`,
        "update idempotency_keys set subject_id = resource_id",
        `create index idempotency_keys_subject on idempotency_keys (subject_id) where subject_id is not null`,
        "create index events_alone on events (created_at, id) where session_id is null and payout_id is null",
        "create index discrepancies_oldest on discrepancies (found_at, id)",
        "create index reconciliations_oldest on reconciliations (day, id)",
        `create table upkeep (
          id ${text} not null primary key,
          after_id ${text} not null,
          locked_until ${int}
        ) ${clustered}`,
        ...steps.map((step) => `insert into upkeep (id, after_id) select '${step}', '' where ${anyRow}`),
      ]),
  };
}
