/**
 * The first tables. A migration that has been released is never edited: its lists of words are spelled out here
 * and not taken from the contract, which goes on changing.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, oneOf, runAll } from "./ddl.ts";

const sessionStatuses = [
  "requires_payment_method",
  "requires_action",
  "processing",
  "succeeded",
  "canceled",
  "expired",
];
const paymentStatuses = [
  "creating",
  "unknown",
  "pending",
  "partially_paid",
  "review",
  "succeeded",
  "failed",
  "canceled",
  "expired",
];
const payoutStatuses = ["creating", "unknown", "pending", "succeeded", "failed"];
const causes = ["create", "callback", "query", "cancel", "expiry", "operator"];
const jobKinds = ["sync_payment", "sync_payout", "deliver_event", "expire", "reconcile"];

export function firstTables(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  const money = `
    amount_minor ${text} not null check (amount_minor <> ''),
    currency ${text} not null,
    decimals ${int} not null check (decimals between 0 and 30)`;

  const sessions = [
    `create table sessions (
      id ${text} not null primary key,
      status ${text} not null ${oneOf("status", sessionStatuses)},
      ${money},
      reference ${text} not null,
      description ${text},
      country ${text},
      locale ${text},
      customer_sealed ${text},
      metadata ${text} not null,
      methods ${text},
      return_url ${text} not null,
      token_hash ${text} not null unique,
      open_payment_id ${text},
      paid_payment_id ${text},
      payment_count ${int} not null check (payment_count >= 0),
      created_at ${int} not null,
      expires_at ${int} not null,
      updated_at ${int} not null
    ) ${table}`,
    "create index sessions_newest on sessions (created_at, id)",
    "create index sessions_reference on sessions (reference, created_at, id)",
    "create index sessions_status on sessions (status, created_at, id)",
  ];

  const payments = [
    `create table payments (
      id ${text} not null primary key,
      session_id ${text} not null references sessions (id),
      account_id ${text} not null,
      provider ${text} not null,
      method ${text} not null,
      channel ${text} not null,
      order_no ${text} not null unique,
      provider_order_id ${text},
      status ${text} not null ${oneOf("status", paymentStatuses)},
      exceptions ${text} not null,
      ${money},
      received_minor ${text} not null check (received_minor <> ''),
      next_action ${text},
      failure_code ${text},
      failure_retryable ${int} ${flag("failure_retryable")},
      payer_sealed ${text},
      callback_token_hash ${text} not null unique,
      unknown_since ${int},
      absent_since ${int},
      confirm_pending ${int} not null ${flag("confirm_pending")},
      claim text,
      reversal_pending ${int} not null ${flag("reversal_pending")},
      last_query_at ${int},
      query_lease_until ${int},
      created_at ${int} not null,
      expires_at ${int} not null,
      watch_until ${int} not null,
      updated_at ${int} not null
    ) ${table}`,
    "create index payments_newest on payments (created_at, id)",
    "create index payments_session on payments (session_id, created_at, id)",
    "create index payments_account on payments (account_id, created_at, id)",
    "create index payments_status on payments (status, created_at, id)",
    `create table payment_timeline (
      payment_id ${text} not null references payments (id),
      seq ${int} not null check (seq > 0),
      "at" ${int} not null,
      from_status ${text} ${oneOf("from_status", paymentStatuses)},
      to_status ${text} not null ${oneOf("to_status", paymentStatuses)},
      cause ${text} not null ${oneOf("cause", causes)},
      detail ${text},
      primary key (payment_id, seq)
    ) ${clustered}`,
  ];

  const payouts = [
    `create table payouts (
      id ${text} not null primary key,
      account_id ${text} not null,
      provider ${text} not null,
      status ${text} not null ${oneOf("status", payoutStatuses)},
      ${money},
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
      last_query_at ${int},
      query_lease_until ${int},
      created_at ${int} not null,
      watch_until ${int} not null,
      updated_at ${int} not null
    ) ${table}`,
    "create index payouts_newest on payouts (created_at, id)",
    "create index payouts_reference on payouts (reference, created_at, id)",
    "create index payouts_account on payouts (account_id, created_at, id)",
    "create index payouts_status on payouts (status, created_at, id)",
    `create table payout_timeline (
      payout_id ${text} not null references payouts (id),
      seq ${int} not null check (seq > 0),
      "at" ${int} not null,
      from_status ${text} ${oneOf("from_status", payoutStatuses)},
      to_status ${text} not null ${oneOf("to_status", payoutStatuses)},
      cause ${text} not null ${oneOf("cause", causes)},
      detail ${text},
      primary key (payout_id, seq)
    ) ${clustered}`,
  ];

  const callbacks = [
    `create table callbacks (
      subject_id ${text} not null,
      digest ${text} not null,
      received_at ${int} not null,
      primary key (subject_id, digest)
    ) ${clustered}`,
  ];

  // Events have no foreign keys: an event is complete in itself and may be kept for longer than its subject.
  const events = [
    `create table events (
      id ${text} not null primary key,
      type ${text} not null,
      session_id ${text},
      payment_id ${text},
      payout_id ${text},
      body_sealed ${text} not null,
      created_at ${int} not null
    ) ${table}`,
    "create index events_newest on events (created_at, id)",
    "create index events_type on events (type, created_at, id)",
    "create index events_session on events (session_id, created_at, id) where session_id is not null",
    "create index events_payment on events (payment_id, created_at, id) where payment_id is not null",
    "create index events_payout on events (payout_id, created_at, id) where payout_id is not null",
    `create table deliveries (
      id ${text} not null primary key,
      event_id ${text} not null references events (id),
      endpoint_id ${text} not null,
      state ${text} not null ${oneOf("state", ["pending", "delivered", "dead"])},
      next_attempt_at ${int},
      attempts ${int} not null check (attempts >= 0),
      updated_at ${int} not null,
      unique (event_id, endpoint_id)
    ) ${table}`,
    "create index deliveries_pending on deliveries (next_attempt_at, id) where state = 'pending'",
    `create table delivery_attempts (
      delivery_id ${text} not null references deliveries (id),
      seq ${int} not null check (seq > 0),
      "at" ${int} not null,
      status ${int},
      error ${text},
      duration_ms ${int} not null check (duration_ms >= 0),
      primary key (delivery_id, seq)
    ) ${clustered}`,
    `create table endpoints (
      id ${text} not null primary key,
      disabled_at ${int}
    ) ${clustered}`,
  ];

  const jobs = [
    `create table jobs (
      id ${text} not null primary key,
      kind ${text} not null ${oneOf("kind", jobKinds)},
      subject_id ${text} not null,
      run_at ${int} not null,
      wished_at ${int},
      attempts ${int} not null check (attempts >= 0),
      locked_by ${text},
      locked_until ${int},
      locked_at ${int},
      lease_token ${text},
      last_error ${text},
      dead_at ${int},
      created_at ${int} not null,
      check ((locked_by is null) = (locked_until is null)),
      check ((locked_by is null) = (locked_at is null)),
      check ((locked_by is null) = (lease_token is null)),
      check (locked_by is null or dead_at is null)
    ) ${table}`,
    "create index jobs_due on jobs (run_at, id) where dead_at is null",
    "create index jobs_locked on jobs (locked_by) where locked_by is not null",
    "create index jobs_dead on jobs (dead_at, id) where dead_at is not null",
  ];

  const others = [
    `create table idempotency_keys (
      id ${text} not null primary key,
      body_hash ${text} not null,
      state ${text} not null ${oneOf("state", ["running", "done"])},
      locked_until ${int},
      resource_id ${text},
      response_status ${int},
      response_sealed ${text},
      created_at ${int} not null,
      check (state = 'running' or (response_status is not null and response_sealed is not null))
    ) ${table}`,
    "create index idempotency_keys_oldest on idempotency_keys (created_at)",
    `create table data_keys (
      wrapped_by ${text} not null primary key,
      wrapped_key ${text} not null,
      created_at ${int} not null
    ) ${table}`,
    `create table accounts (
      id ${text} not null primary key,
      last_success_at ${int}
    ) ${table}`,
    `create table reconciliations (
      id ${text} not null primary key,
      account_id ${text} not null,
      day ${text} not null,
      source ${text} not null ${oneOf("source", ["statement", "query"])},
      checked ${int} not null check (checked >= 0),
      finished_at ${int},
      error ${text}
    ) ${table}`,
    "create index reconciliations_account on reconciliations (account_id, day)",
    `create table discrepancies (
      id ${text} not null primary key,
      account_id ${text} not null,
      day ${text} not null,
      kind ${text} not null,
      order_no ${text} not null,
      payment_id ${text},
      detail ${text} not null,
      found_at ${int} not null
    ) ${table}`,
    "create index discrepancies_account on discrepancies (account_id, day, id)",
  ];

  const statements = [sessions, payments, payouts, callbacks, events, jobs, others].flat();
  return { up: (database) => runAll(database, statements) };
}
