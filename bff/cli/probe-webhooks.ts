/** Sends each webhook endpoint a signed message of a type that means nothing, and says how it was answered. */
import { randomBytes } from "node:crypto";
import type { CheckoutConfig } from "../config/types.ts";
import type { WebhookResult } from "../webhooks/send.ts";
import { explainProxyFailure } from "./explain-proxy-failure.ts";
import type { Terminal } from "./load-config.ts";

/** No event has it. Who checks the type, as README shows, ignores it. */
const testType = "webhook.test";

/** What is wrong with the answer, or undefined. */
function objectTo(result: WebhookResult): string | undefined {
  if (result.kind === "no_answer") return explainProxyFailure(result.error) ?? `no answer (${result.error})`;
  const { status } = result;
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403)
    return `${status}: it refuses the signature. It needs the same secret, and has to check the body's bytes as they came`;
  if (status === 404 || status === 405) return `${status}: nothing takes a POST at this address`;
  return `${status}, but a delivery needs 2xx`;
}

/** @returns false in live where an endpoint does not take the message. In a sandbox, where the shop may not run yet, that is a warning. */
export async function probeWebhooks(config: CheckoutConfig, terminal: Terminal): Promise<boolean> {
  if (config.merchant.webhooks.length === 0) return true;
  const [{ createWebhookSender }, { signWebhook }] = await Promise.all([
    import("../webhooks/send.ts"),
    import("../webhooks/sign.ts"),
  ]);
  const { allowPrivateAddresses, webhookHosts, outgoingProxy } = config.network;
  const sender = createWebhookSender({
    allowPrivateAddresses,
    exceptions: webhookHosts,
    proxy: outgoingProxy,
  });
  const probes = config.merchant.webhooks.map(async ({ url, secrets }, index) => {
    const now = Date.now();
    const body = JSON.stringify({ type: testType, timestamp: new Date(now).toISOString(), data: {} });
    const id = `evt_test${randomBytes(16).toString("hex")}`;
    const result = await sender.send({
      url,
      now,
      body,
      headers: { ...signWebhook({ id, now, body, secrets }) },
    });
    const objection = objectTo(result);
    return { line: `merchant.webhooks.${index}: ${objection ?? "ok"}`, isHeard: objection === undefined };
  });
  const results = await Promise.all(probes);
  await sender.close();
  const isLive = config.environment === "live";
  for (const { line, isHeard } of results) terminal.out(isHeard || isLive ? line : `Warning: ${line}.`);
  return !isLive || results.every(({ isHeard }) => isHeard);
}
