/** The rows that a decision on a session loads, and the statements that write the decision. */
import { type Kysely, sql } from "kysely";
import type { PaymentStatus } from "../../core/payment/status.ts";
import type { PaymentRecord, SessionRecord } from "../../core/records.ts";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import type { Schema } from "../schema.ts";
import { disabledEndpoints } from "./disabled-endpoints.ts";

/** A session with what a decision needs to know beside it. */
export interface HeldSessionRow extends SessionRecord {
  /** The ids of the disabled webhook endpoints, separated by blanks; null when there is none. */
  readonly disabled_endpoints: string | null;
  /** 1 when another session of the same reference has been paid, else 0. */
  readonly reference_paid: number;
}

/** A payment with the detail of the newest line of its timeline. */
export interface HeldPaymentRow extends PaymentRecord {
  readonly last_detail: string | null;
}

/** The rows of a session as this process knows them without loading. */
export interface KnownSession {
  readonly session: HeldSessionRow;
  /** Oldest first. */
  readonly payments: readonly HeldPaymentRow[];
}

const sessionColumns = everyColumn<SessionRecord>({
  id: true,
  status: true,
  amount_minor: true,
  currency: true,
  decimals: true,
  reference: true,
  country: true,
  locale: true,
  customer_sealed: true,
  private_sealed: true,
  customer_digest: true,
  email_digest: true,
  phone_digest: true,
  erasure: true,
  retained_from: true,
  methods: true,
  token_hash: true,
  open_payment_id: true,
  paid_payment_id: true,
  payment_count: true,
  announced: true,
  event_sequence: true,
  version: true,
  created_at: true,
  expires_at: true,
  updated_at: true,
});

const paymentColumns = everyColumn<PaymentRecord>({
  id: true,
  session_id: true,
  reference: true,
  account_id: true,
  provider: true,
  method: true,
  channel: true,
  order_no: true,
  provider_order_id: true,
  status: true,
  exceptions: true,
  amount_minor: true,
  currency: true,
  decimals: true,
  received_minor: true,
  next_action_sealed: true,
  code_digest: true,
  failure_code: true,
  failure_retryable: true,
  payer_sealed: true,
  email_digest: true,
  phone_digest: true,
  callback_token_hash: true,
  unknown_since: true,
  absent_since: true,
  confirm_pending: true,
  testimony: true,
  identity: true,
  details_sealed: true,
  utr_digest: true,
  refunds: true,
  reversal_pending: true,
  last_query_at: true,
  query_lease_until: true,
  created_at: true,
  expires_at: true,
  watch_until: true,
  updated_at: true,
});

/** The columns that a decision may change. query-locks.ts takes and releases query locks. */
const decidedColumns = [
  "provider_order_id",
  "status",
  "exceptions",
  "received_minor",
  "next_action_sealed",
  "code_digest",
  "failure_code",
  "failure_retryable",
  "unknown_since",
  "absent_since",
  "confirm_pending",
  "testimony",
  "details_sealed",
  "utr_digest",
  "reversal_pending",
  "expires_at",
  "watch_until",
  "updated_at",
] as const satisfies readonly (keyof PaymentRecord)[];

/** Another session of the reference is paid. One search in the index, however many sessions of the reference there are. */
const isOtherPaid = sql<boolean>`exists (select 1 from sessions other
  where other.reference = sessions.reference and other.paid_payment_id is not null and other.id <> sessions.id)`;

export const referencePaid = sql<number>`case when ${isOtherPaid} then 1 else 0 end`.as("reference_paid");

export const lastDetail = sql<string | null>`(select detail from payment_timeline
  where payment_timeline.payment_id = payments.id order by seq desc limit 1)`.as("last_detail");

export const heldSession = defineQuery<{ id: string }, HeldSessionRow>("held session", (db, { id }, engine) =>
  db
    .selectFrom("sessions")
    .selectAll()
    .select([disabledEndpoints(engine), referencePaid])
    .where("id", "=", id),
);

export const heldSessionOfPayment = defineQuery<{ paymentId: string }, HeldSessionRow>(
  "held session of payment",
  (db, { paymentId }, engine) =>
    db
      .selectFrom("sessions")
      .selectAll()
      .select([disabledEndpoints(engine), referencePaid])
      .where("id", "=", (eb) => eb.selectFrom("payments").select("session_id").where("id", "=", paymentId)),
);

