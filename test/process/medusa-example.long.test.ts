/**
 * examples/medusa/ at a BFF with the providers' sandbox, called as Medusa's payment module calls it. Medusa is no package
 * of this project: a stand-in gives what the example imports, unless MEDUSA_PATH names the folder of an installed
 * `@medusajs/framework`.
 */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestApp, type TestApp } from "../support/app.ts";
import type { ReceivedWebhook } from "../support/webhook-receiver.ts";
import { copyExample } from "./support/example.ts";
import { makeProject, removeProjects } from "./support/packed.ts";

const standIn = `
  export class AbstractPaymentProvider {
    constructor(container, config) { this.container = container; this.config = config; }
    static validateOptions() {}
  }
  export class MedusaError extends Error {
    static Types = { INVALID_DATA: "invalid_data", NOT_ALLOWED: "not_allowed" };
    constructor(type, message) { super(message); this.type = type; }
  }
  export class BigNumber { constructor(value) { this.numeric = Number(value); } }
  export const MathBN = {
    convert: (value) => ({ toFixed: () => String(value) }),
    eq: (one, other) => Number(one) === Number(other),
  };`;

type Data = Readonly<Record<string, unknown>>;
interface Input {
  readonly data?: Data;
  readonly amount?: number | string;
  readonly currency_code?: string;
  readonly context?: object;
}
interface Output {
  readonly id?: string;
  readonly status?: string;
  readonly data?: Data;
}
interface WebhookAction {
  readonly action: string;
  readonly data?: { readonly session_id: string; readonly amount: { readonly numeric: number } };
}
type Call = (input: Input) => Promise<Output>;
interface Provider {
  readonly initiatePayment: Call;
  readonly updatePayment: Call;
  readonly authorizePayment: Call;
  readonly getPaymentStatus: Call;
  readonly retrievePayment: Call;
  readonly capturePayment: Call;
  readonly refundPayment: Call;
  readonly cancelPayment: Call;
  readonly deletePayment: Call;
  readonly getWebhookActionAndData: (payload: object) => Promise<WebhookAction>;
}
interface ProviderClass {
  new (container: object, options: object): Provider;
  readonly identifier: string;
  validateOptions(options: object): void;
}

let app: TestApp;
let PayCheckoutProvider: ProviderClass;
let provider: Provider;
const warnings: string[] = [];

function installFramework(project: string): void {
  const folder = join(project, "node_modules/@medusajs/framework");
  const installed = process.env.MEDUSA_PATH;
  mkdirSync(dirname(folder), { recursive: true });
  if (installed !== undefined) {
    symlinkSync(installed, folder, "junction");
    return;
  }
  mkdirSync(folder);
  const manifest = { name: "@medusajs/framework", type: "module", exports: { "./utils": "./utils.js" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "utils.js"), standIn);
}

beforeAll(async () => {
  app = await startTestApp();
  const project = makeProject();
  copyExample("medusa", project);
  installFramework(project);
  const file = join(project, "src/modules/pay-checkout/service.ts");
  const loaded = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const exported = z.object({
    PayCheckoutProvider: z.custom<ProviderClass>((value) => typeof value === "function"),
  });
  ({ PayCheckoutProvider } = exported.parse(loaded));
  const logger = { warn: (text: string) => warnings.push(text) };
  provider = new PayCheckoutProvider({ logger }, options());
});
afterAll(async () => {
  await app?.stop();
  removeProjects();
});

const options = () => ({
  payUrl: app.url,
  apiKey: app.apiKey,
  webhookSecret: app.webhooks.secret,
  returnUrl: `${app.origin}/checkout`,
});

let sessions = 0;

/** As Medusa starts one: what the storefront has sent is in data, too. */
async function initiate(amount: number | string, sent: Data = {}): Promise<Data> {
  const session_id = `payses_${++sessions}`;
  const input = { data: { ...sent, session_id }, context: { customer: { email: "ana@example.com" } } };
  const { id, data, status } = await provider.initiatePayment({ ...input, amount, currency_code: "mxn" });
  expect(data).toMatchObject({ id, session_id });
  expect(status).toBe("pending");
  return { ...sent, ...data };
}

