/**
 * Refunds get their tables. A payment names its refunds, so that whoever reads it knows what was given back; a payout
 * names the refund that it carries, and by which side of the provider's adapter it is sent.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, oneOf, runAll } from "./ddl.ts";

const statuses = [
  "awaiting_claim",
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "succeeded",
  "failed",
  "canceled",
  "expired",
];

export function refunds(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table payments add column refunds ${text} not null default '[]'`,
        `alter table payouts add column refund_id ${text}`,
        `alter table payouts add column side ${text} not null default 'payouts' ${oneOf("side", ["payouts", "refunds"])}`,
        `create table refunds (
          id ${text} not null primary key,
          session_id ${text} not null references sessions (id),
          payment_id ${text} not null references payments (id),
          payout_id ${text} unique,
          status ${text} not null ${oneOf("status", statuses)},
          amount_minor ${text} not null,
          currency ${text} not null,
          decimals ${int} not null,
          reason ${text} not null ${oneOf("reason", ["duplicate", "overpaid", "late", "requested", "other"])},
          method ${text} not null ${oneOf("method", ["provider", "payout", "claim"])},
          account_id ${text} not null,
          channel ${text},
          failure_code ${text},
          failure_retryable ${int},
          token_hash ${text} unique,
          claim_digest ${text},
          created_by ${text} not null,
          created_at ${int} not null,
          expires_at ${int},
          updated_at ${int} not null
        ) ${table}`,
        "create index refunds_newest on refunds (created_at, id)",
        "create index refunds_session on refunds (session_id, created_at, id)",
        "create index refunds_payment on refunds (payment_id, created_at, id)",
        "create index refunds_status on refunds (status, created_at, id)",
        `create table refund_timeline (
          refund_id ${text} not null references refunds (id),
          seq ${int} not null,
          at ${int} not null,
          from_status ${text},
          to_status ${text} not null,
          cause ${text} not null,
          actor ${text},
          detail ${text},
          note_sealed ${text},
          primary key (refund_id, seq)
        ) ${clustered}`,
      ]),
  };
}
