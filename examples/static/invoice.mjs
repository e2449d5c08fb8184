/**
 * The shopkeeper's side: no server, no packages.
 *
 *     node --env-file=.env invoice.mjs order-1001 150.00   prints the link for the customer
 *     node --env-file=.env invoice.mjs                     says which invoices are paid
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const { PAY_URL, PAY_API_KEY, SHOP_URL = "http://localhost:3000" } = process.env;
const file = "invoices.json";
const invoices = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

async function call(method, path, body, idempotencyKey) {
  const response = await fetch(`${PAY_URL}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${PAY_API_KEY}`,
      ...(body && { "content-type": "application/json" }),
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  const fields = (answer.errors ?? []).map(({ path, message }) => `${path} ${message}`);
  throw new Error([answer.detail ?? answer.title, ...fields].join(" "));
}

const read = async ({ session }) => await call("GET", `/v1/sessions/${session}`);

/** "150" and "150.0" are 150.00, as the checkout writes amounts in pesos. It refuses anything else. */
function amountOf(text) {
  const [, units, decimals = ""] = /^(\d+)(?:\.(\d{0,2}))?$/.exec(text) ?? [];
  return units === undefined ? text : `${units}.${decimals.padEnd(2, "0")}`;
}

/** The invoice with a session that can be paid, or is paid. */
async function invoiceOf(reference, value) {
  const kept = invoices[reference];
  if (kept !== undefined) {
    const { id, status, amount } = await read(kept);
    const isOver = status === "canceled" || status === "expired";
    if (status === "succeeded" || (!isOver && amount.value === value)) return kept;
    if (!isOver) await call("POST", `/v1/sessions/${id}/cancel`); // of another amount; refused when money is on its way
  }
  const attempt = (kept?.attempt ?? 0) + 1;
  const body = {
    amount: { value, currency: "MXN" },
    reference,
    country: "MX",
    returnUrl: `${SHOP_URL}/thanks.html`,
    expiresIn: 7 * 24 * 3600,
  };
  const { id: session, clientToken } = await call(
    "POST",
    "/v1/sessions",
    body,
    `${reference}-${attempt}-${value}`,
  );
  invoices[reference] = { session, clientToken, attempt };
  writeFileSync(file, JSON.stringify(invoices, null, 2));
  return invoices[reference];
}

const [reference, value] = process.argv.slice(2);
try {
  if (!PAY_URL || !PAY_API_KEY) throw new Error("PAY_URL or PAY_API_KEY is missing: node --env-file=.env …");
  if (reference !== undefined) {
    const { clientToken } = await invoiceOf(reference, amountOf(value ?? ""));
    // Behind the #, the token reaches no server's log.
    console.log(`${SHOP_URL}/pay.html#${clientToken}`);
  } else {
    for (const [name, invoice] of Object.entries(invoices)) {
      const { amount, status } = await read(invoice);
      console.log(
        `${name}  ${amount.value} ${amount.currency}  ${status === "succeeded" ? "paid" : `not paid (${status})`}`,
      );
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
