/** Sends each webhook endpoint a signed message of a type that means nothing, and says how it was answered. */
import { randomBytes } from "node:crypto";
import type { CheckoutConfig } from "../config/types.ts";
import { testType } from "../contract.ts";
import { testEventId } from "../core/ids.ts";
import type { Terminal } from "./load-config.ts";

/** @returns false in live where an endpoint does not take the message. In a sandbox, where the shop may not run yet, that is a warning. */
export async function probeWebhooks(config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
  if (config.merchant.webhooks.length === 0) return true;
  const [{ createWebhookSender }, { tryEndpoint }] = await Promise.all([
    import("../webhooks/send.ts"),
    import("../webhooks/try-endpoint.ts"),
  ]);
  const { allowPrivateAddresses, webhookHosts, outgoingProxy } = config.network;
  const sender = createWebhookSender({
    allowPrivateAddresses,
    exceptions: webhookHosts,
    proxy: outgoingProxy,
  });
  const timestamp = new Date().toISOString();
  const text = JSON.stringify({ type: testType, timestamp, data: { test: true } });
  const probes = config.merchant.webhooks.map(async (endpoint, index) => {
    const id = testEventId({ bytes: randomBytes });
    const { objection } = await tryEndpoint(sender, endpoint, { id, text, now: Date.now });
    return { line: `merchant.webhooks.${index}: ${objection ?? "ok"}`, isHeard: objection === null };
  });
  const results = await Promise.all(probes);
  await sender.close();
  const isLive = config.environment === "live";
  for (const { line, isHeard } of results) terminal.out(isHeard || isLive ? line : `Warning: ${line}.`);
  return !isLive || results.every(({ isHeard }) => isHeard);
}