const text = (data: Data, name: string) => z.string().parse(data[name]);
const browser = (data: Data) => app.browser(text(data, "clientToken"));
const sessionOf = (data: Data) => app.api.readSession(text(data, "id"));
const statusOf = async (data: Data) => (await provider.authorizePayment({ data })).status;

async function pay(data: Data): Promise<void> {
  const { id } = await browser(data).start("store");
  expect(await statusOf(data)).toBe("pending_authorization");
  const { provider: at, orderNo } = await app.orderOf(id);
  app.sandbox.state.play({ provider: at, orderNo }, { action: "pay" });
  await app.settle();
}

/** As Medusa hands on what came, with the headers in plain text. */
function payloadOf({ headers, text: rawBody }: Pick<ReceivedWebhook, "headers" | "text">): object {
  return { data: JSON.parse(rawBody), rawData: Buffer.from(rawBody), headers };
}

async function eventOf(data: Data, type: string): Promise<ReceivedWebhook> {
  const id = text(data, "id");
  await app.settle();
  const found = app.webhooks.received.filter(
    ({ event }) => event.type === type && event.data.session?.id === id,
  );
  expect(found).toHaveLength(1);
  return z.custom<ReceivedWebhook>().parse(found[0]);
}

test("a payment session is paid when the checkout says so, and its webhook says captured each time it comes", async () => {
  const data = await initiate("150.00");
  expect((await sessionOf(data)).amount).toEqual({ value: "150.00", currency: "MXN" });
  expect(await statusOf(data)).toBe("requires_more");
  await expect(provider.capturePayment({ data })).rejects.toThrow("is not paid");

  await pay(data);
  const succeeded = await eventOf(data, "session.succeeded");
  for (const _time of [1, 2]) {
    const { action, data: found } = await provider.getWebhookActionAndData(payloadOf(succeeded));
    expect(action).toBe("captured");
    expect(found).toMatchObject({ session_id: data.session_id, amount: { numeric: 150 } });
  }
  expect(await provider.authorizePayment({ data })).toEqual({ status: "captured", data });
  expect((await provider.getPaymentStatus({ data })).status).toBe("captured");
  expect(await provider.capturePayment({ data })).toEqual({ data });
  expect((await provider.retrievePayment({ data })).data).toMatchObject({ id: data.id, status: "succeeded" });

  // Paid is paid: it is neither canceled nor deleted.
  for (const call of ["cancelPayment", "deletePayment"] as const)
    await expect(provider[call]({ data })).rejects.toMatchObject({ status: 409 });
  await expect(provider.updatePayment({ data, amount: 300, currency_code: "mxn" })).rejects.toThrow();
  expect((await sessionOf(data)).status).toBe("succeeded");
});

test("a refund is made once, however often Medusa repeats it, and its secret is not in Medusa's data", async () => {
  const data = await initiate(150);
  const refund = { data, amount: 50, context: { idempotency_key: "ref_1" } };
  await expect(provider.refundPayment(refund)).rejects.toThrow("has no payment to refund");
  await pay(data);

  await expect(provider.refundPayment({ data, amount: 50 })).rejects.toThrow("no idempotency key");
  const first = await provider.refundPayment(refund);
  expect(await provider.refundPayment(refund)).toEqual(first);
  const other = { ...refund, amount: 100.01, context: { idempotency_key: "ref_2" } };
  await expect(provider.refundPayment(other)).rejects.toMatchObject({ code: "refund_exceeds_received" });

  const { payments } = await sessionOf(data);
  expect(payments.map(({ refunds }) => refunds)).toMatchObject([
    [{ id: first.data?.refund, status: "awaiting_claim", amount: { value: "50.00", currency: "MXN" } }],
  ]);
  expect(JSON.stringify(first)).not.toContain("rc_");
});

