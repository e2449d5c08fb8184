/** PayPro's callback that says paid, to the end: the confirming query, its answer and the events. */
import { sha256 } from "./crypto.ts";
import { recordEvent } from "./events.ts";
import { leasedJob } from "./jobs.ts";
import type { Floor } from "./options.ts";
import type { PayproWords } from "./paypro.ts";
import { type Found, findByCallbackToken, receiveCallback, settlePayment, timelineLine } from "./rows.ts";
import { minorOf, openCustomer, openReturnUrl } from "./sessions.ts";
import { type PaymentFacts, type ProviderDetails, paymentView, sessionView } from "./views.ts";

/** Of the query: 15 s for PayPro's answer and 5 s to write it. */
const queryLockMs = 20_000;

/** What PayPro said of an order that it calls paid, as the column `testimony` keeps it. */
function wordOf({ amount }: PayproWords) {
  return { status: "succeeded", amountText: amount ?? null, orderedAmountText: null, currency: null };
}

type Word = ReturnType<typeof wordOf>;

function testimonyText(words: {
  readonly assertion?: Word;
  readonly callback?: Word;
  readonly query?: Word;
}) {
  const { assertion = null, callback = null, query = null } = words;
  return JSON.stringify({ assertion, callback, query, settledMinor: null });
}

/** PayPro names neither a UTR nor a fee. */
function detailsOf({ status, desc }: PayproWords): ProviderDetails {
  return { utr: null, feeText: null, code: status, message: desc ?? null };
}

/** Acknowledges by `acknowledge` once the callback is durable; then queries, and writes and sends what that says. */
export async function takeCallback(
  floor: Floor,
  callback: { readonly token: string; readonly body: string; readonly acknowledge: () => void },
): Promise<void> {
  const { crypto, store, paypro } = floor;
  const said = paypro.readCallback(callback.body);
  const found = await store.read<Found>(findByCallbackToken, sha256(callback.token));
  if (said === undefined || found === undefined || found.payment_id === null)
    throw new Error("a callback that is not PayPro's");
  const { payment_id: id, session_id } = found;
  const now = Date.now();
  const details = JSON.stringify(detailsOf(said));
  const asked = {
    at: now,
    from_status: "pending",
    to_status: "pending",
    cause: "callback",
    detail: "success reported; the provider is queried",
  };
  await store.write(receiveCallback, [
    { subject_id: id, digest: sha256(`${callback.body}\n`), received_at: now },
    {
      id,
      confirm_pending: 1,
      testimony: testimonyText({ assertion: wordOf(said) }),
      details_sealed: crypto.seal(details, `provider_details:${id}`),
      query_lease_until: now + queryLockMs,
      last_query_at: now,
      updated_at: now,
    },
    timelineLine(id, 3, asked),
    { id: session_id, version: 3 },
    leasedJob("sync_payment", id, { queue: "providers", now }),
  ]);
  callback.acknowledge();
  const answer = await paypro.query(found.order_no);
  if (JSON.stringify(detailsOf(answer)) !== details) throw new Error("the query says more than the callback");
  await settle(floor, found, { id, said, answer });
}

/** The query's answer says paid, in the callback's words: those are sealed already. */
async function settle(
  floor: Floor,
  found: Found,
  parts: { readonly id: string; readonly said: PayproWords; readonly answer: PayproWords },
): Promise<void> {
  const { store, sender } = floor;
  const { id, said, answer } = parts;
  const { session_id: sessionId } = found;
  const now = Date.now();
  const facts: PaymentFacts = {
    id,
    status: "succeeded",
    orderNo: found.order_no,
    providerOrderId: found.provider_order_id,
    amountMinor: found.amount_minor,
    receivedMinor: minorOf(answer.amount ?? ""),
    action: null,
    details: detailsOf(answer),
    createdAt: found.payment_created_at,
    expiresAt: found.payment_expires_at,
  };
  const payment = paymentView(facts, found);
  const session = sessionView(found, {
    status: "succeeded",
    receivedMinor: facts.receivedMinor,
    customer: openCustomer(floor, found),
    returnUrl: openReturnUrl(floor, found),
    payments: [payment],
  });
  const paid = { type: "payment.succeeded", sequence: 2, data: { session, payment }, paymentId: id };
  const ended = { type: "session.succeeded", sequence: 3, data: { session }, paymentId: null };
  const events = [paid, ended].map((event) => recordEvent(floor, { ...event, sessionId, now }));
  await store.write(settlePayment, [
    {
      id,
      status: "succeeded",
      received_minor: facts.receivedMinor,
      confirm_pending: 0,
      testimony: testimonyText({ callback: wordOf(said), query: wordOf(answer) }),
      query_lease_until: null,
      updated_at: now,
    },
    timelineLine(id, 4, { at: now, from_status: "pending", to_status: "succeeded", cause: "query" }),
    {
      id: sessionId,
      status: "succeeded",
      open_payment_id: null,
      paid_payment_id: id,
      announced: "session.succeeded",
      event_sequence: 3,
      version: 4,
      updated_at: now,
    },
    { id: `sync_payment:${id}` },
    ...events.flatMap(({ rows }) => rows),
  ]);
  for (const { outgoing } of events) sender.send(outgoing);
}
