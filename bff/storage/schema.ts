/**
 * The tables, the same on both engines. Times are integer epoch milliseconds. Money is whole minor units as
 * decimal text, beside its currency and decimals; text has room for 18-decimal coins, which overflow a 64-bit
 * integer. JSON is text and never queried inside. Booleans are 0 or 1. Columns named `*_sealed` are encrypted
 * (seal.ts).
 */
import type { Generated } from "kysely";
import type { AuditAction } from "../core/audit.ts";
import type { PaymentStatus } from "../core/payment/status.ts";
import type { PayoutStatus } from "../core/payout/status.ts";
import type { PaymentRecord, PayoutRecord, SessionRecord } from "../core/records.ts";
import type { AccountDriftTable } from "./schema/account-drift.ts";
import type { ExchangeTable } from "./schema/exchanges.ts";
import type { OperatorSessionTable, OperatorTable } from "./schema/operators.ts";
import type { RefundTable, RefundTimelineTable } from "./schema/refunds.ts";
import type { EventReplayTable } from "./schema/replays.ts";

export type SessionTable = SessionRecord;
export type PaymentTable = PaymentRecord;

export interface PaymentTimelineTable {
  payment_id: string;
  /** 1, 2, 3 … within the payment; with payment_id the key. */
  seq: number;
  at: number;
  from_status: PaymentStatus | null;
  to_status: PaymentStatus;
  cause: string;
  actor: string | null;
  detail: string | null;
  /** What an operator said about it, sealed. */
  note_sealed: string | null;
}

export type PayoutTable = PayoutRecord;

export interface PayoutTimelineTable {
  payout_id: string;
  seq: number;
  at: number;
  from_status: PayoutStatus | null;
  to_status: PayoutStatus;
  cause: string;
  actor: string | null;
  detail: string | null;
  /** What an operator said about it, sealed. */
  note_sealed: string | null;
}

/** A verified callback, by its digest: an exact repeat is acknowledged and changes nothing. */
export interface CallbackTable {
  /** The payment's or payout's id. */
  subject_id: string;
  /** SHA-256 hex of the raw body, a newline and the query. With subject_id the key. */
  digest: string;
  received_at: number;
}

export interface EventTable {
  id: string;
  type: string;
  session_id: string | null;
  payment_id: string | null;
  payout_id: string | null;
  /** JSON of the contract's EventBody, sealed because it holds the customer's data. */
  body_sealed: string;
  created_at: number;
}

export type DeliveryState = "pending" | "delivered" | "dead";

/**
 * `gave_up`: all attempts of the schedule failed. `endpoint_disabled`: the endpoint answered 410, to this
 * delivery or to an earlier one. `internal_error`: its job failed too often, by a mistake of ours.
 */
export type DeadReason = "gave_up" | "endpoint_disabled" | "internal_error";

/**
 * One event to one endpoint. Its job is `deliver_event` with subject `id` and holds the time of the next
 * attempt.
 */
export interface DeliveryTable {
  id: string;
  event_id: string;
  /** The endpoint's id in the configuration, or SHA-256 hex of its URL: the URL itself stays in the configuration. */
  endpoint_id: string;
  state: DeliveryState;
  /** Why the delivery is dead; null while it is not. */
  dead_reason: DeadReason | null;
  /** When the event was recorded. */
  event_at: number;
  updated_at: number;
}

export interface DeliveryAttemptTable {
  delivery_id: string;
  /** 1, 2, 3 … */
  seq: number;
  at: number;
  status: number | null;
  error: string | null;
  duration_ms: number;
}

/** The stored state of a webhook endpoint: one that answered 410 is disabled. */
export interface EndpointTable {
  id: string;
  disabled_at: number | null;
  /** When a redelivery last enabled it. An answer to what was sent before says nothing of it any more. */
  enabled_at: number | null;
}

export type JobKind =
  | "sync_payment"
  | "sync_payout"
  | "expire_payment"
  | "expire_session"
  | "deliver_event"
  | "replay_events"
  | "reconcile";

export type JobQueueKind = "providers" | "webhooks" | "maintenance";

/**
 * A queue of jobs. Each queue has a worker of its own, so that no queue waits for another. `providers`: queries, on
 * which the state of money depends. `webhooks:<endpoint id>`: the deliveries to one endpoint; `webhooks` stands for all
 * of them. `maintenance`: expiries, replays and reconciliation.
 */
export type JobQueue = JobQueueKind | `webhooks:${string}`;

export interface JobTable {
  /** `kind:subject`, so that there is at most one job of a kind for a subject. */
  id: string;
  kind: JobKind;
  queue: JobQueue;
  subject_id: string;
  run_at: number;
  /** The time of a rerun that was requested while a run was under way; see jobs.ts. */
  rerun_at: number | null;
  /**
   * How many waits of its kind's schedule are over: the index of the wait after the next run. For a delivery,
   * the attempts since it was last started.
   */
  step: number;
  /** Runs in a row that ended by a mistake of ours. */
  failures: number;
  /** Instance id of the process that holds the lease. */
  locked_by: string | null;
  locked_until: number | null;
  /** When the run began. */
  locked_at: number | null;
  /** The token of this one run. Every run has its own, also in the same process. */
  lease_token: string | null;
  last_error: string | null;
  /** When the job died because it had failed too often. It waits for an operator then. */
  dead_at: number | null;
  created_at: number;
}

export interface IdempotencyKeyTable {
  /** SHA-256 hex of api key id, method, path and key. */
  id: string;
  /** Fingerprint (seal.ts) of the canonical JSON of the body. */
  body_hash: string;
  state: "running" | "done";
  /** While running: after this time the process that held it is treated as dead. */
  locked_until: number | null;
  /** The resource that the request made, for the answer to a repeat after a crash. */
  resource_id: string | null;
  response_status: number | null;
  response_sealed: string | null;
  /** The session or payout that the answer shows, so that it is erased with it. */
  subject_id: string | null;
  created_at: number;
}

