// One payment through a checkout that the program has mounted: it prints how the session ends, or why there is none.
import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "pay-checkout/client";

/**
 * @param {{ publicUrl: string, merchant: { apiKeys: [{ secret: string }] } }} config
 * @param {string} sandbox where the provider's control server is
 */
export async function payOnce(config, sandbox) {
  const pay = createClient({ baseUrl: config.publicUrl, apiKey: config.merchant.apiKeys[0].secret });
  const session = await pay.sessions.create({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-1",
    returnUrl: "http://127.0.0.1:8080/thanks",
  });
  const started = await fetch(`${config.publicUrl}/checkout/payments`, {
    method: "POST",
    headers: { authorization: `Bearer ${session.clientToken}`, "content-type": "application/json" },
    body: '{"method":"store"}',
  });
  if (started.status !== 201) throw new Error(await started.text());
  const { data } = await pay.payments.list({ session: session.id });
  await fetch(`${sandbox}/api/orders/paypro/${data[0]?.orderNo}/pay`, { method: "POST" });
  let { status } = session;
  for (const end = Date.now() + 20_000; status !== "succeeded" && Date.now() < end; await wait(50))
    ({ status } = await pay.sessions.get(session.id));
  console.log(status);
}
