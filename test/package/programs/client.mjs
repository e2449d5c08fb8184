// A shop's backend in whatever runtime: it prints what it saw.
import process from "node:process";
import { CheckoutError, createClient, verifyWebhook } from "pay-checkout/client";

const { PAY_URL, PAY_API_KEY, PAY_SESSION, WEBHOOK_SECRET, WEBHOOK } = process.env;
const pay = createClient({ baseUrl: PAY_URL, apiKey: PAY_API_KEY });
const create = (reference) =>
  pay.sessions.create({
    amount: { value: "150.00", currency: "MXN" },
    reference,
    returnUrl: "http://127.0.0.1:8080/thanks",
  });

const [first, second] = [await create("order-1"), await create("order-2")];
const listed = [];
for await (const { id } of pay.sessions.list({ limit: 1 })) listed.push(id);
const refused = await pay.sessions.get("cs_of_nobody").catch((error) => error);
const { body, headers } = JSON.parse(WEBHOOK);
const forged = () => verifyWebhook(`${body} `, headers, WEBHOOK_SECRET);
let isForgedRefused = false;
try {
  forged();
} catch (error) {
  isForgedRefused = error instanceof CheckoutError && error.code === "webhook_not_verified";
}
const seen = {
  created: first.status === "requires_payment_method" && first.url.endsWith(first.clientToken),
  read: (await pay.sessions.get(PAY_SESSION)).status === "succeeded",
  listed: [first.id, second.id, PAY_SESSION].every((id) => listed.includes(id)),
  canceled: (await pay.sessions.cancel(second.id)).status === "canceled",
  refused: refused instanceof CheckoutError && refused.status === 404 && refused.requestId !== null,
  verified: verifyWebhook(body, headers, WEBHOOK_SECRET).type === "session.succeeded" && isForgedRefused,
};
console.log(JSON.stringify(seen));
