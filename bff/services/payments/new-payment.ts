/**
 * Builds the row of a payment, which is written before the provider is called (rule 1), and the order
 * to send.
 */

import { amountOf } from "../../core/amount-of.ts";
import { newId, newOrderNo } from "../../core/ids.ts";
import { watchMsOf } from "../../core/schedule.ts";
import type { PayerDetails, PaymentOrder } from "../../providers/contract.ts";
import { contactDigests } from "../../storage/encryption/personal-digests.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import type { Offer } from "../routing/eligible-methods.ts";
import { sealPayer } from "../rows/payer.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { readPrivateData } from "../rows/session-columns.ts";

/**
 * The addresses that belong to one payment. They are derived from its id, so that they can be computed again
 * and are never stored in clear.
 */
export function paymentUrls(
  context: ServiceContext,
  payment: { readonly id: string; readonly accountId: string },
): { readonly callbackUrl: string; readonly returnUrl: string } {
  const { publicUrl } = context.config;
  return {
    callbackUrl: `${publicUrl}/callbacks/${payment.accountId}/${context.seal.callbackToken(payment.id)}`,
    returnUrl: `${publicUrl}/return/${payment.id}.${context.seal.returnMac(payment.id)}`,
  };
}

export interface NewPayment {
  readonly row: PaymentRow;
  readonly order: PaymentOrder;
}

export function newPayment(
  context: ServiceContext,
  input: { readonly session: SessionRow; readonly offer: Offer; readonly payer: PayerDetails },
): NewPayment {
  const { session, offer, payer } = input;
  const { account, accountMethod } = offer;
  // The provider can do without the words.
  const fields = createFieldReader(context, { id: session.id, reading: "readable" });
  const data = fields.read("description", () => readPrivateData(context, session), null);
  const now = context.clock.now();
  const id = newId("pay", context.random);
  const expiresAt = now + accountMethod.expiresInSeconds * 1_000;
  const row: PaymentRow = {
    id,
    session_id: session.id,
    reference: session.reference,
    account_id: account.id,
    provider: account.provider,
    method: offer.method,
    channel: accountMethod.channel,
    order_no: newOrderNo(now, context.random),
    provider_order_id: null,
    status: "creating",
    exceptions: "[]",
    amount_minor: session.amount_minor,
    currency: session.currency,
    decimals: session.decimals,
    received_minor: "0",
    next_action_sealed: null,
    code_digest: null,
    failure_code: null,
    failure_retryable: null,
    payer_sealed: sealPayer(context, id, payer),
    ...contactDigests(context.seal, payer),
    callback_token_hash: context.seal.hash(context.seal.callbackToken(id)),
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    testimony: null,
    identity: account.identity,
    details_sealed: null,
    utr_digest: null,
    refunds: "[]",
    reversal_pending: 0,
    last_query_at: null,
    query_lease_until: null,
    created_at: now,
    expires_at: expiresAt,
    watch_until: expiresAt + watchMsOf(account.adapter.actionOf(accountMethod)),
    updated_at: now,
  };
  const order: PaymentOrder = {
    orderNo: row.order_no,
    amount: amountOf(session),
    method: accountMethod,
    payer,
    description: data?.description ?? null,
    ...paymentUrls(context, { id, accountId: account.id }),
    now,
    expiresAt,
  };
  return { row, order };
}
