/** The BFF's configuration for the demo: accounts at all five providers, in their currencies and countries. */
import { randomBytes } from "node:crypto";

/** A provider of the sandbox: its address and the merchant's credentials. */
export interface DemoProvider {
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface DemoConfigOptions {
  /** The line that the sandbox prints when it is ready, or the result of `startSandbox`. */
  readonly sandbox: { readonly providers: Readonly<Record<string, DemoProvider>> };
  /** Address at which browsers, the shop and the sandbox reach the BFF. */
  readonly bffUrl: string;
  readonly shopUrl: string;
  /** Host and port on which the BFF listens. Default: those of `bffUrl`. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** File of the SQLite database. Default: `data/checkout.db`. */
  readonly databasePath?: string;
  /** The shop's API key and webhook secret. Default: fresh ones. */
  readonly apiKey?: string;
  readonly webhookSecret?: string;
}

export interface DemoMethod {
  readonly method: string;
  readonly channel: string | number;
  readonly currency: string;
  readonly countries?: readonly string[];
  readonly min?: string;
  readonly max?: string;
  readonly expiresIn?: number;
  readonly decimals?: number;
  readonly label?: Readonly<Record<string, string>>;
}

export interface DemoAccount {
  readonly id: string;
  readonly provider: string;
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly methods: readonly DemoMethod[];
}

export interface DemoConfig {
  readonly environment: "sandbox";
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl: string;
  readonly database: { readonly url: string };
  readonly merchant: {
    readonly name: string;
    readonly apiKeys: readonly [
      { readonly id: string; readonly secret: string; readonly scopes: readonly string[] },
    ];
    readonly allowedOrigins: readonly string[];
    readonly webhooks: readonly [{ readonly url: string; readonly secrets: readonly [string] }];
  };
  readonly network: { readonly allowPrivateAddresses: true };
  readonly console?: { readonly operators: readonly object[] };
  readonly accounts: readonly DemoAccount[];
}

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** A complete configuration for the BFF. Throws when the sandbox lacks one of the five providers. */
export function demoConfig(options: DemoConfigOptions): DemoConfig {
  const { sandbox, bffUrl, shopUrl, databasePath = "data/checkout.db" } = options;
  const address = new URL(bffUrl);
  return {
    environment: "sandbox",
    listen: options.listen ?? { host: address.hostname, port: Number(address.port || 80) },
    publicUrl: bffUrl,
    database: { url: `sqlite:${databasePath}` },
    merchant: {
      name: "Cantina del Sol",
      apiKeys: [
        {
          id: "shop",
          secret: options.apiKey ?? `sk_sandbox_${randomBytes(24).toString("hex")}`,
          scopes: [
            "sessions",
            "operate",
            "payouts",
            "payouts:approve",
            "refunds",
            "reports",
            "customers",
            "audit",
          ],
        },
      ],
      allowedOrigins: [new URL(shopUrl).origin],
      webhooks: [
        {
          url: new URL("/webhooks", shopUrl).href,
          secrets: [options.webhookSecret ?? `whsec_${randomBytes(32).toString("base64")}`],
        },
      ],
    },
    network: { allowPrivateAddresses: true },
    accounts: demoAccounts(sandbox.providers),
  };
}

function demoAccounts(providers: DemoConfigOptions["sandbox"]["providers"]): DemoAccount[] {
  const account = (
    id: string,
    provider: string,
    rest: Pick<DemoAccount, "options" | "methods">,
  ): DemoAccount => {
    const given = providers[provider];
    if (!given) throw new Error(`the sandbox does not speak ${provider}`);
    return { id, provider, baseUrl: given.baseUrl, credentials: given.credentials, ...rest };
  };
  return [
    account("paypro-mx", "paypro", {
      options: {},
      methods: [
        {
          method: "bank_transfer",
          channel: "va",
          currency: "MXN",
          countries: ["MX"],
          expiresIn: 3 * daySeconds,
        },
        {
          method: "store",
          channel: "store",
          currency: "MXN",
          countries: ["MX"],
          min: "10",
          max: "10000",
          expiresIn: 2 * daySeconds,
        },
        { method: "cashier", channel: "link", currency: "MXN", countries: ["MX"], expiresIn: daySeconds },
      ],
    }),
    account("bharat-in", "bharatpay", {
      options: { version: "v2", payInFamily: "Credit" },
      methods: [
        {
          method: "upi",
          channel: "upi",
          currency: "INR",
          countries: ["IN"],
          min: "1",
          max: "100000",
          expiresIn: hourSeconds,
        },
      ],
    }),
    account("cxpay-in", "cxpay", {
      options: { country: "IN" },
      methods: [
        {
          method: "bank_transfer",
          channel: "32902",
          currency: "INR",
          countries: ["IN"],
          expiresIn: daySeconds,
        },
        { method: "upi", channel: "32901", currency: "INR", countries: ["IN"], expiresIn: hourSeconds },
      ],
    }),
    account("cxpay-br", "cxpay", {
      options: { country: "BR" },
      methods: [
        { method: "pix", channel: "31901", currency: "BRL", countries: ["BR"], expiresIn: hourSeconds },
      ],
    }),
    account("cxpay-id", "cxpay", {
      options: { country: "ID" },
      methods: [
        {
          method: "bank_transfer",
          channel: "33901",
          currency: "IDR",
          countries: ["ID"],
          expiresIn: daySeconds,
        },
        {
          method: "cashier",
          channel: "33902",
          currency: "IDR",
          countries: ["ID"],
          expiresIn: hourSeconds,
          label: { en: "QRIS", id: "QRIS" },
        },
      ],
    }),
    account("cxpay-ng", "cxpay", {
      options: { country: "NG" },
      methods: [
        {
          method: "bank_transfer",
          channel: "34901",
          currency: "NGN",
          countries: ["NG"],
          expiresIn: daySeconds,
        },
      ],
    }),
    account("lhx-cn", "lhxpay", {
      options: { mode: "api" },
      methods: [
        { method: "wechat_pay", channel: 1, currency: "CNY", expiresIn: hourSeconds },
        { method: "alipay", channel: 2, currency: "CNY", expiresIn: hourSeconds },
        { method: "unionpay", channel: 5, currency: "CNY", expiresIn: hourSeconds },
      ],
    }),
    account("lhx-cn-page", "lhxpay", {
      options: { mode: "page" },
      methods: [
        { method: "bank_card", channel: 3, currency: "CNY", expiresIn: hourSeconds },
        { method: "red_packet", channel: 4, currency: "CNY", expiresIn: hourSeconds },
      ],
    }),
    account("chainup-coins", "chainup", {
      options: {},
      methods: [{ method: "crypto", channel: "USDT", currency: "USDT", decimals: 6, expiresIn: hourSeconds }],
    }),
  ];
}
