/** Says what a shop of one's own needs to use a BFF that runs on this machine. */
import type { DemoStack } from "./demo-stack.ts";

/**
 * A command for sh, bash, zsh and Windows' cmd alike: one line, in double quotes, with nothing inside that one of them
 * would replace.
 */
function sessionCommand(bffUrl: string, apiKey: string, returnUrl: string): string {
  const body = JSON.stringify({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-1",
    country: "MX",
    returnUrl,
  });
  const quoted = body.replaceAll('"', '\\"');
  return (
    `curl -X POST ${bffUrl}/v1/sessions -H "authorization: Bearer ${apiKey}" ` +
    `-H "content-type: application/json" -d "${quoted}"`
  );
}

/** The lines to print: addresses, key, webhook secret, and a command that makes a session. */
export function explainOwnShop({ bffUrl, sandboxControlUrl, config, configPath }: DemoStack): string[] {
  const { apiKeys, allowedOrigins, webhooks } = config.merchant;
  const [{ secret: apiKey }] = apiKeys;
  const [webhook] = webhooks;
  const [origin = ""] = allowedOrigins;
  return [
    "  For a shop of your own:",
    "",
    `  PAY_URL             ${bffUrl} (the BFF)`,
    `  the widget          ${bffUrl}/widget/v1/pay-checkout.js`,
    `  PAY_API_KEY         ${apiKey}`,
    `  PAY_WEBHOOK_SECRET  ${webhook.secrets[0]}`,
    `  webhooks go to      ${webhook.url}`,
    `  pages may be at     ${allowedOrigins.join(" and ")}`,
    `  the providers       ${sandboxControlUrl} (play the bank or the store there)`,
    `  configured by       ${configPath}`,
    "",
    "  This makes a session. Open the url of its answer to pay it:",
    "",
    `  ${sessionCommand(bffUrl, apiKey, `${origin}/thanks`)}`,
  ];
}
