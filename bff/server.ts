/**
 * `pay-checkout/server`: the checkout for a Node program of your own, which brings the server, the port and the signals.
 * Source: docs/embedding.md#the-checkout-in-your-own-server.
 */
import type { CheckoutConfigInput } from "./config/input.ts";
import type { Checkout, CheckoutOptions } from "./embedded-types.ts";
import { objectToRuntime } from "./runtime.ts";

export { CheckoutConfigError } from "./config/config-error.ts";
export type { CheckoutConfigInput } from "./config/input.ts";
export type { Checkout, CheckoutLogger, CheckoutOptions } from "./embedded-types.ts";

/**
 * @param config what a configuration file holds: as an object, or as its text.
 *
 * Rejects with {@link CheckoutConfigError}. It opens nothing before `start()`, listens on no port, takes no signals and
 * never ends the process.
 */
export async function createCheckout(
  config: CheckoutConfigInput | string,
  options: CheckoutOptions = {},
): Promise<Checkout> {
  const objection = objectToRuntime(process.versions);
  if (objection !== null) throw new Error(objection);
  // What an older Node lacks would fail at the import, in words that say nothing.
  const { embed } = await import("./embedded.ts");
  return embed(config, options);
}
