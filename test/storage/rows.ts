/** Rows that satisfy every constraint, for tests that care about some of their columns only. */
import type { Schema } from "../../bff/storage/schema.ts";

export function sessionRow(id: string, changes: Partial<Schema["sessions"]> = {}): Schema["sessions"] {
  return {
    id,
    status: "requires_payment_method",
    amount_minor: "15000",
    currency: "MXN",
    decimals: 2,
    reference: `order-${id}`,
    country: "MX",
    locale: null,
    customer_sealed: null,
    private_sealed: null,
    customer_digest: null,
    email_digest: null,
    phone_digest: null,
    erasure: "kept",
    retained_from: 1_000,
    methods: null,
    token_hash: `token-${id}`,
    open_payment_id: null,
    paid_payment_id: null,
    payment_count: 0,
    announced: "",
    event_sequence: 0,
    version: 0,
    created_at: 1_000,
    expires_at: 2_000,
    updated_at: 1_000,
    ...changes,
  };
}

export function paymentRow(
  id: string,
  sessionId: string,
  changes: Partial<Schema["payments"]> = {},
): Schema["payments"] {
  return {
    id,
    session_id: sessionId,
    reference: `order-${sessionId}`,
    account_id: "paypro-mx",
    provider: "paypro",
    method: "store",
    channel: "store",
    order_no: `order-no-${id}`,
    provider_order_id: null,
    status: "creating",
    exceptions: "[]",
    amount_minor: "15000",
    currency: "MXN",
    decimals: 2,
    received_minor: "0",
    next_action_sealed: null,
    code_digest: null,
    failure_code: null,
    failure_retryable: null,
    payer_sealed: null,
    email_digest: null,
    phone_digest: null,
    callback_token_hash: `callback-${id}`,
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    testimony: null,
    identity: null,
    details_sealed: null,
    utr_digest: null,
    refunds: "[]",
    reversal_pending: 0,
    last_query_at: null,
    query_lease_until: null,
    created_at: 1_000,
    expires_at: 2_000,
    watch_until: 3_000,
    updated_at: 1_000,
    ...changes,
  };
}

export function payoutRow(id: string, changes: Partial<Schema["payouts"]> = {}): Schema["payouts"] {
  return {
    id,
    account_id: "cxpay-in",
    provider: "cxpay",
    status: "creating",
    exceptions: "[]",
    amount_minor: "50000",
    currency: "INR",
    decimals: 2,
    reference: `refund-${id}`,
    channel: null,
    beneficiary_sealed: "sealed",
    email_digest: null,
    phone_digest: null,
    refund_id: null,
    side: "payouts",
    erasure: "kept",
    retained_from: 1_000,
    created_by: "key:backend",
    reversal_unsettled: 0,
    send_pending: 0,
    counted_at: 1_000,
    order_no: `order-no-${id}`,
    provider_order_id: null,
    failure_code: null,
    failure_retryable: null,
    callback_token_hash: `callback-${id}`,
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    testimony: null,
    identity: null,
    details_sealed: null,
    utr_digest: null,
    event_sequence: 0,
    last_query_at: null,
    query_lease_until: null,
    version: 0,
    created_at: 1_000,
    watch_until: 3_000,
    updated_at: 1_000,
    ...changes,
  };
}

export function refundRow(
  id: string,
  paymentId: string,
  sessionId: string,
  changes: Partial<Schema["refunds"]> = {},
): Schema["refunds"] {
  return {
    id,
    session_id: sessionId,
    payment_id: paymentId,
    payout_id: null,
    status: "awaiting_claim",
    amount_minor: "5000",
    currency: "MXN",
    decimals: 2,
    reason: "requested",
    method: "claim",
    account_id: "paypro-mx",
    channel: null,
    failure_code: null,
    failure_retryable: null,
    token_hash: `token-${id}`,
    claim_digest: null,
    created_by: "key:backend",
    created_at: 1_000,
    expires_at: 2_000,
    updated_at: 1_000,
    ...changes,
  };
}

export function keyRow(
  id: string,
  changes: Partial<Schema["idempotency_keys"]> = {},
): Schema["idempotency_keys"] {
  return {
    id,
    body_hash: "body",
    state: "running",
    locked_until: 2_000,
    resource_id: null,
    response_status: null,
    response_sealed: null,
    subject_id: null,
    created_at: 1_000,
    ...changes,
  };
}

export function replayRow(
  id: string,
  changes: Partial<Schema["event_replays"]> = {},
): Schema["event_replays"] {
  return {
    id,
    from_at: 1,
    to_at: 1_000,
    types: null,
    undelivered_only: 0,
    after_at: 1,
    after_id: "",
    scheduled: 0,
    created_at: 1_000,
    finished_at: null,
    ...changes,
  };
}

/** A line of a timeline, to be inserted. */
export const timelineLine = (subjectId: string) =>
  ({
    subjectId,
    at: 1,
    from: null,
    to: "creating",
    cause: "create",
    actor: null,
    detail: null,
    noteSealed: null,
  }) as const;
