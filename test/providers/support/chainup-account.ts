/** A ChainUp account against a canned provider, and one order in the ways it may be known. */
import { chainup } from "../../../bff/providers/chainup/adapter.ts";
import type { MethodConfig, PayerDetails } from "../../../bff/providers/contract.ts";
import { nobody, openAccount, orderOf, provideForFile, refOf } from "./canned-provider.ts";
import { credentials } from "./chainup-platform.ts";

export const prefix = "/platformapi/chainup/open/opay";

export const usdt: MethodConfig = {
  method: "crypto",
  channel: "USDT",
  currency: "USDT",
  decimals: 6,
  expiresInSeconds: 900,
};

export function payerWith(chainup: Partial<PayerDetails["providerAccount"]>): PayerDetails {
  return { ...nobody, providerAccount: { openId: null, userId: null, token: null, ...chainup } };
}

export const order = orderOf(usdt, "12.5", { payer: payerWith({ userId: "22033390" }) });
/** The order by their number. */
export const ref = refOf(order, { providerOrderId: "10000000002" });
/** The order whose creation got no answer. */
export const unsure = refOf(order, { isCreationInDoubt: true });

/** The platform's answer about the order. */
export const detail = (rest: object = {}) => ({
  appOrderId: order.orderNo,
  orderNum: "10000000002",
  orderStatus: "1",
  orderAmount: "12.5",
  payCoinSymbol: "USDT",
  ...rest,
});

/** A provider for this file's tests, and accounts at it. */
export function chainupForFile() {
  const { provider, lastAsked } = provideForFile();
  const account = (options: object = {}, timeoutMs?: number) =>
    openAccount(chainup, { baseUrl: provider.baseUrl, credentials, options, methods: [usdt] }, timeoutMs);
  return { provider, account, lastAsked };
}
