import type { BrowserSession, NextAction, PaymentMethod } from "../bff/contract.ts";
import type { StepsName, WayName } from "./locales/messages.ts";

/** One tab of instructions. */
export interface Way {
  readonly way: WayName;
  readonly steps: StepsName;
}

const transfers: Readonly<Record<string, readonly Way[]>> = {
  MX: [
    { way: "app", steps: "spei" },
    { way: "web", steps: "bankWeb" },
  ],
  ID: [
    { way: "app", steps: "va" },
    { way: "atm", steps: "atm" },
    { way: "web", steps: "bankWeb" },
  ],
  NG: [
    { way: "app", steps: "nigeria" },
    { way: "ussd", steps: "ussd" },
    { way: "atm", steps: "atm" },
  ],
};

const anyTransfer: readonly Way[] = [
  { way: "app", steps: "bankApp" },
  { way: "web", steps: "bankWeb" },
];

const qrByCountry: Readonly<Record<string, readonly Way[]>> = {
  BR: [
    { way: "scan", steps: "pixScan" },
    { way: "paste", steps: "pixPaste" },
  ],
  ID: [{ way: "scan", steps: "qris" }],
};

const wallets: readonly PaymentMethod[] = ["wechat_pay", "alipay", "unionpay", "red_packet"];

function qrWays(method: PaymentMethod, country: string | null, hasLinks: boolean): readonly Way[] {
  if (wallets.includes(method)) return [{ way: "scan", steps: "wallet" }];
  if (method === "crypto") return [{ way: "scan", steps: "coin" }];
  if (method === "pix") return qrByCountry.BR ?? [];
  if (method !== "upi") return qrByCountry[country ?? ""] ?? [{ way: "scan", steps: "wallet" }];
  const scan: Way = { way: "scan", steps: "upiScan" };
  return hasLinks ? [scan, { way: "phone", steps: "upiPhone" }] : [scan];
}

/** The instructions that fit a way to pay in a country, the likeliest first. Each is a tab. */
export function waysFor(options: {
  readonly action: NextAction;
  readonly method: PaymentMethod;
  readonly country: BrowserSession["country"];
}): readonly Way[] {
  const { action, method, country } = options;
  switch (action.type) {
    case "display_code":
      return action.codeType === "store"
        ? [{ way: "store", steps: "store" }]
        : (transfers[country ?? ""] ?? anyTransfer);
    case "display_qr":
      return qrWays(method, country, action.links.length > 0);
    case "redirect":
    case "redirect_form":
      return [{ way: "web", steps: method === "crypto" ? "coin" : "page" }];
  }
  return action satisfies never;
}
