/**
 * Keeps what each source said of a payment and a payout, what the provider said besides (UTR, fee, words), and the
 * merchant identity that created the order. Events of one session or payout get numbers. A payout can be in review.
 * A webhook endpoint keeps when it was last enabled.
 *
 * The tables of payouts are created anew, because SQLite cannot change the list of statuses that a column accepts.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, oneOf, runAll } from "./ddl.ts";

const payoutStatuses = [
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "review",
  "succeeded",
  "failed",
  "rejected",
];
const causes = ["create", "callback", "query", "cancel", "expiry", "operator"];

const keptColumns = `id, account_id, provider, status, amount_minor, currency, decimals, reference, channel,
  beneficiary_sealed, order_no, provider_order_id, failure_code, failure_retryable, callback_token_hash,
  unknown_since, absent_since, confirm_pending, last_query_at, query_lease_until, version, created_at,
  watch_until, updated_at`;

export function whatWasSaid(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  const said = [`identity ${text}`, `details_sealed ${text}`, `utr_digest ${text}`];
  const sessions = [`alter table sessions add column event_sequence ${int} not null default 0`];
  const payments = [
    `alter table payments add column testimony ${text}`,
    `update payments set testimony =
      case confirm_pending when 1 then '{"claim":' else '{"callback":' end || claim || '}'
      where claim is not null`,
    "alter table payments drop column claim",
    ...said.map((column) => `alter table payments add column ${column}`),
    "create index payments_utr on payments (utr_digest) where utr_digest is not null",
  ];
  const payouts = [
    `create table new_payouts (
      id ${text} not null primary key,
      account_id ${text} not null,
      provider ${text} not null,
      status ${text} not null ${oneOf("status", payoutStatuses)},
      exceptions ${text} not null,
      amount_minor ${text} not null check (amount_minor <> ''),
      currency ${text} not null,
      decimals ${int} not null check (decimals between 0 and 30),
      reference ${text} not null,
      channel ${text},
      beneficiary_sealed ${text} not null,
      order_no ${text} not null unique,
      provider_order_id ${text},
      failure_code ${text},
      failure_retryable ${int} ${flag("failure_retryable")},
      callback_token_hash ${text} not null unique,
      unknown_since ${int},
      absent_since ${int},
      confirm_pending ${int} not null ${flag("confirm_pending")},
      testimony ${text},
      ${said.join(",\n      ")},
      event_sequence ${int} not null,
      last_query_at ${int},
      query_lease_until ${int},
      version ${int} not null,
      created_at ${int} not null,
      watch_until ${int} not null,
      updated_at ${int} not null
    ) ${table}`,
    `insert into new_payouts (${keptColumns}, exceptions, event_sequence)
      select ${keptColumns}, '[]', 0 from payouts`,
    `create table new_payout_timeline (
      payout_id ${text} not null references new_payouts (id),
      seq ${int} not null check (seq > 0),
      "at" ${int} not null,
      from_status ${text} ${oneOf("from_status", payoutStatuses)},
      to_status ${text} not null ${oneOf("to_status", payoutStatuses)},
      cause ${text} not null ${oneOf("cause", causes)},
      detail ${text},
      primary key (payout_id, seq)
    ) ${clustered}`,
    `insert into new_payout_timeline (payout_id, seq, "at", from_status, to_status, cause, detail)
      select payout_id, seq, "at", from_status, to_status, cause, detail from payout_timeline`,
    "drop table payout_timeline",
    "drop table payouts",
    "alter table new_payouts rename to payouts",
    "alter table new_payout_timeline rename to payout_timeline",
    "create index payouts_newest on payouts (created_at, id)",
    "create index payouts_reference on payouts (reference, created_at, id)",
    "create index payouts_account on payouts (account_id, created_at, id)",
    "create index payouts_status on payouts (status, created_at, id)",
    "create index payouts_utr on payouts (utr_digest) where utr_digest is not null",
  ];
  const endpoints = [`alter table endpoints add column enabled_at ${int}`];
  return { up: (database) => runAll(database, [...sessions, ...payments, ...payouts, ...endpoints]) };
}
