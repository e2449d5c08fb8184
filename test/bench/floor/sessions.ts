/** `POST /v1/sessions` and `GET /checkout/status`. */
import { newId, sha256 } from "./crypto.ts";
import { newJob } from "./jobs.ts";
import type { Floor } from "./options.ts";
import {
  createSessionOnce,
  createSession as createWrite,
  type Found,
  findByClientToken,
  findKey,
} from "./rows.ts";
import { browserPaymentView, type Customer, iso, type NextAction, pesos, sessionView } from "./views.ts";

const expiresInMs = 86_400_000;
const expiryGraceMs = 1_000;
const pollAfterSeconds = 3;

interface SessionRequest {
  readonly amount: { readonly value: string };
  readonly reference: string;
  readonly country: string;
  readonly customer: Customer;
  readonly returnUrl: string;
}

interface KnownKey {
  readonly response_status: number;
  readonly response_sealed: string;
}

function isSessionRequest(value: unknown): value is SessionRequest {
  return typeof value === "object";
}

export function minorOf(value: string): string {
  const [whole = "", cents = ""] = value.split(".");
  return whole + cents.padEnd(2, "0");
}

interface Calling {
  /** The Idempotency-Key header; null without one. */
  readonly key: string | null;
  /** Of the client. */
  readonly address: string;
}

/** @returns the answer's JSON. */
export async function createSession(floor: Floor, text: string, { key, address }: Calling): Promise<string> {
  const { crypto, store, publicUrl } = floor;
  const keyId = key === null ? "" : sha256(JSON.stringify(["shop", "POST", "/v1/sessions", key]));
  if (key !== null) {
    const known = await store.read<KnownKey>(findKey, keyId);
    if (known !== undefined)
      return crypto.unseal(known.response_sealed, `idempotency_keys.response:${keyId}`);
  }
  const request: unknown = JSON.parse(text);
  if (!isSessionRequest(request)) throw new Error("not a session");
  const now = Date.now();
  const id = newId("cs");
  const clientToken = `ct_${crypto.token("client", id)}`;
  const amountMinor = minorOf(request.amount.value);
  const { reference, country, customer, returnUrl } = request;
  const row = {
    id,
    status: "requires_payment_method",
    amount_minor: amountMinor,
    currency: "MXN",
    decimals: 2,
    reference,
    country,
    customer_sealed: crypto.seal(JSON.stringify(customer), `sessions.customer:${id}`),
    email_digest: crypto.fingerprint(customer.email),
    phone_digest: crypto.fingerprint(customer.phone),
    private_sealed: crypto.seal(
      JSON.stringify({ description: null, metadata: {}, returnUrl, items: null }),
      `sessions.private:${id}`,
    ),
    erasure: "kept",
    retained_from: now,
    token_hash: sha256(clientToken),
    payment_count: 0,
    announced: "",
    event_sequence: 0,
    version: 0,
    created_at: now,
    expires_at: now + expiresInMs,
    updated_at: now,
  };
  const facts = { ...row, session_id: id, session_created_at: now, session_expires_at: row.expires_at };
  const parts = { status: row.status, receivedMinor: "0", customer, returnUrl, payments: [] };
  const answer = JSON.stringify({
    ...sessionView(facts, parts),
    clientToken,
    url: `${publicUrl}/pay#${clientToken}`,
  });
  const job = newJob("expire_session", id, {
    queue: "maintenance",
    runAt: row.expires_at + expiryGraceMs,
    now,
  });
  const audited = {
    id: newId("aud"),
    actor: "key:shop",
    action: "session.create",
    subject: id,
    address,
    request_id: newId("req"),
    after: JSON.stringify({ status: row.status, amount: request.amount }),
    created_at: now,
  };
  if (key === null) await store.write(createWrite, [row, audited, job]);
  else {
    const keyRow = {
      id: keyId,
      body_hash: crypto.fingerprint(text),
      state: "done",
      resource_id: id,
      subject_id: id,
      response_status: 201,
      response_sealed: crypto.seal(answer, `idempotency_keys.response:${keyId}`),
      created_at: now,
    };
    await store.write(createSessionOnce, [row, audited, job, keyRow]);
  }
  return answer;
}

function isCustomer(value: unknown): value is Customer {
  return typeof value === "object";
}

export function openCustomer({ crypto }: Floor, found: Found): Customer {
  const context = `sessions.customer:${found.session_id}`;
  const customer: unknown = JSON.parse(crypto.unseal(found.customer_sealed, context));
  if (!isCustomer(customer)) throw new Error("not a customer");
  return customer;
}

export function openReturnUrl({ crypto }: Floor, found: Found): string {
  const context = `sessions.private:${found.session_id}`;
  const data: unknown = JSON.parse(crypto.unseal(found.private_sealed, context));
  return String(typeof data === "object" && data !== null && "returnUrl" in data ? data.returnUrl : "");
}

function isNextAction(value: unknown): value is NextAction {
  return typeof value === "object";
}

export function openAction(floor: Floor, found: Found): NextAction | null {
  const context = `payments.next_action:${found.payment_id}`;
  const action: unknown = JSON.parse(floor.crypto.unseal(found.next_action_sealed, context));
  return isNextAction(action) ? action : null;
}

/** @returns undefined when there is no such session. */
export async function findSession(floor: Floor, clientToken: string): Promise<Found | undefined> {
  return await floor.store.read<Found>(findByClientToken, sha256(clientToken));
}

/** @param tag the If-None-Match header. @returns `body` null when it says that nothing has changed. */
export function readStatus(
  floor: Floor,
  found: Found,
  tag: string | undefined,
): { readonly tag: string; readonly body: string | null } {
  const status = {
    status: found.session_status,
    amountReceived: pesos(found.received_minor ?? "0"),
    exceptions: [],
    payment:
      found.payment_id === null
        ? null
        : browserPaymentView({
            id: found.payment_id,
            status: found.payment_status,
            orderNo: found.order_no,
            providerOrderId: found.provider_order_id,
            amountMinor: found.amount_minor,
            receivedMinor: found.received_minor,
            action: found.payment_status === "pending" ? openAction(floor, found) : null,
            createdAt: found.payment_created_at,
            expiresAt: found.payment_expires_at,
          }),
    expiresAt: iso(found.session_expires_at),
    terms: sha256(JSON.stringify([found.amount_minor, "MXN", found.reference, found.private_sealed])).slice(
      0,
      12,
    ),
    pollAfter: pollAfterSeconds,
  };
  const text = JSON.stringify(status);
  const now = `W/"${sha256(text).slice(0, 27)}"`;
  if (tag === now) return { tag: now, body: null };
  return { tag: now, body: `${text.slice(0, -1)},"serverTime":"${iso(Date.now())}"}` };
}
