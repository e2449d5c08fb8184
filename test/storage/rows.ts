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
    description: null,
    country: "MX",
    locale: null,
    customer_sealed: null,
    metadata: "{}",
    methods: null,
    return_url: "https://shop.example.com/thanks",
    token_hash: `token-${id}`,
    open_payment_id: null,
    paid_payment_id: null,
    payment_count: 0,
    announced: "",
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
    failure_code: null,
    failure_retryable: null,
    payer_sealed: null,
    callback_token_hash: `callback-${id}`,
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    claim: null,
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
    amount_minor: "50000",
    currency: "INR",
    decimals: 2,
    reference: `refund-${id}`,
    channel: null,
    beneficiary_sealed: "sealed",
    order_no: `order-no-${id}`,
    provider_order_id: null,
    failure_code: null,
    failure_retryable: null,
    callback_token_hash: `callback-${id}`,
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    last_query_at: null,
    query_lease_until: null,
    version: 0,
    created_at: 1_000,
    watch_until: 3_000,
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
    created_at: 1_000,
    ...changes,
  };
}
