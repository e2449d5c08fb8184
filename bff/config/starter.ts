/** A configuration to begin with, its keys made. Source: docs/configuration.md#begin-with-init */
import { randomBytes } from "node:crypto";
import type { Provider } from "../providers/contract.ts";
import { newEncryptionKey } from "./encryption-keys.ts";

export interface StarterAnswers {
  readonly name: string;
  readonly url: string;
  readonly origin: string;
  /** Where events go; undefined: nowhere yet. */
  readonly webhooks: string | undefined;
  readonly providers: readonly Provider[];
  readonly isLive: boolean;
  /** Whether it runs in the image. */
  readonly isInContainer: boolean;
  readonly nowMs: number;
}

/** Something that only a provider can say. */
export interface Blank {
  /** The variable in the file of secrets, or the key in the configuration. */
  readonly place: string;
  readonly sentence: string;
}

export interface Starter {
  readonly config: object;
  /** Variables with their values; a blank one is empty. */
  readonly variables: Readonly<Record<string, string>>;
  readonly blanks: readonly Blank[];
}

interface Template {
  readonly baseUrl: string;
  readonly methods: readonly object[];
  /** What else the contract says. */
  readonly channels?: string;
}

/** `.example` is a domain that nobody has, so a template that was not filled in reaches nobody. */
const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries({
    paypro: {
      baseUrl: "https://paypro.example/mex-pay",
      methods: [
        { method: "bank_transfer", channel: "va", currency: "MXN", countries: ["MX"], expiresIn: 259_200 },
        { method: "store", channel: "store", currency: "MXN", countries: ["MX"], expiresIn: 172_800 },
      ],
    },
    cxpay: {
      baseUrl: "https://cxpay.example",
      methods: [{ method: "pix", channel: "31901", currency: "BRL", countries: ["BR"], expiresIn: 3_600 }],
      channels: "CXPay's pay codes for your account, one a method, with their currencies.",
    },
    lhxpay: {
      baseUrl: "https://lhxpay.example",
      methods: [
        { method: "wechat_pay", channel: 1, currency: "CNY" },
        { method: "alipay", channel: 2, currency: "CNY" },
      ],
      channels: "The channels of LHXPay that your contract has.",
    },
    chainup: {
      baseUrl: "https://chainup.example",
      methods: [{ method: "crypto", channel: "USDT", currency: "USDT", decimals: 6 }],
      channels: "The coins that you take.",
    },
    bharatpay: {
      baseUrl: "https://bharatpay.example",
      methods: [{ method: "upi", channel: "upi", currency: "INR", countries: ["IN"] }],
    },
  }),
);

/** `appSecret` of `paypro` → `PAYPRO_APP_SECRET` */
function variableOf(provider: string, credential: string): string {
  return `${provider}_${credential.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
}

function describeAccount({ id, title, describe }: Provider, index: number) {
  const template = templates.get(id) ?? { baseUrl: `https://${id}.example`, methods: [] };
  const credentials = Object.entries(describe().credentials.properties ?? {}).map(([name, property]) => ({
    name,
    variable: variableOf(id, name),
    sentence: typeof property === "object" ? (property.description ?? "") : "",
  }));
  const path = `accounts.${index}`;
  const blanks: Blank[] = [
    {
      place: `${path}.baseUrl`,
      sentence: `The address of ${title}'s API. ${title} names it with the contract.`,
    },
    ...(template.channels === undefined ? [] : [{ place: `${path}.methods`, sentence: template.channels }]),
    ...credentials.map(({ variable, sentence }) => ({ place: variable, sentence })),
  ];
  const account = {
    id,
    provider: id,
    baseUrl: template.baseUrl,
    credentials: Object.fromEntries(credentials.map(({ name, variable }) => [name, { env: variable }])),
    methods: template.methods,
  };
  return { account, blanks, variables: credentials.map(({ variable }) => variable) };
}

/** Whoever names an address of this machine has no proxy, so the server itself listens on its port. */
function describePlace({ url, isInContainer }: StarterAnswers, isLocal: boolean): object {
  if (isInContainer)
    return { listen: { host: "0.0.0.0", port: 8787 }, database: { url: "sqlite:/data/checkout.db" } };
  const port = isLocal ? Number(URL.parse(url)?.port) : 0;
  return port > 0 ? { listen: { port } } : {};
}

export function makeStarter(answers: StarterAnswers): Starter {
  const month = new Date(answers.nowMs).toISOString().slice(0, "2026-11".length);
  const encryptionVariable = `CHECKOUT_KEY_${month.replace("-", "_")}`;
  const accounts = answers.providers.map(describeAccount);
  const isLocal = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(answers.url);
  const webhooks =
    answers.webhooks === undefined
      ? []
      : [{ id: "shop", url: answers.webhooks, secrets: [{ env: "PAY_WEBHOOK_SECRET" }] }];
  return {
    config: {
      environment: answers.isLive ? "live" : "sandbox",
      ...describePlace(answers, isLocal),
      publicUrl: answers.url,
      merchant: {
        name: answers.name,
        apiKeys: [{ id: "backend", secret: { env: "PAY_API_KEY" }, scopes: ["sessions"] }],
        allowedOrigins: [answers.origin],
        webhooks,
      },
      ...(isLocal && !answers.isLive ? { network: { allowPrivateAddresses: true } } : {}),
      encryption: { keys: [{ id: month, secret: { env: encryptionVariable } }] },
      metrics: { token: { env: "METRICS_TOKEN" } },
      accounts: accounts.map(({ account }) => account),
    },
    variables: {
      PAY_API_KEY: `sk_${answers.isLive ? "live" : "sandbox"}_${randomBytes(32).toString("hex")}`,
      ...(webhooks.length > 0 ? { PAY_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString("base64")}` } : {}),
      [encryptionVariable]: newEncryptionKey(),
      METRICS_TOKEN: randomBytes(32).toString("hex"),
      ...Object.fromEntries(accounts.flatMap(({ variables }) => variables.map((name) => [name, ""]))),
    },
    blanks: accounts.flatMap(({ blanks }) => blanks),
  };
}
