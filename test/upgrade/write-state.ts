/**
 * Writes a database of this commit as data, for the tests of later commits (README.md):
 *
 *     node test/upgrade/write-state.ts test/upgrade/states/0007.json
 *
 * The software itself makes every row: it runs against the sandbox, and the database is read while it still works.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { startTestApp, type TestApp } from "../support/app.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { startWebhookReceiver } from "../support/webhook-receiver.ts";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Which file?");

const start = Date.UTC(2026, 0, 12, 9);
const minute = 60_000;
const day = 24 * 60 * minute;
const provider = "paypro";
const customer = { id: "customer-1", name: "Ana Diaz", email: "ana@example.com" };
const returnUrl = "https://shop.example/thanks?order=1";
const chief = "sk_sandbox_of_the_chief";
const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };

const clock = createHandClock(start);
const ledger = await startWebhookReceiver();
const app = await startTestApp({
  clock,
  config: (base) => ({
    ...base,
    accounts: base.accounts.filter(({ id }) => id === "paypro-mx"),
    merchant: {
      ...base.merchant,
      allowedOrigins: [...base.merchant.allowedOrigins, "https://shop.example"],
      webhooks: [...base.merchant.webhooks, { url: ledger.url, secrets: [ledger.secret] }],
      apiKeys: [...base.merchant.apiKeys, { id: "chief", secret: chief, scopes: ["payouts:approve"] }],
    },
    payouts: { approveAbove: { MXN: "1000" } },
  }),
});
const { state } = app.sandbox;

/** Waits until it is true, for calls between the sandbox and the BFF. */
async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await isTrue()); tries++) {
    if (tries > 500) throw new Error("it never became true");
    await sleep(10);
  }
}

interface Request {
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  readonly status: number;
  readonly text: string;
}

async function post(path: string, key: string, body: object): Promise<Request> {
  const { status, text } = await app.api.post(path, body, { "idempotency-key": key });
  return { path, key, body, status, text };
}

async function pay(reference: string, changes: object = {}) {
  const session = await app.api.createSession({ reference, returnUrl, ...changes });
  const { id } = await app.browser(session.clientToken).start("store");
  return { id, clientToken: session.clientToken };
}

async function orderOf(payment: string) {
  const { orderNo } = await app.api.readPayment(payment);
  return { provider, orderNo } as const;
}

/** Pays like a customer. When this resolves, the callback has arrived, and its confirming query has not been made. */
async function play(payment: string, how: Parameters<typeof state.play>[1]): Promise<void> {
  const order = await orderOf(payment);
  const played = state.play(order, how);
  if (!played.ok) throw new Error(played.why);
  await until(() => state.order(order)?.callbacks.some(({ acknowledged }) => acknowledged) === true);
}

function sendPayout(key: string, value = "500.00"): Promise<Request> {
  const amount = { value, currency: "MXN" };
  return post("/v1/payouts", key, { account: "paypro-mx", amount, reference: key, beneficiary });
}

async function decide(what: "approve" | "reject", payout: Request, note: string): Promise<void> {
  const { id } = JSON.parse(payout.text);
  const headers = { authorization: `Bearer ${chief}` };
  const { status } = await app.call({
    method: "POST",
    path: `/v1/payouts/${id}/${what}`,
    body: { note },
    headers,
  });
  if (status !== 200) throw new Error(`the payout was not decided about: ${status}`);
}

// A disabled endpoint, and a delivery that is dead after its last attempt.
ledger.answerWith(410);
app.webhooks.answerWith(500);
const canceled = await app.api.createSession({ reference: "canceled", returnUrl });
await app.api.post(`/v1/sessions/${canceled.id}/cancel`);
for (;;) {
  await app.runJobsUntilIdle();
  const { rows } = await sql<{ run_at: number }>`
    select run_at from jobs where kind = 'deliver_event' order by run_at limit 1`.execute(
    app.database.kysely,
  );
  const [next] = rows;
  if (next === undefined) break;
  clock.set(next.run_at);
}
app.webhooks.answerWith(200);

