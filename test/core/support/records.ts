/** Records of a session, a payment and a payout as the decisions see them, for tests that care about some fields only. */
import type { PaymentRecord, PayoutRecord, SessionRecord } from "../../../bff/core/records.ts";
import { minute } from "./times.ts";

/** When the sessions, payments and payouts of these tests were created. Epoch ms. */
export const start = Date.UTC(2026, 10, 20, 12);

/** MXN 150.00, open for a day, nothing paid. */
export function sessionRecord(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: "cs_1",
    status: "requires_payment_method",
    amount_minor: "15000",
    currency: "MXN",
    decimals: 2,
    reference: "order-1",
    country: "MX",
    locale: null,
    customer_sealed: null,
    private_sealed: null,
    customer_digest: null,
    email_digest: null,
    phone_digest: null,
    erasure: "kept",
    retained_from: start,
    methods: null,
    token_hash: "token-hash",
    open_payment_id: null,
    paid_payment_id: null,
    payment_count: 0,
    announced: "",
    event_sequence: 0,
    version: 1,
    created_at: start,
    expires_at: start + 24 * 60 * minute,
    updated_at: start,
    ...changes,
  };
}

/** MXN 150.00 by a redirect that expires after an hour and is watched for a day; the provider was not called yet. */
export function paymentRecord(changes: Partial<PaymentRecord> = {}): PaymentRecord {
  const id = changes.id ?? "pay_1";
  return {
    id,
    session_id: "cs_1",
    reference: "order-1",
    account_id: "paypro-mx",
    provider: "paypro",
    method: "bank_transfer",
    channel: "spei",
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
    reversal_pending: 0,
    last_query_at: null,
    query_lease_until: null,
    created_at: start,
    expires_at: start + 60 * minute,
    watch_until: start + 25 * 60 * minute,
    updated_at: start,
    ...changes,
  };
}

/** INR 500.00, watched for a week; the provider was not called yet. */
export function payoutRecord(changes: Partial<PayoutRecord> = {}): PayoutRecord {
  return {
    id: "po_1",
    account_id: "cxpay-in",
    provider: "cxpay",
    status: "creating",
    exceptions: "[]",
    amount_minor: "50000",
    currency: "INR",
    decimals: 2,
    reference: "refund-1",
    channel: null,
    beneficiary_sealed: "sealed",
    email_digest: null,
    phone_digest: null,
    erasure: "kept",
    retained_from: start,
    created_by: "key:backend",
    send_pending: 0,
    counted_at: start,
    order_no: "order-no-po_1",
    provider_order_id: null,
    failure_code: null,
    failure_retryable: null,
    callback_token_hash: "callback-po_1",
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
    version: 1,
    created_at: start,
    watch_until: start + 7 * 24 * 60 * minute,
    updated_at: start,
    ...changes,
  };
}
