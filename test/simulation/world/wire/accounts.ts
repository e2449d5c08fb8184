/** Accounts at the providers as their documents describe them: how they are configured, and who plays them. */
import type { AccountMethod } from "../../../../bff/config/types.ts";
import type { ProviderAdapter } from "../../../../bff/providers/contract.ts";
import type { ProviderHttp } from "../../../../bff/providers/http-client.ts";
import { findProvider } from "../../../../bff/providers/registry.ts";
import { bharatpay } from "../../../../demo/sandbox/providers/bharatpay/provider.ts";
import type { Desk, Provider } from "../../../../demo/sandbox/providers/contract.ts";
import { cxpay } from "../../../../demo/sandbox/providers/cxpay/provider.ts";
import { lhxpay } from "../../../../demo/sandbox/providers/lhxpay/provider.ts";
import { paypro } from "../../../../demo/sandbox/providers/paypro/provider.ts";
import { quirksSchema } from "../../../../demo/sandbox/quirks.ts";
import type { AmountAnswer } from "../reports.ts";

export const wireIds = ["paypro", "cxpay", "lhxpay", "bharatpay"] as const;
export type WireId = (typeof wireIds)[number];
export const isWireId = (id: string): id is WireId => wireIds.some((known) => known === id);

/** Made up, and always the same, so that a seed tells the same story. */
const credentials = {
  paypro: { merchantNo: "2000000001", appSecret: "an-app-secret-that-is-made-up-00" },
  cxpay: { merchant: "1001", key: "a-key-that-is-made-up-0000000000" },
  lhxpay: { appKey: "AK20000001", secret: "a-secret-that-is-made-up-0000000" },
  bharatpay: { merchantId: "30000001", accessKey: "ecb797f9e9feab0a92ab283978d33711" },
} as const;

const ways: Readonly<Record<WireId, readonly [currency: string, ...[method: string, channel: string][]]>> = {
  paypro: ["MXN", ["bank_transfer", "va"], ["store", "store"]],
  cxpay: ["INR", ["upi", "32901"], ["bank_transfer", "32902"]],
  lhxpay: ["CNY", ["alipay", "2"]],
  bharatpay: ["INR", ["upi", "upi"]],
};

export const currencyOf = (id: WireId): string => ways[id][0];

/** What a query says of the amount. */
export const answersOf: Readonly<Record<WireId, AmountAnswer>> = {
  paypro: "as_ordered",
  cxpay: "named",
  lhxpay: "untold",
  bharatpay: "named",
};

export function methodsAt(id: WireId): AccountMethod[] {
  const [currency, ...methods] = ways[id];
  const base = {
    currency,
    decimals: 2,
    expiresInSeconds: 3_600,
    countries: null,
    minMinor: null,
    maxMinor: null,
  };
  return methods.map(([method, channel]) => ({ ...base, method, channel, label: null, icon: null }));
}

/** Whom a payout through that account goes to. */
export const beneficiaryAt: Readonly<Record<WireId, Readonly<Record<string, string>>>> = {
  paypro: { accountNumber: "032180000118359719", accountType: "clabe" },
  cxpay: { accountNumber: "123456789012", accountType: "bank", bankCode: "HDFC0001234", phone: "9876543210" },
  lhxpay: { accountNumber: "6222020200001234567", accountType: "bank", bankName: "ICBC" },
  bharatpay: { accountNumber: "123456789012", accountType: "bank", bankCode: "HDFC0001234" },
};

export function playProvider(id: WireId, desk: Desk): Provider {
  const quirks = quirksSchema.parse({});
  switch (id) {
    case "paypro":
      return paypro(desk, { credentials: credentials.paypro, quirks: quirks.paypro });
    case "cxpay":
      return cxpay(desk, { credentials: credentials.cxpay, quirks: quirks.cxpay });
    case "lhxpay":
      return lhxpay(desk, { credentials: credentials.lhxpay, quirks: quirks.lhxpay });
    case "bharatpay":
      return bharatpay(desk, { credentials: credentials.bharatpay, quirks: quirks.bharatpay });
    default:
      return id satisfies never;
  }
}

export function adapterAt(
  id: WireId,
  input: { readonly baseUrl: string; readonly http: ProviderHttp },
): ProviderAdapter {
  const reading = findProvider(id)?.readAccount({
    accountId: id,
    baseUrl: input.baseUrl,
    credentials: credentials[id],
    options: id === "cxpay" ? { country: "IN" } : {},
    methods: methodsAt(id),
  });
  if (reading?.ok !== true) throw new Error(`${id} cannot be configured: ${JSON.stringify(reading?.issues)}`);
  return reading.createAdapter(input.http);
}
