/** A shop on Express. The checkout runs elsewhere, at PAY_URL. */
import express from "express";
import { CheckoutError, createClient, verifyWebhook } from "pay-checkout/client";
import { openOrders } from "./orders.js";

const { PAY_URL, PAY_API_KEY, PAY_WEBHOOK_SECRET, SHOP_URL = "http://localhost:3000" } = process.env;
for (const name of ["PAY_URL", "PAY_API_KEY", "PAY_WEBHOOK_SECRET"]) {
  if (process.env[name]) continue;
  console.error(`${name} is missing: put it into .env`);
  process.exit(1);
}
const pay = createClient({ baseUrl: PAY_URL, apiKey: PAY_API_KEY });
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

function receive(event) {
  if (event.type !== "session.succeeded") return;
  const { id, reference, amount } = event.data.session;
  const order = orders.find(reference);
  if (order === undefined) return; // the order of another shop that uses the same checkout
  if (amount.value !== order.total || amount.currency !== order.currency)
    console.error(
      `${order.id}: paid ${amount.value} ${amount.currency}, costs ${order.total} ${order.currency}`,
    );
  else if (orders.markPaid(order.id, id)) console.log(`${order.id}: paid, ship it`);
  else if (order.paidBy !== id) console.error(`${order.id}: paid a second time, by ${id}: give it back`);
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
<script type="module" src="${PAY_URL}/widget/v1/pay-checkout.js"></script>
${bagsForm(`/orders/${id}/bags`, "Change")}`);
}

/** 1 to 9; undefined for anything else. */
function readBags({ bags } = {}) {
  return /^[1-9]$/.test(bags) ? Number(bags) : undefined;
}

const app = express();

// Before anything that reads bodies: the signature covers the bytes as they came.
app.post("/webhooks", express.raw({ type: () => true }), (request, response) => {
  receive(verifyWebhook(request.body ?? "", request.headers, PAY_WEBHOOK_SECRET));
  response.sendStatus(204);
});

app.use(express.urlencoded());
app.get("/", (_request, response) => response.send(page(bagsForm("/orders", "Buy"))));

app.post("/orders", (request, response) => {
  const bags = readBags(request.body);
  if (bags === undefined) response.status(422).send("bags must be a number from 1 to 9");
  else response.redirect(303, `/orders/${orders.create(bags)}`);
});

app.param("id", (_request, response, next, id) => {
  response.locals.order = orders.find(id);
  next(response.locals.order === undefined ? "route" : undefined);
});

// The customer also comes back to this page from a provider's. Coming back proves nothing: the table says what is paid.
app.get("/orders/:id", async (_request, response) => {
  const { order } = response.locals;
  const shown = order.paidBy === null ? await withSession(order) : order;
  response.set("cache-control", "no-store").send(orderPage(shown));
});

app.post("/orders/:id/bags", async (request, response) => {
  const bags = readBags(request.body);
  if (bags === undefined) {
    response.status(422).send("bags must be a number from 1 to 9");
    return;
  }
  await changeBags(response.locals.order, bags);
  response.redirect(303, `/orders/${response.locals.order.id}`);
});

app.use((error, _request, response, _next) => {
  const isOurs = error instanceof CheckoutError;
  if (isOurs && error.code === "webhook_not_verified") response.sendStatus(401);
  else if (isOurs && error.status === 409) response.status(409).send("The payment is on its way.");
  else {
    console.error(error);
    response
      .status(error.status >= 400 && !isOurs ? error.status : 500)
      .send("Something went wrong. Please try again.");
  }
});

app.listen(new URL(SHOP_URL).port || 80, () => console.log(`Open ${SHOP_URL}`));