test("a forged webhook, and one that tells nothing of the order, do nothing", async () => {
  const data = await initiate(150);
  await pay(data);
  const { headers, text: body } = await eventOf(data, "session.succeeded");
  const forged = body.replace(text(data, "session_id"), "payses_of_another");
  expect(forged).not.toBe(body);
  expect(await provider.getWebhookActionAndData(payloadOf({ headers, text: forged }))).toEqual({
    action: "not_supported",
  });
  expect(warnings).toHaveLength(1);
  const pending = await eventOf(data, "payment.pending");
  expect(await provider.getWebhookActionAndData(payloadOf(pending))).toEqual({ action: "not_supported" });
});

test("a changed cart gets a session of its own amount, and late money for the old one does not pay it", async () => {
  const first = await initiate(150);
  const { id } = await browser(first).start("store");
  const same = await provider.updatePayment({ data: first, amount: "150.00", currency_code: "mxn" });
  expect(same.data).toEqual(first);

  const { data = {} } = await provider.updatePayment({ data: first, amount: 300, currency_code: "mxn" });
  expect((await sessionOf(first)).status).toBe("canceled");
  // The event of the replaced session must end no cart: Medusa's session is the same.
  const replaced = await provider.getWebhookActionAndData(
    payloadOf(await eventOf(first, "session.canceled")),
  );
  expect(replaced).toEqual({ action: "not_supported" });
  expect((await sessionOf(data)).amount.value).toBe("300.00");
  const { orderNo } = await app.orderOf(id);
  app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
  await app.settle();
  const late = await provider.getWebhookActionAndData(payloadOf(await eventOf(first, "session.succeeded")));
  expect(late).toMatchObject({ action: "captured", data: { session_id: data.session_id } });
  // So Medusa asks, and hears that the cart is not paid.
  expect(await statusOf(data)).toBe("requires_more");

  const { data: restored = {} } = await provider.updatePayment({ data, amount: 150, currency_code: "mxn" });
  expect(await statusOf(restored)).toBe("requires_more");
  expect((await sessionOf(restored)).amount.value).toBe("150.00");

  // A repeat, because the answer was lost, finds the session; a later change to that amount gets another one.
  const change = async (from: Data, amount: number) =>
    (await provider.updatePayment({ data: from, amount, currency_code: "mxn" })).data ?? {};
  const larger = await change(restored, 300);
  expect(await change(restored, 300)).toEqual(larger);
  const again = await change(await change(larger, 150), 300);
  expect(await statusOf(again)).toBe("requires_more");
});

test("a payment session that is deleted or canceled can't be paid, and one that never began can be deleted", async () => {
  for (const call of ["deletePayment", "cancelPayment"] as const) {
    const data = await initiate(150);
    await provider[call]({ data });
    expect((await sessionOf(data)).status).toBe("canceled");
    expect(await provider[call]({ data })).toEqual({ data });
    expect(await statusOf(data)).toBe("canceled");
    const canceled = await eventOf(data, "session.canceled");
    expect(await provider.getWebhookActionAndData(payloadOf(canceled))).toEqual({ action: "not_supported" });
  }
  expect(await provider.deletePayment({ data: { cart: "c_1" } })).toEqual({ data: { cart: "c_1" } });
});

test("what the storefront sends along names no other session", async () => {
  const paid = await initiate(150);
  await pay(paid);
  const data = await initiate(9000, { id: paid.id, clientToken: "ct_1" });
  expect(data.id).not.toBe(paid.id);
  await expect(provider.authorizePayment({ data: { ...data, id: paid.id } })).rejects.toThrow(
    "belongs to another payment session",
  );
});

test("an option that is missing is named when Medusa starts", () => {
  expect(PayCheckoutProvider.identifier).toBe("pay-checkout");
  expect(() => PayCheckoutProvider.validateOptions(options())).not.toThrow();
  expect(() => PayCheckoutProvider.validateOptions({ ...options(), webhookSecret: "" })).toThrow(
    "webhookSecret",
  );
});
