/** The shops of examples/, each as its merchant would run it, at a BFF with the providers' sandbox. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Secret } from "../../bff/core/secret.ts";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { demoConfig } from "../../demo/config.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { readText } from "../structure/repository.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { createBrowserClient, createMerchantClient } from "../support/http-client.ts";
import type { ReceivedWebhook } from "../support/webhook-receiver.ts";
import { copyExample, type Example, endExamples, type Page, startExample } from "./support/example.ts";
import { makeProject, removeProjects } from "./support/packed.ts";

interface Kind {
  readonly name: string;
  readonly program: string;
  readonly args: (port: string) => readonly string[];
  /** Whether the checkout runs in the shop's own process. */
  readonly isEmbedding: boolean;
}

const kinds: readonly Kind[] = [
  {
    name: "express",
    program: process.execPath,
    args: () => ["shop.js"],
    isEmbedding: false,
  },
  {
    name: "fastify",
    program: process.execPath,
    args: () => ["shop.js"],
    isEmbedding: true,
  },
  {
    name: "php",
    program: process.env.PHP_PATH ?? "php",
    // As without a php.ini.
    args: (port) => ["-d", "display_errors=1", "-S", `127.0.0.1:${port}`, "shop.php"],
    isEmbedding: false,
  },
  {
    name: "python",
    program: "python3",
    args: () => ["shop.py"],
    isEmbedding: false,
  },
];

/** Whether this machine has the language. Node is always there. */
const isHere = ({ program }: Kind) => spawnSync(program, ["--version"]).status === 0;
const here = kinds.filter(isHere);

let app: TestApp;
const urls = new Map<string, string>();
const urlOf = ({ name }: Kind) => urls.get(name) ?? "";

/** All shops are at one BFF, which sends each of them every event. */
beforeAll(async () => {
  for (const { name } of here) urls.set(name, `http://127.0.0.1:${await findFreePort()}`);
  const guests = here.filter(({ isEmbedding }) => !isEmbedding).map(urlOf);
  app = await startTestApp({
    runJobs: true,
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        allowedOrigins: [...base.merchant.allowedOrigins, ...guests],
        webhooks: [
          ...base.merchant.webhooks,
          ...guests.map((url) => ({ ...base.merchant.webhooks[0], url: `${url}/webhooks` })),
        ],
      },
    }),
  });
});
afterAll(async () => {
  await endExamples();
  await app?.stop();
  removeProjects();
});

/** The checkout.json of a shop that has the checkout in it. */
function embeddedConfig(url: string): string {
  const { apiKey, sandbox, webhooks } = app;
  const config = demoConfig({
    sandbox,
    bffUrl: app.url,
    shopUrl: url,
    apiKey,
    webhookSecret: webhooks.secret,
  });
  const { merchant } = config;
  const [own] = merchant.webhooks;
  return JSON.stringify({
    ...config,
    merchant: { ...merchant, webhooks: [own, { ...own, url: webhooks.url }] },
  });
}

/** The packages, with their versions, that an example on Node names. */
function dependenciesOf({ name, program }: Kind): Readonly<Record<string, string>> {
  if (program !== process.execPath) return {};
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
  return manifest.parse(JSON.parse(readText(`examples/${name}/package.json`))).dependencies;
}

async function start(kind: Kind): Promise<Example> {
  const url = urlOf(kind);
  const folder = makeProject(Object.keys(dependenciesOf(kind)).filter((name) => name !== "pay-checkout"));
  copyExample(kind.name, folder);
  if (kind.isEmbedding) writeFileSync(join(folder, "checkout.json"), embeddedConfig(url));
  return await startExample({
    url,
    folder,
    program: kind.program,
    args: kind.args(new URL(url).port),
    env: { PAY_URL: app.url, PAY_API_KEY: app.apiKey, PAY_WEBHOOK_SECRET: app.webhooks.secret },
  });
}

/** A text that the page shows of its order. */
const [unpaid, paid] = ["not paid yet", "<b>paid</b>"];

