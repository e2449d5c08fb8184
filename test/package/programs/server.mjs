// Somebody's server in whatever runtime.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { createCheckout } from "pay-checkout/server";
import { payOnce } from "./pay-once.mjs";

const [, , file, sandbox] = process.argv;
const config = JSON.parse(readFileSync(file, "utf8"));
const logger = { info: () => undefined, warn: console.error, error: console.error };
try {
  const checkout = await createCheckout(config, { logger });
  const server = createServer((request, response) => checkout.handler(request, response));
  const { hostname, port } = new URL(config.publicUrl);
  await new Promise((resolve) => server.listen(Number(port), hostname, resolve));
  await checkout.start();
  await payOnce(config, sandbox);
  await checkout.stop();
  process.exit(0);
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
