/** The checkout in somebody else's server: Express, Fastify, and plain node:http. */
import express from "express";
import Fastify from "fastify";
import { afterEach, expect, test } from "vitest";
import { createCheckout } from "../../bff/server.ts";
import { type Mount, startEmbedded } from "../support/embedded.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function embed(mount: Mount, path = "/pay") {
  const embedded = await startEmbedded(mount, path);
  ends.push(embedded.stop);
  return embedded;
}

const inExpress: Mount = (checkout, server) => {
  const app = express();
  app.use("/pay", checkout.router);
  app.use(express.json());
  app.get("/hello", (_request, response) => void response.send("the shop"));
  server.on("request", app);
};
const atTheRoot: Mount = (checkout, server) => {
  const app = express();
  app.use(checkout.router);
  app.get("/hello", (_request, response) => void response.send("the shop"));
  server.on("request", app);
};
/** As docs/embedding.md shows it, on the server that the test listens on. */
const inFastify: Mount = async (checkout, server) => {
  const app = Fastify({
    serverFactory: (handle) => server.on("request", handle),
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!request.raw.url?.startsWith("/pay/")) return;
    reply.hijack();
    checkout.handler(request.raw, reply.raw);
  });
  app.get("/hello", async () => "the shop");
  await app.ready();
};
const inNode: Mount = (checkout, server) => void server.on("request", checkout.handler);

test.each([
  ["Express, under a path", inExpress],
  ["Express, which leaves the path on", atTheRoot],
  ["Fastify, which leaves the path on", inFastify],
  ["node:http, which leaves the path on", inNode],
])("a session is created, paid and seen as paid in %s", async (_name, mount) => {
  const { url, checkout, client, sandbox, shopOrigin } = await embed(mount);
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
  await checkout.start();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const session = await client.sessions.create({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-1",
    returnUrl: `${shopOrigin}/thanks`,
  });
  expect(session.url).toBe(`${url}/pay#${session.clientToken}`);
  const browser = { authorization: `Bearer ${session.clientToken}`, origin: shopOrigin };
  const stream = await fetch(`${url}/checkout/events`, { headers: browser });
  expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const started = await fetch(`${url}/checkout/payments`, {
    method: "POST",
    headers: { ...browser, "content-type": "application/json" },
    body: '{"method":"store"}',
  });
  expect(started.status).toBe(201);
  const { data } = await client.payments.list({ session: session.id });
  sandbox.state.play({ provider: "paypro", orderNo: data[0]?.orderNo ?? "" }, { action: "pay" });
  // The provider calls back under the path of publicUrl.
  await expect.poll(async () => (await client.sessions.get(session.id)).status).toBe("succeeded");
  const reader = stream.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain("event: status");
  await checkout.stop();
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});

test.each([
  ["Express", inExpress],
  ["Fastify", inFastify],
])(
  "in %s a wrong method is 405, what does not exist is 404, and the shop's own routes are the shop's",
  async (_name, mount) => {
    const { url, origin, checkout } = await embed(mount);
    await checkout.start();
    expect((await fetch(`${url}/healthz`, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    expect(await (await fetch(`${origin}/hello`)).text()).toBe("the shop");
  },
);

test.each(["", "/pay"])(
  "a slash too many behind the base%s leads to the hosted page, and not out of the base",
  async (path) => {
    const { url, checkout } = await embed(inFastify);
    await checkout.start();
    const { status, headers } = await fetch(`${url}${path}/`, { redirect: "manual" });
    expect(status).toBe(308);
    expect(new URL(headers.get("location") ?? "", `${url}${path}/`).href).toBe(`${url}/pay`);
  },
);

test("at the root of an app, what is not below the path is handed on", async () => {
  const { url, origin, checkout } = await embed(atTheRoot);
  await checkout.start();
  expect((await fetch(`${url}/nothing`)).headers.get("content-type")).toContain("problem+json");
  expect(await (await fetch(`${origin}/hello`)).text()).toBe("the shop");
});

test("without a path, what is not the checkout's is handed on", async () => {
  const { origin, checkout } = await embed(atTheRoot, "");
  await checkout.start();
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${origin}/hello`)).text()).toBe("the shop");
});

test("a body that the app has parsed before is refused, with what to do", async () => {
  const { client, checkout, lines, shopOrigin } = await embed((made, server) => {
    server.on("request", express().use(express.json()).use("/pay", made.router));
  });
  await checkout.start();
  const amount = { value: "150.00", currency: "MXN" };
  await expect(
    client.sessions.create({ amount, reference: "order-1", returnUrl: `${shopOrigin}/thanks` }),
  ).rejects.toMatchObject({ status: 500, message: expect.stringContaining("before express.json()") });
  expect(lines.map(({ message }) => message)).toContainEqual(expect.stringContaining("express.json()"));
});

test("a configuration with mistakes is refused with all of them, before anything is opened", async () => {
  await expect(createCheckout('{ "environment": "sandbox" }')).rejects.toMatchObject({
    name: "CheckoutConfigError",
    issues: expect.arrayContaining([expect.objectContaining({ path: "publicUrl" })]),
  });
});

test("no configuration at all is refused as one, also where no type checks it", async () => {
  const absent: string = JSON.parse('{"none":null}').none;
  await expect(createCheckout(absent)).rejects.toMatchObject({ name: "CheckoutConfigError" });
});

test("no listener for signals or errors of the process is added", async () => {
  const names = ["SIGTERM", "SIGINT", "SIGHUP", "uncaughtException", "unhandledRejection"];
  const count = () => names.map((name) => process.listenerCount(name));
  const before = count();
  const { checkout } = await embed(inNode);
  await checkout.start();
  expect(count()).toEqual(before);
});

test("it starts again after a stop, also when the stop is not over, and keeps what was there", async () => {
  const { url, checkout, client, shopOrigin } = await embed(inNode);
  await checkout.start();
  const amount = { value: "150.00", currency: "MXN" };
  const { id } = await client.sessions.create({
    amount,
    reference: "order-1",
    returnUrl: `${shopOrigin}/thanks`,
  });
  await checkout.stop();
  await checkout.start();
  expect((await client.sessions.get(id)).id).toBe(id);
  const stopped = checkout.stop();
  await checkout.start();
  await stopped;
  expect((await client.sessions.get(id)).id).toBe(id);
  await Promise.all([checkout.stop(), checkout.stop()]);
  expect((await fetch(`${url}/healthz`)).status).toBe(503);
});
