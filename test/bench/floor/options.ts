/** The options of the floor: the parts of the product's configuration that it uses. */
import { z } from "zod";
import type { BenchConfig } from "../support/product.ts";
import { createFloorCrypto, type FloorCrypto, sha256 } from "./crypto.ts";
import { createPaypro, type Paypro } from "./paypro.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import { createSender, type Sender } from "./webhooks.ts";
import type { Store } from "./writes.ts";

export const floorOptions = z.object({
  host: z.string(),
  port: z.int(),
  publicUrl: z.string(),
  databaseUrl: z.string(),
  paypro: z.object({ baseUrl: z.string(), merchantNo: z.string(), appSecret: z.string() }),
  webhook: z.object({ url: z.string(), secret: z.string() }),
});
export type FloorOptions = z.output<typeof floorOptions>;

/** Of a configuration for the product. */
export function floorOptionsOf(
  config: Pick<BenchConfig, "listen" | "publicUrl" | "accounts" | "merchant" | "database">,
): FloorOptions {
  const account = config.accounts.find(({ id }) => id === "paypro-mx");
  const [webhook] = config.merchant.webhooks;
  return floorOptions.parse({
    ...config.listen,
    publicUrl: config.publicUrl,
    databaseUrl: config.database.url,
    paypro: { baseUrl: account?.baseUrl, ...account?.credentials },
    webhook: { url: webhook.url, secret: webhook.secrets[0] },
  });
}

/** The tools of the floor's work. */
export interface Floor {
  readonly publicUrl: string;
  readonly store: Store;
  readonly crypto: FloorCrypto;
  readonly paypro: Paypro;
  readonly sender: Sender;
  readonly endpointId: string;
  /** Which merchant at PayPro creates the orders. */
  readonly identity: string;
}

/** The database has the product's tables already. */
export function openFloor(options: FloorOptions): Floor & { close(): Promise<void> } {
  const { databaseUrl, webhook } = options;
  const store = databaseUrl.startsWith("sqlite:")
    ? openSqliteStore(databaseUrl.slice("sqlite:".length))
    : openPostgresStore(databaseUrl);
  const crypto = createFloorCrypto(webhook.secret);
  const paypro = createPaypro(options.paypro);
  const sender = createSender({ url: webhook.url, crypto, store });
  return {
    publicUrl: options.publicUrl,
    store,
    crypto,
    paypro,
    sender,
    endpointId: sha256(webhook.url),
    identity: sha256(JSON.stringify(["paypro", options.paypro.baseUrl, options.paypro.merchantNo])),
    async close() {
      await sender.close();
      await paypro.close();
      await store.close();
    },
  };
}
