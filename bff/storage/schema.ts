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
import type { DeliveryAttemptTable, DeliveryTable, EndpointTable, EventTable } from "./schema/events.ts";
import type { ExchangeTable } from "./schema/exchanges.ts";
import type { JobTable } from "./schema/jobs.ts";
import type { OperatorSessionTable, OperatorTable } from "./schema/operators.ts";
import type {
  DiscrepancyTable,
  ReconciliationOrderTable,
  ReconciliationTable,
  StrayMoneyTable,
} from "./schema/reconciliation.ts";
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
