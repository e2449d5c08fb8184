/** Finds sessions, payments, payouts, refunds and events by what a person typed. Each statement is one search in an index. */
import { sql } from "kysely";
import { defineQuery } from "../engine/statements.ts";

export interface FoundRow {
  readonly id: string;
  readonly created_at: number;
}

/** As many as an answer has. */
export const mostFound = 20;
const limit = sql.lit(mostFound);

interface Sought {
  readonly value: string;
}

interface SoughtAmount {
  readonly currency: string;
  readonly minor: string;
  /** Epoch ms: at or after, and before. */
  readonly from: number;
  readonly to: number;
}

/** What begins with a text, compared by code point: at or after it, and before it with the last of all characters. */
interface SoughtBeginning {
  readonly begin: string;
  readonly end: string;
}

const lowerReference = sql<string>`lower(reference)`;

export const byId = {
  session: defineQuery<Sought, FoundRow>("search session by id", (db, { value }) =>
    db.selectFrom("sessions").select(["id", "created_at"]).where("id", "=", value),
  ),
  payment: defineQuery<Sought, FoundRow>("search payment by id", (db, { value }) =>
    db.selectFrom("payments").select(["id", "created_at"]).where("id", "=", value),
  ),
  payout: defineQuery<Sought, FoundRow>("search payout by id", (db, { value }) =>
    db.selectFrom("payouts").select(["id", "created_at"]).where("id", "=", value),
  ),
  refund: defineQuery<Sought, FoundRow>("search refund by id", (db, { value }) =>
    db.selectFrom("refunds").select(["id", "created_at"]).where("id", "=", value),
  ),
  event: defineQuery<Sought, FoundRow>("search event by id", (db, { value }) =>
    db.selectFrom("events").select(["id", "created_at"]).where("id", "=", value),
  ),
};

type NumberColumn = "order_no" | "provider_order_id" | "utr_digest" | "email_digest" | "phone_digest";

const paymentsBy = (column: NumberColumn | "code_digest") =>
  defineQuery<Sought, FoundRow>(`search payments by ${column}`, (db, { value }) =>
    db
      .selectFrom("payments")
      .select(["id", "created_at"])
      .where(column, "=", value)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  );

const payoutsBy = (column: NumberColumn) =>
  defineQuery<Sought, FoundRow>(`search payouts by ${column}`, (db, { value }) =>
    db
      .selectFrom("payouts")
      .select(["id", "created_at"])
      .where(column, "=", value)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  );

const sessionsBy = (column: "email_digest" | "phone_digest") =>
  defineQuery<Sought, FoundRow>(`search sessions by ${column}`, (db, { value }) =>
    db
      .selectFrom("sessions")
      .select(["id", "created_at"])
      .where(column, "=", value)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  );

export const byOrderNo = { payment: paymentsBy("order_no"), payout: payoutsBy("order_no") };
export const byProviderOrderId = {
  payment: paymentsBy("provider_order_id"),
  payout: payoutsBy("provider_order_id"),
};
export const byUtr = { payment: paymentsBy("utr_digest"), payout: payoutsBy("utr_digest") };
export const byCode = { payment: paymentsBy("code_digest") };
export const byEmail = {
  session: sessionsBy("email_digest"),
  payment: paymentsBy("email_digest"),
  payout: payoutsBy("email_digest"),
};
export const byPhone = {
  session: sessionsBy("phone_digest"),
  payment: paymentsBy("phone_digest"),
  payout: payoutsBy("phone_digest"),
};

const withReference = (table: "sessions" | "payouts") =>
  defineQuery<Sought, FoundRow>(`search ${table} by reference`, (db, { value }) =>
    db
      .selectFrom(table)
      .select(["id", "created_at"])
      .where(lowerReference, "=", value)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  );

/** In the order of the references: the newest first would read all that begin so. */
const withBeginning = (table: "sessions" | "payouts") =>
  defineQuery<SoughtBeginning, FoundRow>(`search ${table} by beginning`, (db, { begin, end }) =>
    db
      .selectFrom(table)
      .select(["id", "created_at"])
      .where(lowerReference, ">", begin)
      .where(lowerReference, "<", end)
      .orderBy(lowerReference)
      .orderBy("created_at")
      .orderBy("id")
      .limit(limit),
  );

export const byReference = { session: withReference("sessions"), payout: withReference("payouts") };
export const byBeginning = { session: withBeginning("sessions"), payout: withBeginning("payouts") };

const ofAmount = (table: "payments" | "payouts") =>
  defineQuery<SoughtAmount, FoundRow>(`search ${table} by amount`, (db, { currency, minor, from, to }) =>
    db
      .selectFrom(table)
      .select(["id", "created_at"])
      .where("currency", "=", currency)
      .where("amount_minor", "=", minor)
      .where("created_at", ">=", from)
      .where("created_at", "<", to)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit),
  );

export const byAmount = { payment: ofAmount("payments"), payout: ofAmount("payouts") };

/** What arrived, where it is not what was asked for: the index has only those payments. */
export const byReceived = {
  payment: defineQuery<SoughtAmount, FoundRow>(
    "search payments by amount received",
    (db, { currency, minor, from, to }) =>
      db
        .selectFrom("payments")
        .select(["id", "created_at"])
        .where("currency", "=", currency)
        .where("received_minor", "=", minor)
        .where(sql<boolean>`received_minor <> '0' and received_minor <> amount_minor`)
        .where("created_at", ">=", from)
        .where("created_at", "<", to)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit),
  ),
};

const lastCharacter = "\u{10ffff}";

/** @param begin with A to Z in lower case */
export function beginningWith(begin: string): SoughtBeginning {
  return { begin, end: begin + lastCharacter };
}
