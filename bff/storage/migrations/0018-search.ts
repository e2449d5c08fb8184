/**
 * What is searched for is found by an index: a code that was shown, an e-mail address, a phone number, the provider's own
 * number, the beginning of a reference, an amount. A payment knows its reference, so that lists need no second table.
 *
 * A migration has no key. The start makes the digests of codes from the sealed next actions
 * (encryption/seal-old-rows.ts).
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

const steps = ["7-digest-codes"];

/** Digests are looked for newest first: one customer, or one shop's own address, may have any number of rows. */
const digests = [
  ...["sessions", "payments", "payouts"].flatMap((table) => [
    { table, column: "email_digest", index: `${table}_email_digest` },
    { table, column: "phone_digest", index: `${table}_phone_digest` },
  ]),
  { table: "payments", column: "utr_digest", index: "payments_utr" },
  { table: "payouts", column: "utr_digest", index: "payouts_utr" },
];

/** A payment whose exceptions are none, and follow from no status. Few are not so. */
const isExceptional = "exceptions <> '[]' or status = 'partially_paid' or status = 'unknown'";

const indexes = [
  "create index payments_reference on payments (reference, created_at, id)",
  "create index payments_code on payments (code_digest, created_at, id) where code_digest is not null",
  "create index payments_account_status on payments (account_id, status, created_at, id)",
  "create index payments_currency_status on payments (currency, status, created_at, id)",
  "create index payments_account_currency on payments (account_id, currency, status, created_at, id)",
  `create index payments_exceptional on payments (created_at, id) where ${isExceptional}`,
  "create index payouts_account_status on payouts (account_id, status, created_at, id)",
  "create index payouts_exceptional on payouts (created_at, id) where exceptions <> '[]'",
  ...["sessions", "payouts"].map(
    (table) => `create index ${table}_reference_begin on ${table} (lower(reference), created_at, id)`,
  ),
  ...["payments", "payouts"].flatMap((table) => [
    `create index ${table}_amount on ${table} (currency, amount_minor, created_at, id)`,
    `create index ${table}_provider_order on ${table} (provider_order_id, created_at, id)
      where provider_order_id is not null`,
  ]),
  ...digests.map(
    ({ table, column, index }) =>
      `create index ${index} on ${table} (${column}, created_at, id) where ${column} is not null`,
  ),
];

/** A session's reference may change. Its payments have the same at every moment. */
const keepInStep: Record<Engine, readonly string[]> = {
  sqlite: [
    `create trigger sessions_reference_changed after update of reference on sessions
      when old.reference <> new.reference
      begin update payments set reference = new.reference where session_id = new.id; end`,
  ],
  postgres: [
    `create function keep_payments_reference() returns trigger language plpgsql as $$
      begin
        update payments set reference = new.reference where session_id = new.id;
        return null;
      end $$`,
    `create trigger sessions_reference_changed after update of reference on sessions
      for each row when (old.reference <> new.reference) execute function keep_payments_reference()`,
  ],
};

export function search(engine: Engine): Migration {
  const { text } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table payments add column reference ${text} not null default ''`,
        `alter table payments add column code_digest ${text}`,
        "update payments set reference = (select reference from sessions where sessions.id = payments.session_id)",
        ...digests.map(({ index }) => `drop index ${index}`),
        ...indexes,
        ...keepInStep[engine],
        ...steps.map(
          (step) => `insert into upkeep (id, after_id)
            select '${step}', '' where exists (select 1 from payments where next_action_sealed is not null)`,
        ),
      ]),
  };
}