/** Oldest first. The configured limit of payments per session bounds the rows. */
export const heldPaymentsOfSession = defineQuery<{ sessionId: string }, HeldPaymentRow>(
  "held payments of session",
  (db, { sessionId }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .select(lastDetail)
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .orderBy("id"),
);

/** All payments of the session that this payment belongs to, oldest first. */
export const heldPaymentsBeside = defineQuery<{ paymentId: string }, HeldPaymentRow>(
  "held payments beside payment",
  (db, { paymentId }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .select(lastDetail)
      .where("session_id", "=", (eb) =>
        eb.selectFrom("payments").select("session_id").where("id", "=", paymentId),
      )
      .orderBy("created_at")
      .orderBy("id"),
);

/** The session of the payment that a callback's address belongs to. */
export const heldSessionOfCallback = defineQuery<{ tokenHash: string }, HeldSessionRow>(
  "held session of callback",
  (db, { tokenHash }, engine) =>
    db
      .selectFrom("sessions")
      .selectAll()
      .select([disabledEndpoints(engine), referencePaid])
      .where("id", "=", (eb) =>
        eb.selectFrom("payments").select("session_id").where("callback_token_hash", "=", tokenHash),
      ),
);

/** All payments of that session, oldest first. */
export const heldPaymentsOfCallback = defineQuery<{ tokenHash: string }, HeldPaymentRow>(
  "held payments of callback",
  (db, { tokenHash }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .select(lastDetail)
      .where("session_id", "=", (eb) =>
        eb.selectFrom("payments").select("session_id").where("callback_token_hash", "=", tokenHash),
      )
      .orderBy("created_at")
      .orderBy("id"),
);

export const insertSession = defineStatement("insert session", (db, row: SessionRecord) =>
  db.insertInto("sessions").values(pick(row, sessionColumns)),
);

type MovedSession = SessionRecord & { readonly loaded_version: number };

function updateHeld(db: Kysely<Schema>, session: MovedSession) {
  return db
    .updateTable("sessions")
    .set({
      status: session.status,
      open_payment_id: session.open_payment_id,
      paid_payment_id: session.paid_payment_id,
      payment_count: session.payment_count,
      announced: session.announced,
      event_sequence: session.event_sequence,
      updated_at: session.updated_at,
      version: session.version,
    })
    .where("id", "=", session.id)
    .where("version", "=", session.loaded_version);
}

/** {@link moveSession} for a change of what is to be paid. */
export const moveChangedSession = defineStatement("move changed session", (db, session: MovedSession) =>
  updateHeld(db, session).set({
    amount_minor: session.amount_minor,
    currency: session.currency,
    decimals: session.decimals,
    reference: session.reference,
    private_sealed: session.private_sealed,
    expires_at: session.expires_at,
  }),
);

/**
 * The gate of every change of a session: it matches only if nobody has changed the session since it was loaded.
 */
export const moveSession = defineStatement("move session", updateHeld);

/**
 * Two transactions that pay two sessions of one reference wait for each other here, so that the gate after it sees which
 * one committed first. SQLite has one writer at a time and needs no lock: the condition is false there.
 */
export const lockReference = defineStatement(
  "lock reference",
  (db, { reference }: { readonly reference: string }, engine) => {
    const rows = db
      .updateTable("sessions")
      .set((eb) => ({ updated_at: eb.ref("updated_at") }))
      .where("reference", "=", reference);
    return engine === "postgres" ? rows : rows.where(sql<boolean>`1 = 0`);
  },
);

/** The gate of a session that is paid now: it matches only if no other session of the reference is paid. */
export const moveFirstPaidSession = defineStatement("move first paid session", (db, session: MovedSession) =>
  updateHeld(db, session).where(sql<boolean>`not ${isOtherPaid}`),
);

export const insertPayment = defineStatement("insert payment", (db, row: PaymentRecord) =>
  db.insertInto("payments").values(pick(row, paymentColumns)),
);

/** The one statement that changes a payment's state (rule 3). */
export const movePayment = defineStatement(
  "move payment",
  (db, payment: PaymentRecord & { readonly from: PaymentStatus }) =>
    db
      .updateTable("payments")
      .set(pick(payment, decidedColumns))
      .where("id", "=", payment.id)
      .where("status", "=", payment.from),
);
