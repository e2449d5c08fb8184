/**
 * What is stored of a session, a payment and a payout, as the decisions see it. The fields carry the names of the
 * columns, so that nothing stands between a row and the decision on it. Times are epoch milliseconds; money is whole
 * minor units as decimal text; flags are 0 or 1; fields named `*_sealed` are encrypted and never looked into here.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { Detail } from "./details.ts";
import type { PaymentStatus } from "./payment/status.ts";
import type { PayoutStatus } from "./payout/status.ts";
import type { RefundStatus } from "./refund/status.ts";
import type { SessionStatus } from "./session/status.ts";

/** `kept`: the personal data is there. `wanted`: it is erased as soon as what is open has ended. `erased`: it is gone. */
export type Erasure = "kept" | "wanted" | "erased";

export interface SessionRecord {
  readonly id: string;
  readonly status: SessionStatus;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  readonly reference: string;
  readonly country: string | null;
  readonly locale: string | null;
  /** JSON of the contract's Customer, sealed. */
  readonly customer_sealed: string | null;
  /** JSON of the description, the metadata, the items and the return URL, sealed. Null once they are erased. */
  readonly private_sealed: string | null;
  /** Keyed digests of the customer's id, e-mail address and phone number, to find the row by them. */
  readonly customer_digest: string | null;
  readonly email_digest: string | null;
  readonly phone_digest: string | null;
  readonly erasure: Erasure;
  /** Its retention counts from then at the earliest; see retention.ts. */
  readonly retained_from: number;
  /** JSON list of the methods that the merchant named, in order; null when the merchant left the choice to us. */
  readonly methods: string | null;
  /** SHA-256 of the client token, hex. Unique. */
  readonly token_hash: string;
  /** The one payment that is open. */
  readonly open_payment_id: string | null;
  /** The first payment that succeeded. */
  readonly paid_payment_id: string | null;
  readonly payment_count: number;
  /** The end events that were recorded for the session, each once: their types, separated by blanks. */
  readonly announced: string;
  /** The number of the newest event of the session or of one of its payments. */
  readonly event_sequence: number;
  /** Grows with each committed change of the session or of one of its payments. */
  readonly version: number;
  readonly created_at: number;
  readonly expires_at: number;
  readonly updated_at: number;
}

export interface PaymentRecord {
  readonly id: string;
  readonly session_id: string;
  /** The session's. The database keeps it in step (migration 0018). */
  readonly reference: string;
  readonly account_id: string;
  readonly provider: string;
  readonly method: string;
  readonly channel: string;
  /** The number under which the provider knows the order. Unique. */
  readonly order_no: string;
  readonly provider_order_id: string | null;
  readonly status: PaymentStatus;
  /** JSON list of the exceptions that stay (not those that follow from the status). */
  readonly exceptions: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  readonly received_minor: string;
  /** JSON of the NextAction, sealed. */
  readonly next_action_sealed: string | null;
  /** Keyed digest of the code that the customer was shown, to find the row by it. */
  readonly code_digest: string | null;
  readonly failure_code: string | null;
  readonly failure_retryable: number | null;
  /** JSON of the payer's details as given to the provider, sealed. */
  readonly payer_sealed: string | null;
  /** Keyed digests of the payer's e-mail address and phone number, to find the row by them. */
  readonly email_digest: string | null;
  readonly phone_digest: string | null;
  /** SHA-256 hex of the token in the callback URL. */
  readonly callback_token_hash: string;
  /** When creation became unknown; null when it never was or has been resolved. */
  readonly unknown_since: number | null;
  /** Since when "no such order" has been the provider's answer; null when its last answer was another. */
  readonly absent_since: number | null;
  /** 1 while an assertion, or a query's "paid" that named no amount, waits for its confirming query. */
  readonly confirm_pending: number;
  /** JSON of what each source said last; see testimony.ts. Null while nobody has said anything. */
  readonly testimony: string | null;
  /** Digest of the provider, the address and the merchant number that created the order; null on old rows. */
  readonly identity: string | null;
  /** JSON of what the provider said besides (UTR, fee, code, words), sealed. */
  readonly details_sealed: string | null;
  /** Keyed digest of the UTR, to find the row by it. */
  readonly utr_digest: string | null;
  /** JSON of what is known of its refunds; see refund/on-payment.ts. */
  readonly refunds: string;
  /** 1 while a reversal was reported and no query has settled it. */
  readonly reversal_pending: number;
  readonly last_query_at: number | null;
  /** While a query runs: nobody else queries the provider about this payment until then. */
  readonly query_lease_until: number | null;
  readonly created_at: number;
  readonly expires_at: number;
  /** Late money is looked for until then. */
  readonly watch_until: number;
  readonly updated_at: number;
}

export type PaymentChanges = Partial<
  Omit<
    PaymentRecord,
    "id" | "session_id" | "reference" | "order_no" | "created_at" | "callback_token_hash" | "refunds"
  >
>;

