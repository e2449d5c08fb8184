/** Texts that stand nowhere else, for every place where a secret or something of a person may be. */
import { inspect } from "node:util";
import type { DemoConfig } from "../../../demo/config.ts";
import type { TestApp } from "../../support/app.ts";

export const customer = {
  id: "canary-customer-id",
  name: "Canary Nombre",
  email: "canary.payer@example.com",
  phone: "+525500000042",
  taxId: "CANARYTAXID",
  providerAccounts: { chainup: { openId: "canary-open-id", userId: null, token: "canary-chainup-token" } },
};
export const typed = {
  name: "Canary Tecleado",
  email: "canary.typed@example.com",
  phone: "+525500000043",
};
export const beneficiary = {
  name: "Canary Beneficiaria",
  accountNumber: "002010077777777771",
  accountType: "clabe",
  email: "canary.payee@example.com",
  phone: "+525500000044",
  bankName: "Canary Banco",
};
/** What the merchant wrote about a purchase. */
export const purchase = { description: "canary-described", metadata: { "canary-key": "canary-basket" } };
export const returnQuery = "thanks?canary-order=1001";
/** An operator's words about a payout. They are in clear in the database: docs/privacy.md says so. */
export const note = "canary note of the desk";
export const providerWords = "canary words of the provider";
/** What somebody put where it does not belong. */
export const misplaced = {
  query: "canary-in-a-query",
  header: "canary-in-a-header",
  path: "canary-in-a-path",
  key: "canary-idempotency-key",
};

/** What a payer or a payee is: never in a log, a metric, an error, the database in clear, or the browser's answers. */
export const people: readonly string[] = [
  customer.id,
  customer.name,
  customer.email,
  customer.phone,
  customer.taxId,
  customer.providerAccounts.chainup.openId,
  customer.providerAccounts.chainup.token,
  ...Object.values(typed),
  ...Object.values(beneficiary).filter((text) => text !== beneficiary.accountType),
];
export const purchaseTexts: readonly string[] = [
  purchase.description,
  "canary-key",
  "canary-basket",
  returnQuery,
];

const metricsToken = "canary-metrics-token";
const deskKey = "canary-key-of-the-desk";
const encryptionKeys = [
  Buffer.from("canary encryption key no. 1 of 2").toString("base64"),
  Buffer.from("canary encryption key no. 2 of 2").toString("hex"),
];
export const tokens = { metrics: metricsToken, desk: deskKey };

export function configWithCanaries(base: DemoConfig): object {
  const [shop] = base.merchant.apiKeys;
  const desk = { id: "desk", secret: deskKey, scopes: ["payouts:approve", "operate", "customers"] };
  return {
    ...base,
    metrics: { token: metricsToken },
    encryption: { keys: encryptionKeys.map((secret, at) => ({ id: `key-${at}`, secret })) },
    payouts: { approveAbove: { MXN: "800" } },
    merchant: { ...base.merchant, apiKeys: [shop, desk] },
  };
}

/** Every secret of the configuration: keys, tokens, and what the providers gave. */
export function configuredSecrets({ config, sandbox, apiKey, webhooks }: TestApp): string[] {
  const used = new Set<string>(config.accounts.map(({ provider }) => provider));
  const credentials = Object.entries(sandbox.providers)
    .filter(([provider]) => used.has(provider))
    .flatMap(([, { credentials: given }]) => Object.entries<string>({ ...given }))
    .filter(([name]) => /secret|key$|privateKey/i.test(name) && !/app_?key|publicKey/i.test(name))
    .map(([, secret]) => secret);
  const keys = encryptionKeys.flatMap((text, at) => [
    text,
    Buffer.from(text, at === 0 ? "base64" : "hex").toString("latin1"),
  ]);
  return [...new Set([apiKey, webhooks.secret, metricsToken, deskKey, ...keys, ...credentials])];
}

/** The configuration as somebody would print it. */
export function printed({ config }: TestApp): string {
  return (
    inspect(config, { depth: 20 }) +
    JSON.stringify(config, (_name, value) => (typeof value === "bigint" ? String(value) : value)) +
    String(config)
  );
}
