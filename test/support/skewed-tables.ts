/**
 * Tables of a shop that has run for a while, as uneven as such are: nearly all payments by one account, in one currency, of
 * one amount and paid; half of them under one reference. So the statistics say of most columns that a value stands in many
 * rows, although another value of the same column stands in few.
 */
import { sql } from "kysely";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Schema } from "../../bff/storage/schema.ts";
import { paymentRow, payoutRow, refundRow, sessionRow } from "../storage/rows.ts";
import { type Filling, fillTable, idOf } from "./fill-table.ts";

/** A payment a minute, until the day of the examples in the API's document. */
const createdAt = "1795132800000 - i * cast(60000 as bigint)";
const mostly = (usual: string, rare: string) => `case when i % 50 = 0 then '${rare}' else '${usual}' end`;
const times = { created_at: createdAt, updated_at: createdAt };

const fillings: { readonly [Table in keyof Schema]?: Omit<Filling<Table>, "table"> } = {
  sessions: {
    row: sessionRow("cs"),
    made: {
      ...times,
      id: idOf("cs"),
      reference: "case when i % 2 = 0 then 'donation' else 'order-' || i end",
      status: mostly("succeeded", "expired"),
      token_hash: "'t' || i",
    },
  },
  payments: {
    row: paymentRow("pay", "cs"),
    made: {
      ...times,
      id: idOf("pay"),
      session_id: idOf("cs"),
      reference: "case when i % 2 = 0 then 'donation' else 'order-' || i end",
      account_id: mostly("paypro-mx", "cxpay-br"),
      currency: mostly("MXN", "BRL"),
      order_no: "'20261119120000' || i",
      provider_order_id: "'px' || i",
      status: mostly("succeeded", "expired"),
      exceptions: `case when i % 1000 = 0 then '["overpaid"]' else '[]' end`,
      email_digest: "'e' || (i % 100)",
      utr_digest: "'u' || i",
      callback_token_hash: "'h' || i",
    },
  },
  payouts: {
    row: payoutRow("po"),
    made: {
      ...times,
      id: idOf("po"),
      account_id: mostly("cxpay-in", "paypro-mx"),
      status: mostly("succeeded", "failed"),
      order_no: "'20261119130000' || i",
      callback_token_hash: "'p' || i",
    },
  },
  refunds: {
    row: refundRow("re", "pay", "cs"),
    made: {
      ...times,
      id: idOf("re"),
      payment_id: idOf("pay"),
      session_id: idOf("cs"),
      status: mostly("succeeded", "canceled"),
      token_hash: "'r' || i",
    },
  },
  events: {
    row: { payout_id: null },
    made: {
      id: idOf("evt"),
      type: mostly("session.succeeded", "session.expired"),
      session_id: idOf("cs"),
      payment_id: idOf("pay"),
      body_sealed: "'sealed'",
      created_at: createdAt,
    },
  },
  deliveries: {
    row: { endpoint_id: "shop", dead_reason: null },
    made: {
      id: `${idOf("evt")} || ':shop'`,
      event_id: idOf("evt"),
      state: mostly("delivered", "dead"),
      event_at: createdAt,
      updated_at: createdAt,
    },
  },
  audit: {
    row: { action: "job.retry", address: null, request_id: null, before: null, after: null },
    made: {
      id: idOf("aud"),
      actor: mostly("key:shop", "operator:ana"),
      subject: idOf("cs"),
      created_at: createdAt,
    },
  },
};

/** Fills them and keeps their statistics. */
export async function fillSkewed(database: Database, count: number): Promise<void> {
  async function fill<Table extends keyof Schema>(table: Table): Promise<void> {
    const filling = fillings[table];
    if (filling !== undefined) await fillTable(database, { table, ...filling }, count);
  }
  for (const table of [
    "sessions",
    "payments",
    "payouts",
    "refunds",
    "events",
    "deliveries",
    "audit",
  ] as const)
    await fill(table);
  if (database.engine === "sqlite") await database.keepStatistics();
  else await sql`analyze`.execute(database.kysely);
}
