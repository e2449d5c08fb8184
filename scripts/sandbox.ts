/**
 * `npm run sandbox` runs the providers and the BFF, for a shop of one's own. Its address is `--shop URL`, and webhooks
 * go to `--webhooks URL`.
 */
import { dirname, join } from "node:path";
import type { DemoStackOptions } from "./demo-stack.ts";
import { explainOwnShop } from "./own-shop.ts";
import { helpOfSandboxPorts, readPort, runStack } from "./run-stack.ts";
import { keepKeys } from "./sandbox-keys.ts";

const usualPort = 8787;
const usualShop = "http://localhost:3000";
const keysFile = join(dirname(import.meta.dirname), ".cache", "sandbox-keys.json");

function readUrl(name: string, text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new Error(`--${name} is "${text}". It takes an address such as http://localhost:3000.`);
}

/** A browser takes localhost and 127.0.0.1 for two places. */
function originsOf({ origin, hostname }: URL): string[] {
  const [one, other] = ["localhost", "127.0.0.1"];
  if (hostname === one) return [origin, origin.replace(one, other)];
  if (hostname === other) return [origin, origin.replace(other, one)];
  return [origin];
}

function readOptions(values: Readonly<Record<string, string | undefined>>): DemoStackOptions {
  const shop = readUrl("shop", values.shop ?? usualShop);
  const webhooks = readUrl("webhooks", values.webhooks ?? new URL("/webhooks", shop).href).href;
  return {
    ownShopUrl: shop.origin,
    bffPort: readPort("DEMO_BFF_PORT") ?? usualPort,
    keys: keepKeys(keysFile),
    adjustConfig: (config) => ({
      ...config,
      merchant: {
        ...config.merchant,
        allowedOrigins: originsOf(shop),
        webhooks: [{ ...config.merchant.webhooks[0], url: webhooks }],
      },
    }),
  };
}

process.exit(
  await runStack({
    what: "the payment providers' sandbox and the BFF",
    help: [
      "npm run sandbox -- [--shop URL] [--webhooks URL]",
      "",
      "Runs the BFF and the sandbox of all five payment providers on this machine, for a shop of your own. It prints",
      "the keys for the shop, which stay the same. Ctrl-C stops it and deletes its orders.",
      "",
      `  --shop URL      where the shop is; ${usualShop} by default`,
      "  --webhooks URL  where webhooks go; /webhooks of the shop by default",
      "",
      "Environment variables set ports:",
      `  DEMO_BFF_PORT         the BFF; ${usualPort} by default`,
      ...helpOfSandboxPorts,
      "",
      "For example: DEMO_BFF_PORT=8788 npm run sandbox -- --shop http://localhost:3000",
    ],
    names: ["shop", "webhooks"],
    options: readOptions,
    announce: explainOwnShop,
  }),
);
