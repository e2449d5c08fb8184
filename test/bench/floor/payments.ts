/** `POST /checkout/payments`. */
import { newId, randomText, sha256 } from "./crypto.ts";
import { recordEvent } from "./events.ts";
import { free, leasedJob, newJob } from "./jobs.ts";
import type { Floor } from "./options.ts";
import { acceptPayment, type Found, openPayment, timelineLine } from "./rows.ts";
import { openCustomer, openReturnUrl } from "./sessions.ts";
import {
  browserPaymentView,
  iso,
  type NextAction,
  type PaymentFacts,
  paymentView,
  sessionView,
} from "./views.ts";

const accountId = "paypro-mx";
const expiresInMs = 3 * 86_400_000;
const watchMs = 72 * 3_600_000;
const expiryGraceMs = 1_000;
const firstQueryMs = 60_000;

/** @returns the answer's JSON, once the provider's is durable. */
export async function startPayment(floor: Floor, found: Found): Promise<string> {
  const { crypto, store, paypro, identity, sender, publicUrl } = floor;
  const now = Date.now();
  const id = newId("pay");
  const customer = openCustomer(floor, found);
  const { session_id, amount_minor } = found;
  const orderNo = iso(now).replace(/\D/g, "").slice(0, 14) + randomText(16, 36).toLowerCase();
  const callbackToken = crypto.token("callback", id);
  const expiresAt = now + expiresInMs;
  const { name, email, phone } = customer;
  const providerAccount = { openId: null, userId: null, token: null };
  const payer = { name, email, phone, taxId: null, providerAccount };
  const row = {
    id,
    session_id,
    reference: found.reference,
    account_id: accountId,
    provider: "paypro",
    method: "bank_transfer",
    channel: "va",
    order_no: orderNo,
    status: "creating",
    exceptions: "[]",
    amount_minor,
    currency: "MXN",
    decimals: 2,
    received_minor: "0",
    payer_sealed: crypto.seal(JSON.stringify(payer), `payments.payer:${id}`),
    email_digest: crypto.fingerprint(email),
    phone_digest: crypto.fingerprint(phone),
    callback_token_hash: sha256(callbackToken),
    confirm_pending: 0,
    identity,
    reversal_pending: 0,
    created_at: now,
    expires_at: expiresAt,
    watch_until: expiresAt + watchMs,
    updated_at: now,
  };
  await store.write(openPayment, [
    row,
    timelineLine(id, 1, { at: now, from_status: null, to_status: "creating", cause: "create" }),
    leasedJob("sync_payment", id, { queue: "providers", now }),
    {
      id: session_id,
      open_payment_id: id,
      payment_count: 1,
      status: "processing",
      version: 1,
      updated_at: now,
    },
  ]);
  const order = await paypro.create({
    tradeNo: orderNo,
    amount: amount_minor.slice(0, -2),
    mobile: phone,
    email,
    payer: name,
    wayCode: "va",
    notifyUrl: `${publicUrl}/callbacks/${accountId}/${callbackToken}`,
    returnUrl: `${publicUrl}/return/${id}.${crypto.token("return", id)}`,
  });
  const answeredAt = Date.now();
  const action: NextAction = {
    type: "display_code",
    codeType: "va",
    code: order.paymentInfo ?? "",
    barcode: null,
    details: [],
    expiresAt,
  };
  const facts: PaymentFacts = {
    id,
    status: "pending",
    orderNo,
    providerOrderId: order.payproTradeNo ?? null,
    amountMinor: amount_minor,
    receivedMinor: "0",
    action,
    details: null,
    createdAt: now,
    expiresAt,
  };
  const payment = paymentView(facts, found);
  const session = sessionView(found, {
    status: "requires_action",
    receivedMinor: "0",
    customer,
    returnUrl: openReturnUrl(floor, found),
    payments: [payment],
  });
  const { rows, outgoing } = recordEvent(floor, {
    type: "payment.pending",
    sequence: 1,
    data: { session, payment },
    sessionId: session_id,
    paymentId: id,
    now: answeredAt,
  });
  await store.write(acceptPayment, [
    {
      id,
      status: "pending",
      provider_order_id: facts.providerOrderId,
      next_action_sealed: crypto.seal(JSON.stringify(action), `payments.next_action:${id}`),
      code_digest: crypto.fingerprint(action.code),
      updated_at: answeredAt,
    },
    timelineLine(id, 2, { at: answeredAt, from_status: "creating", to_status: "pending", cause: "create" }),
    { id: session_id, status: "requires_action", event_sequence: 1, version: 2, updated_at: answeredAt },
    { id: `sync_payment:${id}`, run_at: answeredAt + firstQueryMs, step: 1, ...free },
    newJob("expire_payment", id, {
      queue: "maintenance",
      runAt: expiresAt + expiryGraceMs,
      now: answeredAt,
    }),
    ...rows,
  ]);
  sender.send(outgoing);
  return JSON.stringify(browserPaymentView(facts));
}
