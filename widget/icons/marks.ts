import type { PaymentMethod } from "../../bff/contract.ts";
import type { Mark } from "./mark.ts";

/**
 * The marks that people know of methods, apps and coins, each a file of its own. They are those of simple-icons 16.37.0
 * (CC0), as far as it has them. The brands belong to their owners: a mark names what a customer pays with, and nothing else.
 */
const catalog = {
  alipay: () => import("./marks/alipay.ts"),
  bitcoin: () => import("./marks/bitcoin.ts"),
  ethereum: () => import("./marks/ethereum.ts"),
  googlePay: () => import("./marks/google-pay.ts"),
  litecoin: () => import("./marks/litecoin.ts"),
  paytm: () => import("./marks/paytm.ts"),
  phonePe: () => import("./marks/phonepe.ts"),
  pix: () => import("./marks/pix.ts"),
  tether: () => import("./marks/tether.ts"),
  weChat: () => import("./marks/wechat.ts"),
} satisfies Readonly<Record<string, () => Promise<{ readonly mark: Mark }>>>;

export type MarkName = keyof typeof catalog;

const methods: Readonly<Partial<Record<PaymentMethod, MarkName>>> = {
  alipay: "alipay",
  pix: "pix",
  wechat_pay: "weChat",
};

const coins: ReadonlyMap<string, MarkName> = new Map([
  ["BTC", "bitcoin"],
  ["ETH", "ethereum"],
  ["LTC", "litecoin"],
  ["USDT", "tether"],
]);

/** By the names of the links in a `display_qr`. */
const apps: ReadonlyMap<string, MarkName> = new Map([
  ["gpay", "googlePay"],
  ["paytmmp", "paytm"],
  ["phonepe", "phonePe"],
]);

/** The mark of a method; of a coin, where the amount is in one. Undefined where there is none. */
export function markOfMethod(method: PaymentMethod, currency: string): MarkName | undefined {
  return method === "crypto" ? coins.get(currency) : methods[method];
}

export function markOfApp(name: string): MarkName | undefined {
  return apps.get(name);
}

export async function loadMark(name: MarkName): Promise<Mark> {
  return (await catalog[name]()).mark;
}
