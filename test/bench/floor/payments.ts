/** `POST /checkout/payments`, and PayPro's callback to the end. */
import { randomUUID } from "node:crypto";
import { newId, randomText, sha256 } from "./crypto.ts";
import type { Floor } from "./options.ts";
import {
  acceptPayment,
  type Found,
  findByCallbackToken,
  openPayment,
  receiveCallback,
  settlePayment,
} from "./rows.ts";
import { minorOf } from "./sessions.ts";
import {
  browserPaymentView,
  type Customer,
  iso,
  type NextAction,
  type PaymentFacts,
  paymentView,
  sessionView,
} from "./views.ts";
import type { Outgoing } from "./webhooks.ts";
import type { Row } from "./writes.ts";

const accountId = "paypro-mx";
const expiresInMs = 3 * 86_400_000;
const watchMs = 72 * 3_600_000;
const expiryGraceMs = 1_000;
const firstQueryMs = 60_000;
const leaseMs = 10_000;
const instanceId = randomUUID();

const free = { locked_by: null, locked_until: null, locked_at: null, lease_token: null };

function job(kind: string, subjectId: string, times: { readonly runAt: number; readonly now: number }) {
  return {
    id: `${kind}:${subjectId}`,
    kind,
    queue: "providers",
    subject_id: subjectId,
    run_at: times.runAt,
    step: 0,
    failures: 0,
    created_at: times.now,
  };
}

/** Like those of a run that has begun. */
function leased(of: ReturnType<typeof job>, now: number) {
  const lease = { locked_by: instanceId, locked_until: now + leaseMs, locked_at: now };
  return { ...of, ...lease, lease_token: randomUUID() };
}

function entry(paymentId: string, seq: number, rest: Row): Row {
  return { payment_id: paymentId, seq, detail: null, ...rest };
}

function isCustomer(value: unknown): value is Customer {
  return typeof value === "object";
}

function openCustomer({ crypto }: Floor, found: Found): Customer {
  const context = `sessions.customer:${found.session_id}`;
  const customer: unknown = JSON.parse(crypto.unseal(found.customer_sealed, context));
  if (!isCustomer(customer)) throw new Error("not a customer");
  return customer;
}

/** The rows of an event with its delivery and its job, and what is to be sent once they are durable. */
function newEvent(
  floor: Floor,
  event: { readonly type: string; readonly data: object; readonly now: number } & Pick<
    Found,
    "session_id"
  > & {
      readonly paymentId: string | null;
    },
): { readonly rows: readonly Row[]; readonly outgoing: Outgoing } {
  const { type, data, now, session_id, paymentId } = event;
  const { crypto, endpointId } = floor;
  const eventId = newId("evt");
  const deliveryId = `${eventId}:${endpointId}`;
  const body = JSON.stringify({ type, timestamp: iso(now), data });
  const deliver = {
    ...job("deliver_event", deliveryId, { runAt: now, now }),
    queue: `webhooks:${endpointId}`,
  };
  return {
    rows: [
      {
        id: eventId,
        type,
        session_id,
        payment_id: paymentId,
        body_sealed: crypto.seal(body, `events.body:${eventId}`),
        created_at: now,
      },
      {
        id: deliveryId,
        event_id: eventId,
        endpoint_id: endpointId,
        state: "pending",
        updated_at: now,
      },
      leased(deliver, now),
    ],
    outgoing: { eventId, deliveryId, jobId: deliver.id, body },
  };
}

