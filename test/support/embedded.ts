/** A checkout in a server of somebody else's, with the sandbox's providers. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "../../bff/client.ts";
import { type Checkout, type CheckoutLogger, createCheckout } from "../../bff/server.ts";
import { demoConfig } from "../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { closeServer, listenOnFreePort } from "./net.ts";

/** Puts the checkout behind the server, which listens already. */
export type Mount = (checkout: Checkout, server: Server) => unknown;

interface Line {
  readonly message: string;
}

/** @param path where the checkout is on the server. `stop` ends all of it. */
export async function startEmbedded(mount: Mount, path = "/pay") {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-embedded-"));
  const server = createServer();
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  const sandbox: Sandbox = await startSandbox();
  const shopOrigin = "http://127.0.0.1:8080";
  const apiKey = "sk_of_an_embedded_checkout";
  const config = demoConfig({
    bffUrl: `${origin}${path}`,
    shopUrl: shopOrigin,
    apiKey,
    webhookSecret: `whsec_${Buffer.alloc(24, 7).toString("base64")}`,
    databasePath: join(folder, "checkout.db"),
    sandbox,
  });
  const lines: Line[] = [];
  const note = (_fields: object, message: string) => void lines.push({ message });
  const logger: CheckoutLogger = { info: note, warn: note, error: note };
  const checkout = await createCheckout(JSON.stringify(config), { logger });
  async function stop(): Promise<void> {
    await checkout.stop();
    await sandbox.stop();
    await closeServer(server);
    rmSync(folder, { recursive: true, force: true });
  }
  await mount(checkout, server);
  const client = createClient({ baseUrl: `${origin}${path}`, apiKey, maxRetries: 0 });
  return {
    origin,
    url: `${origin}${path}`,
    apiKey,
    checkout,
    client,
    config,
    sandbox,
    lines,
    shopOrigin,
    stop,
  };
}
