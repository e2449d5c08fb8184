/** A shop on Fastify with the checkout in the same program: one process, one port, no server beside it. */
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import { CheckoutError, createClient, verifyWebhook } from "pay-checkout/client";
import { createCheckout } from "pay-checkout/server";
import { openOrders } from "./orders.js";

const { PAY_API_KEY, PAY_WEBHOOK_SECRET, SHOP_URL = "http://localhost:3000" } = process.env;
for (const name of ["PAY_API_KEY", "PAY_WEBHOOK_SECRET"]) {
  if (process.env[name]) continue;
  console.error(`${name} is missing: put it into .env`);
  process.exit(1);
}
const payUrl = `${SHOP_URL}/pay`;
const app = Fastify({ logger: true });
// The file has keys, accounts and webhooks. Where the checkout is, and where its data are, this program knows better.
const checkout = await createCheckout(
  {
    ...JSON.parse(readFileSync("checkout.json", "utf8")),
    publicUrl: payUrl,
    database: { url: "sqlite:checkout.db" },
  },
  { logger: app.log },
);
const pay = createClient({ baseUrl: payUrl, apiKey: PAY_API_KEY });
const orders = openOrders("shop.db");

const isOver = ({ status }) => status === "canceled" || status === "expired";

/** The order with a session that can be paid, or is paid. */
async function withSession(order) {
  if (order.session !== null) {
    const kept = await pay.sessions.get(order.session);
    const fits = kept.status === "succeeded" || kept.amount.value === order.total;
    if (!isOver(kept) && fits) return order;
    if (!isOver(kept)) await pay.sessions.cancel(kept.id); // of an older cart
  }
  const attempt = order.attempt + 1;
  const { id: session, clientToken } = await pay.sessions.create(
    {
      amount: { value: order.total, currency: order.currency },
      reference: order.id,
      description: `Coffee, bags: ${order.bags}`,
      country: "MX",
      returnUrl: `${SHOP_URL}/orders/${order.id}`,
    },
    // After a crash, the same attempt finds the session that it has made. Another attempt, or another cart, gets its own.
    { idempotencyKey: `${order.id}-${attempt}-${order.total}` },
  );
  orders.keepSession(order.id, { session, clientToken, attempt });
  return { ...order, session, clientToken, attempt };
}

/** Nobody may pay the old amount any more, so the session goes first. Throws when money is on its way (409). */
async function changeBags(order, bags) {
  if (order.session !== null && !isOver(await pay.sessions.get(order.session)))
    await pay.sessions.cancel(order.session);
  orders.setBags(order.id, bags);
}

function receive(event, log) {
  if (event.type !== "session.succeeded") return;
  const { id, reference, amount } = event.data.session;
  const order = orders.find(reference);
  if (order === undefined) return; // the order of another shop that uses the same checkout
  if (amount.value !== order.total || amount.currency !== order.currency)
    log.error(`${order.id}: paid ${amount.value} ${amount.currency}, costs ${order.total} ${order.currency}`);
  else if (orders.markPaid(order.id, id)) log.info(`${order.id}: paid, ship it`);
  else if (order.paidBy !== id) log.error(`${order.id}: paid a second time, by ${id}: give it back`);
}

// Every text in these pages is the shop's own. Whoever shows words of a customer escapes them.
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Coffee</title><h1>Coffee</h1>${body}</html>`;

const bagsForm = (action, label) => `<form method="post" action="${action}">
<label>Bags <input name="bags" type="number" min="1" max="9" value="1"></label> <button>${label}</button></form>`;

function orderPage({ id, bags, total, currency, clientToken, paidBy }) {
  const state = `<p>${id}: bags: ${bags}, ${total} ${currency}, <b>${paidBy === null ? "not paid yet" : "paid"}</b></p>`;
  if (paidBy !== null) return page(state);
  return page(`${state}<pay-checkout client-token="${clientToken}"></pay-checkout>
<script type="module" src="${payUrl}/widget/v1/pay-checkout.js"></script>
${bagsForm(`/orders/${id}/bags`, "Change")}`);
}

app.addHook("onRequest", async (request, reply) => {
  if (!request.raw.url.startsWith("/pay/") && !request.raw.url.startsWith("/pay?")) return;
  reply.hijack(); // before Fastify reads the body, because a provider's signature covers the bytes as they came
  checkout.handler(request.raw, reply.raw);
});

// In a scope of its own: everywhere else Fastify may parse bodies.
app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, async (_request, body) => body);
  scope.post("/webhooks", async (request, reply) => {
    receive(verifyWebhook(request.body ?? "", request.headers, PAY_WEBHOOK_SECRET), request.log);
    return reply.code(204).send();
  });
});

app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, async (_request, body) =>
  Object.fromEntries(new URLSearchParams(body)),
);
const bagsBody = {
  type: "object",
  required: ["bags"],
  properties: { bags: { type: "integer", minimum: 1, maximum: 9 } },
};

async function findOrder(request, reply) {
  request.order = orders.find(request.params.id);
  if (request.order === undefined) return reply.callNotFound();
}
app.decorateRequest("order", undefined);

app.get("/", async (_request, reply) => reply.type("text/html").send(page(bagsForm("/orders", "Buy"))));

app.post("/orders", { schema: { body: bagsBody } }, async (request, reply) =>
  reply.redirect(`/orders/${orders.create(request.body.bags)}`, 303),
);

// The customer also comes back to this page from a provider's. Coming back proves nothing: the table says what is paid.
app.get("/orders/:id", { preHandler: findOrder }, async ({ order }, reply) => {
  const shown = order.paidBy === null ? await withSession(order) : order;
  return reply.type("text/html").header("cache-control", "no-store").send(orderPage(shown));
});

app.post(
  "/orders/:id/bags",
  { schema: { body: bagsBody }, preHandler: findOrder },
  async ({ order, body }, reply) => {
    await changeBags(order, body.bags);
    return reply.redirect(`/orders/${order.id}`, 303);
  },
);

app.setErrorHandler(async (error, request, reply) => {
  const isOurs = error instanceof CheckoutError;
  if (isOurs && error.code === "webhook_not_verified") return reply.code(401).send();
  if (isOurs && error.status === 409) return reply.code(409).send("The payment is on its way.");
  if (error.validation !== undefined) return reply.code(422).send("bags must be a number from 1 to 9");
  request.log.error(error);
  return reply.code(error.statusCode ?? 500).send("Something went wrong. Please try again.");
});

app.addHook("onClose", async () => await checkout.stop());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => app.close());
await checkout.start();
await app.listen({ port: Number(new URL(SHOP_URL).port || 80) });