// Payments that have ended.
const expired = await pay("expired");
await app.runJobsUntilIdle();
clock.advance(2 * day + 10 * minute);
await app.runJobsUntilIdle();
const succeeded = await pay("succeeded", { customer, metadata: { table: "7" }, description: "Two tacos" });
await play(succeeded.id, { action: "pay" });
await app.runJobsUntilIdle();

// What an operator has settled, with a note that names a person.
const settled = await pay("settled");
await play(settled.id, { action: "pay", amount: "150.01" });
await app.runJobsUntilIdle();
const note = "Ana Diaz sent a centavo too much from 002010077777777771";
const outcome = await app.api.post(`/v1/payments/${settled.id}/resolve`, { outcome: "failed", note });
if (outcome.status !== 200) throw new Error(`the payment was not in review: ${outcome.text}`);

// Payouts that another key has decided about, and one that waits for it.
const approved = await sendPayout("payout-approved", "2000.00");
await decide("approve", approved, "agreed with Ana Diaz");
await decide("reject", await sendPayout("payout-rejected", "2001.00"), "not to 002010077777777771");
await app.runJobsUntilIdle();
await sendPayout("payout-awaiting", "2002.00");

// A payment of which one part is on its way back, and another waits until the customer says where it is to go.
const refunded = await pay("refunded");
await play(refunded.id, { action: "pay" });
await app.runJobsUntilIdle();
async function refund(key: string, value: string, to: object = {}) {
  const body = { amount: { value, currency: "MXN" }, reason: "requested", note: "asked by Ana Diaz", ...to };
  const made = await post(`/v1/payments/${refunded.id}/refunds`, key, body);
  if (made.status !== 201) throw new Error(`nothing was refunded: ${made.text}`);
  return JSON.parse(made.text);
}
const refundPending = await refund("refund-pending", "40.00", { beneficiary });
const refundClaim = await refund("refund-claim", "60.00");
await app.runJobsUntilIdle();

// A session whose amount the merchant has changed while nobody had paid.
const patched = await app.api.createSession({ reference: "patched", returnUrl });
const change = await app.call({
  method: "PATCH",
  path: `/v1/sessions/${patched.id}`,
  headers: { authorization: `Bearer ${app.apiKey}` },
  body: { amount: { value: "175.00", currency: "MXN" }, description: "Two tacos and a drink" },
});
if (change.status !== 200) throw new Error(`the session was not changed: ${change.text}`);

// A session whose customer asked for the data to be erased.
const erased = await app.api.createSession({
  reference: "erased",
  returnUrl,
  customer: { ...customer, id: "customer-2", email: "bruno@example.com", name: "Bruno Paz" },
  description: "Three tacos",
});
await app.api.post(`/v1/sessions/${erased.id}/cancel`);
await app.runJobsUntilIdle();
const erasure = await app.api.post("/v1/customers/erase", { customer: { id: "customer-2" } });
if (JSON.parse(erasure.text).sessions !== 1) throw new Error(`nothing was erased: ${erasure.text}`);

// Payments that are open. The shop's endpoint goes down meanwhile, so its missing deliveries are tried again.
const amount = { value: "150.00", currency: "MXN" };
const unpaid = await post("/v1/sessions", "unpaid", { amount, reference: "unpaid", returnUrl });
const pending = await pay("pending", { locale: "es" });
const partial = await pay("partially-paid");
await play(partial.id, { action: "pay", amount: "50.00" });
const payoutPending = await sendPayout("payout-pending");
await app.runJobsUntilIdle();
clock.advance(minute / 2);
app.webhooks.answerWith(503);
const confirming = await pay("confirming");
state.arm({ kind: "drop", operation: "queryPayment", provider, times: null });
await play(confirming.id, { action: "pay" });
await app.runJobsUntilIdle();
state.disarm();
state.arm({ kind: "drop", operation: "createPayment", provider });
const unknown = await pay("unknown");
state.arm({ kind: "drop", operation: "createPayout", provider });
await sendPayout("payout-unknown");
// A request whose process dies while the provider works on it.
state.arm({ kind: "hang", operation: "createPayout", provider });
const sentBefore = state.orders({ kind: "payout" }).length;
const running = sendPayout("payout-running").catch(() => undefined);
await until(() => state.orders({ kind: "payout" }).length === sentBefore + 1);