/** Which side of its provider's adapter sends a payout: `refunds` gives a payment's money back to whoever paid it. */
export type PayoutSideName = "payouts" | "refunds";

export interface PayoutRecord {
  readonly id: string;
  readonly account_id: string;
  readonly provider: string;
  readonly status: PayoutStatus;
  /** JSON list of the exceptions. */
  readonly exceptions: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  readonly reference: string;
  readonly channel: string | null;
  /** JSON of the contract's Beneficiary, sealed; of null once it is erased. */
  readonly beneficiary_sealed: string;
  /** Keyed digests of the beneficiary's e-mail address and phone number, to find the row by them. */
  readonly email_digest: string | null;
  readonly phone_digest: string | null;
  readonly erasure: Erasure;
  /** Its retention counts from then at the earliest; see retention.ts. */
  readonly retained_from: number;
  /** The refund that it carries; null where it carries none. */
  readonly refund_id: string | null;
  readonly side: PayoutSideName;
  /** Who made it; null on old rows. */
  readonly created_by: string | null;
  /** 1 while it is approved and nobody has begun to send it. */
  readonly send_pending: number;
  /** The time by whose day it counts toward the daily limit: its approval, or its creation where it has none. */
  readonly counted_at: number;
  /** The number under which the provider knows the payout. Unique. */
  readonly order_no: string;
  readonly provider_order_id: string | null;
  readonly failure_code: string | null;
  readonly failure_retryable: number | null;
  readonly callback_token_hash: string;
  readonly unknown_since: number | null;
  readonly absent_since: number | null;
  /** 1 while what a callback said waits for its confirming query. */
  readonly confirm_pending: number;
  /** 1 where the watch ended without an answer whether it was reversed, and nobody has settled that since. */
  readonly reversal_unsettled: number;
  /** JSON of what each source said last; see testimony.ts. Null while nobody has said anything. */
  readonly testimony: string | null;
  /** Digest of the provider, the address and the merchant number that created the order; null on old rows. */
  readonly identity: string | null;
  /** JSON of what the provider said besides (UTR, fee, code, words), sealed. */
  readonly details_sealed: string | null;
  /** Keyed digest of the UTR, to find the row by it. */
  readonly utr_digest: string | null;
  /** The number of the newest event. */
  readonly event_sequence: number;
  readonly last_query_at: number | null;
  readonly query_lease_until: number | null;
  /** Grows with each committed change. */
  readonly version: number;
  readonly created_at: number;
  readonly watch_until: number;
  readonly updated_at: number;
}

export type PayoutChanges = Partial<
  Omit<
    PayoutRecord,
    "id" | "order_no" | "refund_id" | "side" | "created_by" | "created_at" | "callback_token_hash" | "version"
  >
>;

/** Money of a payment that is given back. */
export interface RefundRecord {
  readonly id: string;
  readonly session_id: string;
  readonly payment_id: string;
  /** The payout that carries the money; null while there is none. */
  readonly payout_id: string | null;
  readonly status: RefundStatus;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  readonly reason: "duplicate" | "overpaid" | "late" | "requested" | "other";
  readonly method: "provider" | "payout" | "claim";
  readonly account_id: string;
  readonly channel: string | null;
  readonly failure_code: string | null;
  readonly failure_retryable: number | null;
  /** SHA-256 of the claim token, hex. Unique. Null where nobody is asked. */
  readonly token_hash: string | null;
  /** Keyed digest of what was claimed; null while nothing was. */
  readonly claim_digest: string | null;
  /** Who made it. */
  readonly created_by: string;
  readonly created_at: number;
  /** Until when it can be claimed; null where nobody is asked. */
  readonly expires_at: number | null;
  readonly updated_at: number;
}

export type RefundChanges = Partial<
  Pick<RefundRecord, "payout_id" | "status" | "failure_code" | "failure_retryable" | "claim_digest">
>;

/** What caused a line of a timeline. */
export type Cause = "create" | "callback" | "query" | "cancel" | "expiry" | "operator";

/** A line of a payment's or payout's timeline; the storage gives it its number. */
export interface TimelineLine<Status extends string> {
  /** The payment's or payout's id. */
  readonly subjectId: string;
  readonly at: number;
  readonly from: Status | null;
  readonly to: Status;
  readonly cause: Cause;
  /** The API key or operator that caused it; null where the software or somebody else did. */
  readonly actor: string | null;
  /** Null when there is nothing to add. */
  readonly detail: Detail | null;
  /** An operator's note, sealed. */
  readonly noteSealed: string | null;
}

/** Applies changes to a record. */
export function withChanges<Row extends object>(row: Row, changes: NoInfer<Partial<Row>>): Row {
  return { ...row, ...changes };
}

/** True when one of the changes differs from what is held. */
export function changesAnything<Row extends object>(row: Row, changes: NoInfer<Partial<Row>>): boolean {
  return Object.entries(changes).some(([column, value]) => Reflect.get(row, column) !== value);
}