/** What the clear columns of a session held before they were sealed. Empty once the upgrade is finished. */
export interface UnsealedSessionTable {
  session_id: string;
  description: string | null;
  metadata: string;
  return_url: string;
}

/** Work of the whole database that one process at a time does: the steps of an upgrade, and `retention`. */
export interface UpkeepTable {
  id: string;
  /** The id of the last row that a step of an upgrade has done. */
  after_id: string;
  locked_until: number | null;
}

/** The data key, as each of its holders has it (key-ring.ts). */
export interface DataKeyTable {
  /**
   * `key:<id>`: wrapped under that encryption key. `sandbox`: as it is, of a sandbox without encryption keys.
   * `fingerprint`: the fingerprint of the data key. Anything else: wrapped under an API key, from before there were
   * encryption keys.
   */
  id: string;
  content: string;
  created_at: number;
}

/** A running process, and the encryption keys that it holds (key-holders.ts). */
export interface KeyHolderTable {
  instance_id: string;
  /** Ids separated by blanks. It seals under the first. */
  key_ids: string;
  /** Written anew every few seconds. */
  seen_at: number;
}

export interface AccountTable {
  id: string;
  last_success_at: number | null;
}

export interface ReconciliationTable {
  /** `account:day`. */
  id: string;
  account_id: string;
  /** yyyy-MM-dd UTC. */
  day: string;
  source: "statement" | "query";
  /** How many entries of the statement and how many queried orders were compared. */
  checked: number;
  /** When the latest run began to query the day's orders. Null while they are not listed in `reconciliation_orders`. */
  begun_at: number | null;
  finished_at: number | null;
  error: string | null;
}

/** An order of the day that reconciliation has not queried yet, or that got no answer. */
export interface ReconciliationOrderTable {
  account_id: string;
  /** yyyy-MM-dd UTC. */
  day: string;
  kind: "payment" | "payout";
  /** The payment's or payout's id. With account_id, day and kind the key. */
  subject_id: string;
}

export interface DiscrepancyTable {
  /** `account:day:kind:orderNo`, so that a second run reports nothing twice. */
  id: string;
  account_id: string;
  day: string;
  kind: string;
  order_no: string;
  payment_id: string | null;
  payout_id: string | null;
  detail: string;
  found_at: number;
}

/** Money that an account's provider reported, verified, for an order that is not here. */
export interface StrayMoneyTable {
  account_id: string;
  /** With account_id the key. */
  order_no: string;
  object: "payment" | "payout";
  provider_order_id: string | null;
  /** Decimal text as the provider wrote it; null when it named no amount. */
  amount: string | null;
  currency: string | null;
  status: string;
  first_seen_at: number;
  last_seen_at: number;
  /** How many callbacks reported it. */
  seen: number;
}

/** A gate for payouts of one currency on one day, so that no two are counted against the daily limit at once. */
export interface PayoutDayTable {
  currency: string;
  /** The first millisecond of the day, UTC. With currency the key. */
  day: number;
  /** Grows with each payout that was accepted. */
  version: number;
}

/** Who changed what. Rows are added and never changed; triggers hold that. */
export interface AuditTable {
  /** Grows with each row. It orders those of one millisecond. */
  seq: Generated<number>;
  id: string;
  /** `key:<id>`, `operator:<id>`, `command` or `unknown`. */
  actor: string;
  action: AuditAction;
  /** The id of what was changed. */
  subject: string;
  address: string | null;
  request_id: string | null;
  /** JSON of what changed, before and after: statuses, amounts, numbers. Null where there was nothing. */
  before: string | null;
  after: string | null;
  created_at: number;
}

/** A callback at a payment's or payout's own address that was refused: one row for each reason. */
export interface RefusedCallbackTable {
  /** The payment's or payout's id. */
  subject_id: string;
  /** With subject_id the key. */
  reason: string;
  /** The state of the payment or payout at the first one. */
  status: string;
  first_at: number;
  /** To the minute: of those that came within one minute, the first counts. */
  last_at: number;
}

/** How many requests a caller has made in its current minute, over all processes. PostgreSQL only. */
export interface RateLimitTable {
  /** The limit's name and the caller's fingerprint. */
  key: string;
  points: number;
  /** When the minute ends. */
  expire: number;
}

export interface Schema {
  sessions: SessionTable;
  payments: PaymentTable;
  payment_timeline: PaymentTimelineTable;
  payouts: PayoutTable;
  payout_timeline: PayoutTimelineTable;
  refunds: RefundTable;
  refund_timeline: RefundTimelineTable;
  callbacks: CallbackTable;
  events: EventTable;
  deliveries: DeliveryTable;
  delivery_attempts: DeliveryAttemptTable;
  endpoints: EndpointTable;
  event_replays: EventReplayTable;
  jobs: JobTable;
  idempotency_keys: IdempotencyKeyTable;
  data_keys: DataKeyTable;
  key_holders: KeyHolderTable;
  accounts: AccountTable;
  reconciliations: ReconciliationTable;
  reconciliation_orders: ReconciliationOrderTable;
  discrepancies: DiscrepancyTable;
  stray_money: StrayMoneyTable;
  payout_days: PayoutDayTable;
  audit: AuditTable;
  refused_callbacks: RefusedCallbackTable;
  exchanges: ExchangeTable;
  account_drift: AccountDriftTable;
  operator_sessions: OperatorSessionTable;
  operators: OperatorTable;
  rate_limits: RateLimitTable;
  unsealed_sessions: UnsealedSessionTable;
  upkeep: UpkeepTable;
}