/** @returns the answer's JSON, once the provider's is durable. */
export async function startPayment(floor: Floor, found: Found): Promise<string> {
  const { crypto, store, paypro, sender, publicUrl } = floor;
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
    callback_token_hash: sha256(callbackToken),
    confirm_pending: 0,
    reversal_pending: 0,
    created_at: now,
    expires_at: expiresAt,
    watch_until: expiresAt + watchMs,
    updated_at: now,
  };
  await store.write(openPayment, [
    row,
    entry(id, 1, { at: now, from_status: null, to_status: "creating", cause: "create" }),
    leased(job("sync_payment", id, { runAt: now, now }), now),
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
    createdAt: now,
    expiresAt,
  };
  const payment = paymentView(facts, session_id);
  const session = sessionView(found, {
    status: "requires_action",
    receivedMinor: "0",
    customer,
    payments: [payment],
  });
  const { rows, outgoing } = newEvent(floor, {
    type: "payment.pending",
    data: { session, payment },
    now: answeredAt,
    session_id,
    paymentId: id,
  });
  await store.write(acceptPayment, [
    {
      id,
      status: "pending",
      provider_order_id: facts.providerOrderId,
      next_action_sealed: crypto.seal(JSON.stringify(action), `payments.next_action:${id}`),
      updated_at: answeredAt,
    },
    entry(id, 2, { at: answeredAt, from_status: "creating", to_status: "pending", cause: "create" }),
    { id: session_id, status: "requires_action", version: 2, updated_at: answeredAt },
    { id: `sync_payment:${id}`, run_at: answeredAt + firstQueryMs, step: 1, ...free },
    job("expire_payment", id, { runAt: expiresAt + expiryGraceMs, now: answeredAt }),
    ...rows,
  ]);
  sender.send(outgoing);
  return JSON.stringify(browserPaymentView(facts));
}

/** Acknowledges by `acknowledge` once the callback is durable; then queries, and writes and sends what that says. */
export async function takeCallback(
  floor: Floor,
  callback: { readonly token: string; readonly body: string; readonly acknowledge: () => void },
): Promise<void> {
  const { store, paypro, sender } = floor;
  const fields = paypro.readCallback(callback.body);
  const found = await store.read<Found>(findByCallbackToken, sha256(callback.token));
  if (fields === undefined || found === undefined || found.payment_id === null)
    throw new Error("a callback that is not PayPro's");
  const { payment_id: id, session_id } = found;
  const now = Date.now();
  const claim = { status: fields.get("status"), amountText: fields.get("amount") };
  const asked = {
    at: now,
    from_status: "pending",
    to_status: "pending",
    cause: "callback",
    detail: "success reported; the provider is queried",
  };
  await store.write(receiveCallback, [
    { subject_id: id, digest: sha256(`${callback.body}\n`), received_at: now },
    { id, confirm_pending: 1, testimony: JSON.stringify({ callback: claim }), updated_at: now },
    entry(id, 3, asked),
    { id: session_id, version: 3 },
    leased(job("sync_payment", id, { runAt: now, now }), now),
  ]);
  callback.acknowledge();
  const order = await paypro.query(found.order_no);
  const at = Date.now();
  const facts: PaymentFacts = {
    id,
    status: "succeeded",
    orderNo: found.order_no,
    providerOrderId: found.provider_order_id,
    amountMinor: found.amount_minor,
    receivedMinor: minorOf(order.amount ?? ""),
    action: null,
    createdAt: found.payment_created_at,
    expiresAt: found.payment_expires_at,
  };
  const payment = paymentView(facts, session_id);
  const session = sessionView(found, {
    status: "succeeded",
    receivedMinor: facts.receivedMinor,
    customer: openCustomer(floor, found),
    payments: [payment],
  });
  const common = { now: at, session_id };
  const ofPayment = { type: "payment.succeeded", data: { session, payment }, paymentId: id, ...common };
  const ofSession = { type: "session.succeeded", data: { session }, paymentId: null, ...common };
  const events = [newEvent(floor, ofPayment), newEvent(floor, ofSession)];
  await store.write(settlePayment, [
    {
      id,
      status: "succeeded",
      received_minor: facts.receivedMinor,
      confirm_pending: 0,
      testimony: null,
      last_query_at: at,
      updated_at: at,
    },
    entry(id, 4, { at, from_status: "pending", to_status: "succeeded", cause: "query" }),
    {
      id: session_id,
      status: "succeeded",
      open_payment_id: null,
      paid_payment_id: id,
      announced: "session.succeeded",
      version: 4,
      updated_at: at,
    },
    { id: `sync_payment:${id}` },
    ...events.flatMap(({ rows }) => rows),
  ]);
  for (const { outgoing } of events) sender.send(outgoing);
}
