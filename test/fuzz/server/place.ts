/** The surroundings: the five providers, a merchant's endpoint, the BFF over an SQLite file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoConfig } from "../../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../../demo/sandbox/sandbox.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { createMerchantClient, type MerchantClient } from "../../support/http-client.ts";
import { startTestServer } from "../../support/net.ts";
import { type Bff, startBff } from "./bff.ts";
import { type Books, openBooks } from "./books.ts";

export const apiKey = "sk_sandbox_of_the_shop_front";
/** Of a second person, who approves. */
export const deskKey = "sk_sandbox_of_the_desk";
export const readerKey = "sk_sandbox_of_a_reader";
export const metricsToken = "sk_sandbox_of_the_scraper";

/** A callback that a provider would have sent. */
export interface HeldCallback {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

export interface Place {
  readonly bff: Bff;
  readonly books: Books;
  readonly sandbox: Sandbox;
  /** The callbacks until now: they are kept here, and not sent. */
  readonly callbacks: readonly HeldCallback[];
  readonly api: MerchantClient;
  readonly origin: string;
  /** Stops everything. @returns what was wrong with the server's end */
  stop(): Promise<string[]>;
}

export async function openPlace(): Promise<Place> {
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const action of undo.splice(0).reverse()) await action();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-fuzz-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const merchant = await startTestServer((request, response) => {
      request.resume();
      response.writeHead(200).end();
    });
    undo.push(merchant.close);
    const callbacks: HeldCallback[] = [];
    const sandbox = await startSandbox({
      callbacks: {
        scale: 0,
        deliver: async (callback) => {
          callbacks.push(callback);
          return { status: 200, body: "success" };
        },
      },
    });
    undo.push(sandbox.stop);
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const databasePath = join(folder, "checkout.db");
    const bff = await startBff({
      config: configOf({ sandbox, url, merchant: merchant.origin, databasePath }),
      url,
      folder,
    });
    const books = openBooks(databasePath);
    undo.push(books.close);
    const { origin } = merchant;
    return {
      bff,
      books,
      sandbox,
      callbacks,
      origin,
      api: createMerchantClient({ baseUrl: url, apiKey, returnUrl: `${origin}/thanks` }),
      async stop() {
        const wrongs = await bff.stop();
        await close();
        return wrongs;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function configOf(options: {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly merchant: string;
  readonly databasePath: string;
}): object {
  const { sandbox, url, merchant, databasePath } = options;
  const base = demoConfig({ sandbox, bffUrl: url, shopUrl: merchant, apiKey, databasePath });
  const [shop] = base.merchant.apiKeys;
  return {
    ...base,
    metrics: { token: metricsToken },
    network: { ...base.network, trustedProxies: 1 },
    // The limits have tests of their own. Here they would only keep requests out.
    limits: {
      browserPerMinute: 0,
      merchantPerMinute: 0,
      callbacksPerMinute: 0,
      failuresPerMinute: 0,
      paymentsPerSession: 0,
    },
    payouts: { approveAbove: { INR: "5000" } },
    merchant: {
      ...base.merchant,
      apiKeys: [
        shop,
        { id: "desk", secret: deskKey, scopes: ["payouts:approve", "operate", "reports"] },
        { id: "reader", secret: readerKey, scopes: ["reports"] },
      ],
    },
  };
}