const payments = { expired, succeeded, pending, partial, confirming, unknown };
const written = {
  now: clock.now(),
  apiKey: app.apiKey,
  payments: Object.fromEntries(Object.entries(payments).map(([name, { id }]) => [name, id])),
  clientToken: pending.clientToken,
  refunds: { payment: refunded.id, pending: refundPending.id, claim: refundClaim.id },
  claimToken: String(refundClaim.claimUrl).split("#")[1],
  patched: { id: patched.id, clientToken: patched.clientToken },
  requests: [unpaid, payoutPending],
  answers: await readAnswers(app),
  orders: state
    .orders()
    .map(({ callbacks: _callbacks, history: _history, returnUrl: _url, ...order }) => order),
  tables: await readTables(app),
};
writeFileSync(file, withoutThisMachine(asLines(written)));

await app.stopServer();
await running;
await app.stop();
await ledger.stop();

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

async function readTables({ database }: TestApp): Promise<Record<string, Table>> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'kysely%' and name not like 'sqlite%'`.execute(
    database.kysely,
  );
  const found: Record<string, Table> = {};
  for (const { name } of rows) {
    const { rows: all } = await sql<object>`select * from ${sql.table(name)}`.execute(database.kysely);
    const [first] = all;
    if (first !== undefined) found[name] = { columns: Object.keys(first), rows: all.map(Object.values) };
  }
  return found;
}

/** The merchant's view of each resource, and each payment of a session by itself with its timeline. */
async function readAnswers({ api }: TestApp): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const kind of ["sessions", "payments", "payouts", "refunds"]) {
    const list = JSON.parse((await api.get(`/v1/${kind}?limit=100`)).text);
    for (const { id } of list.data) {
      const path = `/v1/${kind}/${id}`;
      const { payments: _payments, claimUrl: _claimUrl, ...answer } = JSON.parse((await api.get(path)).text);
      found[path] = answer;
    }
  }
  return found;
}

/** Ports are this machine's, and so is an endpoint's id: the digest of its address. */
function withoutThisMachine(given: string): string {
  const hash = (url: string) => createHash("sha256").update(url).digest("hex");
  const pairs = [
    [hash(app.webhooks.url), "{shop}"],
    [hash(ledger.url), "{ledger}"],
    [app.config.publicUrl, "https://checkout.example"],
  ] as const;
  return pairs.reduce((known, [from, to]) => known.replaceAll(from, to), given);
}

/** JSON with a line for each row and each answer, so that a difference can be read. */
function asLines(value: object): string {
  const parts = Object.entries(value).map(
    ([name, part]) => `${JSON.stringify(name)}: ${spread(part, name === "tables" ? 3 : 1)}`,
  );
  return `{\n${parts.join(",\n")}\n}\n`;
}

function spread(value: unknown, levels: number): string {
  const isList = Array.isArray(value);
  const isFlat = typeof value !== "object" || value === null || Object.values(value).every(isScalar);
  if (isFlat || levels === 0) {
    return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner));
  }
  const parts = Object.entries(value).map(([name, part]) => {
    const text = spread(part, levels - 1);
    return isList ? text : `${JSON.stringify(name)}: ${text}`;
  });
  return isList ? `[\n${parts.join(",\n")}\n]` : `{\n${parts.join(",\n")}\n}`;
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
