/**
 * What the floor writes and reads: for the same work the same rows as the product (floor.test.ts compares them). All
 * names of tables and columns are here. Columns that the product leaves null are left out.
 */
import { insert, type Read, type Row, remove, update, type Write } from "./writes.ts";

/** A session, with the payment that its customer looks at (`null` in all of its columns where there is none). */
export interface Found {
  readonly session_id: string;
  readonly session_status: string;
  readonly session_created_at: number;
  readonly session_expires_at: number;
  readonly amount_minor: string;
  readonly reference: string;
  readonly country: string;
  readonly customer_sealed: string;
  readonly private_sealed: string;
  readonly payment_id: string | null;
  readonly payment_status: string;
  readonly order_no: string;
  readonly provider_order_id: string;
  readonly received_minor: string;
  readonly next_action_sealed: string;
  readonly payment_created_at: number;
  readonly payment_expires_at: number;
}

const both = `
  select s.id as session_id, s.status as session_status, s.created_at as session_created_at,
    s.expires_at as session_expires_at, s.amount_minor, s.reference, s.country, s.customer_sealed, s.private_sealed,
    p.id as payment_id, p.status as payment_status, p.order_no, p.provider_order_id, p.received_minor,
    p.next_action_sealed, p.created_at as payment_created_at, p.expires_at as payment_expires_at`;

export const findByClientToken: Read = {
  name: "find_by_client_token",
  sql: `${both} from sessions s left join payments p on p.id = coalesce(s.paid_payment_id, s.open_payment_id)
    where s.token_hash = ?`,
};

export const findByCallbackToken: Read = {
  name: "find_by_callback_token",
  sql: `${both} from payments p join sessions s on s.id = p.session_id where p.callback_token_hash = ?`,
};

export const findKey: Read = {
  name: "find_key",
  sql: "select body_hash, response_status, response_sealed from idempotency_keys where id = ?",
};

const newJob = insert("jobs", [
  "id",
  "kind",
  "queue",
  "subject_id",
  "run_at",
  "step",
  "failures",
  "created_at",
]);
const leasedJob = insert("jobs", [
  "id",
  "kind",
  "queue",
  "subject_id",
  "run_at",
  "step",
  "failures",
  "created_at",
  "locked_by",
  "locked_until",
  "locked_at",
  "lease_token",
]);
const scheduledJob = update("jobs", [
  "run_at",
  "step",
  "locked_by",
  "locked_until",
  "locked_at",
  "lease_token",
]);
const timeline = insert("payment_timeline", [
  "payment_id",
  "seq",
  "at",
  "from_status",
  "to_status",
  "cause",
  "detail",
  "note_sealed",
]);
const event = insert("events", ["id", "type", "session_id", "payment_id", "body_sealed", "created_at"]);
const delivery = insert("deliveries", ["id", "event_id", "endpoint_id", "state", "event_at", "updated_at"]);
const session = insert("sessions", [
  "id",
  "status",
  "amount_minor",
  "currency",
  "decimals",
  "reference",
  "country",
  "customer_sealed",
  "email_digest",
  "phone_digest",
  "private_sealed",
  "erasure",
  "retained_from",
  "token_hash",
  "payment_count",
  "announced",
  "event_sequence",
  "version",
  "created_at",
  "expires_at",
  "updated_at",
]);
const key = insert("idempotency_keys", [
  "id",
  "body_hash",
  "state",
  "resource_id",
  "subject_id",
  "response_status",
  "response_sealed",
  "created_at",
]);
const audit = insert("audit", [
  "id",
  "actor",
  "action",
  "subject",
  "address",
  "request_id",
  "after",
  "created_at",
]);

/** A row for `payment_timeline`. */
export function timelineLine(paymentId: string, seq: number, rest: Row): Row {
  return { payment_id: paymentId, seq, detail: null, note_sealed: null, ...rest };
}

/** A session, its entry in the audit, and its expiry. */
export const createSession: Write = { name: "create_session", steps: [session, audit, newJob] };
/** The same, and its idempotency key with the answer. */
export const createSessionOnce: Write = { name: "create_session_once", steps: [session, audit, newJob, key] };

/** The rows before the provider is called. */
export const openPayment: Write = {
  name: "open_payment",
  steps: [
    insert("payments", [
      "id",
      "session_id",
      "reference",
      "account_id",
      "provider",
      "method",
      "channel",
      "order_no",
      "status",
      "exceptions",
      "amount_minor",
      "currency",
      "decimals",
      "received_minor",
      "payer_sealed",
      "email_digest",
      "phone_digest",
      "callback_token_hash",
      "confirm_pending",
      "identity",
      "reversal_pending",
      "created_at",
      "expires_at",
      "watch_until",
      "updated_at",
    ]),
    timeline,
    leasedJob,
    update("sessions", ["open_payment_id", "payment_count", "status", "version", "updated_at"]),
  ],
};

/** The rows of the provider's answer, with the event about it and its delivery. */
export const acceptPayment: Write = {
  name: "accept_payment",
  steps: [
    update("payments", ["status", "provider_order_id", "next_action_sealed", "code_digest", "updated_at"]),
    timeline,
    update("sessions", ["status", "event_sequence", "version", "updated_at"]),
    scheduledJob,
    newJob,
    event,
    delivery,
    leasedJob,
  ],
};

/** The rows of a webhook that was answered 200. */
export const recordDelivery: Write = {
  name: "record_delivery",
  steps: [
    remove("jobs"),
    update("deliveries", ["state", "updated_at"]),
    insert("delivery_attempts", ["delivery_id", "seq", "at", "status", "duration_ms"]),
  ],
};

/** The rows of a callback that says paid, with the lock and the job of the query that confirms it. */
export const receiveCallback: Write = {
  name: "receive_callback",
  steps: [
    insert("callbacks", ["subject_id", "digest", "received_at"]),
    update("payments", [
      "confirm_pending",
      "testimony",
      "details_sealed",
      "query_lease_until",
      "last_query_at",
      "updated_at",
    ]),
    timeline,
    update("sessions", ["version"]),
    scheduledJob,
  ],
};

const success = [
  update("payments", [
    "status",
    "received_minor",
    "confirm_pending",
    "testimony",
    "query_lease_until",
    "updated_at",
  ]),
  timeline,
  update("sessions", [
    "status",
    "open_payment_id",
    "paid_payment_id",
    "announced",
    "event_sequence",
    "version",
    "updated_at",
  ]),
  remove("jobs"),
  event,
  delivery,
  leasedJob,
  event,
  delivery,
  leasedJob,
];

/** The confirming query's answer, with the events of payment and session. */
export const settlePayment: Write = { name: "settle_payment", steps: success };