const shops = new Map<Kind, Example>();

describe.each(
  kinds.map((kind) => ({
    kind,
    title: `examples/${kind.name}${here.includes(kind) ? "" : `, skipped: there is no ${kind.program}`}`,
  })),
)("$title", ({ kind }) => {
  const run = test.skipIf(!here.includes(kind));
  const payUrl = () => (kind.isEmbedding ? `${urlOf(kind)}/pay` : app.url);
  const merchant = () =>
    createMerchantClient({ baseUrl: payUrl(), apiKey: app.apiKey, returnUrl: `${urlOf(kind)}/` });
  const browser = ({ clientToken = "" }: Page) =>
    createBrowserClient({ baseUrl: payUrl(), clientToken, origin: urlOf(kind) });

  let shop: Example;
  beforeAll(async () => {
    if (!here.includes(kind)) return;
    shop = await start(kind);
    shops.set(kind, shop);
  });

  const buy = async (bags = "1") => await shop.submit("/orders", { bags });
  const change = async ({ path }: Page, bags: string) => await shop.submit(`${path}/bags`, { bags });
  const idOf = ({ path }: Page) => path.split("/").at(-1) ?? "";
  /** A body of the test's own, signed like the BFF's webhooks. */
  const deliverSigned = async (body: string, { secret = app.webhooks.secret, sent = body } = {}) => {
    const headers = signWebhook({ id: "evt_made_up", now: Date.now(), body, secrets: [new Secret(secret)] });
    return await shop.deliver(sent, { ...headers });
  };

  run("an order is paid by its webhook, and by nothing else", async () => {
    const bought = await buy();
    expect(bought.text).toContain("150.00 MXN");
    expect(bought.text).toContain(unpaid);
    expect((await shop.read(bought.path)).clientToken).toBe(bought.clientToken);

    const payment = await browser(bought).start("store");
    // She comes back from a provider's page, and to the shop next day.
    const back = await shop.read(`${bought.path}?session_id=cs_1`);
    expect(back).toMatchObject({ clientToken: bought.clientToken, text: expect.stringContaining(unpaid) });

    const amount = { value: "150.00", currency: "MXN" };
    const eventOf = (changed: object) =>
      JSON.stringify({
        type: "session.succeeded",
        data: { session: { id: payment.id, reference: idOf(bought), amount: { ...amount, ...changed } } },
      });
    expect(await shop.deliver(eventOf({}))).toBe(401);
    expect(await shop.deliver("")).toBe(401);
    const foreign = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    expect(await deliverSigned(eventOf({}), { secret: foreign })).toBe(401);
    expect(await deliverSigned(eventOf({ value: "1.00" }), { sent: eventOf({}) })).toBe(401);
    expect(await deliverSigned(eventOf({ value: "1.00" }))).toBe(204);
    expect(await deliverSigned(eventOf({ currency: "USD" }))).toBe(204);
    expect((await shop.read(bought.path)).text).toContain(unpaid);

    const { orderNo } = await merchant().readPayment(payment.id);
    app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
    await expect.poll(async () => (await shop.read(bought.path)).text).toContain(paid);

    // The same webhook again, byte for byte; the shop prints what it ships.
    const isIt = ({ event }: ReceivedWebhook) =>
      event.type === "session.succeeded" && event.data.session?.reference === idOf(bought);
    await expect.poll(() => app.webhooks.received.find(isIt)).toBeDefined();
    const { headers = {}, text = "" } = app.webhooks.received.find(isIt) ?? {};
    const sent = Object.entries(headers).filter(([name]) => name.startsWith("webhook-"));
    const again = Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
    const shipped = () => shop.output.text.split(`${idOf(bought)}: paid, ship it`).length - 1;
    await expect.poll(shipped).toBe(1);
    expect(await shop.deliver(text, again)).toBe(204);

    expect(await deliverSigned(eventOf({}))).toBe(204);
    await expect.poll(() => shop.output.text).toContain(`${idOf(bought)}: paid a second time`);
    expect(shipped()).toBe(1);

    // What is paid for is not changed.
    expect((await change(bought, "2")).status).toBe(409);
    const last = await shop.read(bought.path);
    expect(last.text).toContain("150.00 MXN");
    expect(last.text).toContain(paid);
  });

  run("an order that is opened in several tabs at once has one session", async () => {
    const form = { method: "POST", body: new URLSearchParams({ bags: "1" }) };
    const { headers } = await fetch(`${shop.url}/orders`, { ...form, redirect: "manual" });
    const { pathname } = new URL(headers.get("location") ?? "", shop.url);
    const tabs = await Promise.all([1, 2, 3, 4].map(() => shop.read(pathname)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(tabs.map(({ clientToken }) => clientToken)).size).toBe(1);
    expect(tabs[0]?.clientToken).toBeDefined();
  });

  run("a changed cart gets a session of its own amount, and the old one can't be paid any more", async () => {
    const bought = await buy();
    const first = await browser(bought).session();
    const changed = await change(bought, "2");
    expect(changed.text).toContain("300.00 MXN");
    expect(await browser(changed).session()).toMatchObject({
      amount: { value: "300.00" },
      status: "requires_payment_method",
    });
    expect((await merchant().readSession(first.id)).status).toBe("canceled");
    // And back again: the first session is over, and its key must not bring it back.
    const restored = await change(bought, "1");
    expect(await browser(restored).session()).toMatchObject({
      amount: { value: "150.00" },
      status: "requires_payment_method",
    });
  });

  run("a session that has ended is followed by one that can be paid", async () => {
    const bought = await buy("3");
    const { id } = await browser(bought).session();
    await merchant().post(`/v1/sessions/${id}/cancel`);
    const next = await shop.read(bought.path);
    expect(next.clientToken).not.toBe(bought.clientToken);
    expect(await browser(next).session()).toMatchObject({
      amount: { value: "450.00" },
      status: "requires_payment_method",
    });
  });

  run("what is no number of bags, and what is no order, is refused", async () => {
    for (const bags of ["0", "10", "-1", "1e1", "two", ""])
      expect(await buy(bags), bags).toMatchObject({ status: 422 });
    expect(await shop.submit("/orders", {})).toMatchObject({ status: 422 });
    expect(await shop.read("/orders/order-1")).toMatchObject({ status: 404 });
    expect(await shop.submit("/orders/order-1/bags", { bags: "1" })).toMatchObject({ status: 404 });
  });
});

test("a customer who comes back when her session has expired gets one that can be paid", async () => {
  const guests = [...shops].flatMap(([{ isEmbedding }, shop]) => (isEmbedding ? [] : [shop]));
  const bought = await Promise.all(guests.map((shop) => shop.submit("/orders", { bags: "1" })));
  app.clock.advance(25 * 3_600_000);
  for (const [index, shop] of guests.entries()) {
    const { path = "", clientToken } = bought[index] ?? {};
    await expect.poll(async () => (await shop.read(path)).clientToken).not.toBe(clientToken);
    const { clientToken: next = "" } = await shop.read(path);
    const { status } = await app.browser(next).session();
    expect(status, shop.url).toBe("requires_payment_method");
  }
  expect(guests.length).toBeGreaterThan(0);
});

test("the shops on Node name the versions that they are tested with", () => {
  const text = readText("package.json");
  const { version, devDependencies } = z
    .object({ version: z.string(), devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(text));
  const tested = { ...devDependencies, "pay-checkout": version };
  for (const kind of kinds) expect(tested).toMatchObject(dependenciesOf(kind));
  expect(kinds.flatMap((kind) => Object.keys(dependenciesOf(kind)))).toContain("fastify");
});

test("the two shops on Node keep their orders in the same way, to the letter", () => {
  expect(readText("examples/fastify/orders.js")).toBe(readText("examples/express/orders.js"));
});
