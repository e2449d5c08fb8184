import type { BrowserSession, NextAction, PaymentMethod } from "../bff/contract.ts";
import type { StepsName, TabName } from "./locales/messages.ts";

/** One tab of instructions: where the customer pays from, and the steps. */
export interface InstructionTab {
  readonly tab: TabName;
  readonly steps: StepsName;
}

const transfers: ReadonlyMap<string, readonly InstructionTab[]> = new Map<string, readonly InstructionTab[]>([
  [
    "MX",
    [
      { tab: "app", steps: "spei" },
      { tab: "web", steps: "bankWeb" },
    ],
  ],
  [
    "ID",
    [
      { tab: "app", steps: "va" },
      { tab: "atm", steps: "atm" },
      { tab: "web", steps: "bankWeb" },
    ],
  ],
  [
    "NG",
    [
      { tab: "app", steps: "nigeria" },
      { tab: "ussd", steps: "ussd" },
      { tab: "atm", steps: "atm" },
    ],
  ],
]);

const anyTransfer: readonly InstructionTab[] = [
  { tab: "app", steps: "bankApp" },
  { tab: "web", steps: "bankWeb" },
];

const pixScan: InstructionTab = { tab: "scan", steps: "pixScan" };
const pixPaste: InstructionTab = { tab: "paste", steps: "pixPaste" };
const qris: InstructionTab = { tab: "scan", steps: "qris" };

const wallets: readonly PaymentMethod[] = ["wechat_pay", "alipay", "unionpay", "red_packet"];

/** On the phone that pays, nobody can scan its own screen. */
function qrTabs(method: PaymentMethod, country: string | null, isPhone: boolean): readonly InstructionTab[] {
  if (wallets.includes(method)) return [{ tab: "scan", steps: "wallet" }];
  if (method === "crypto") return [{ tab: "scan", steps: "coin" }];
  if (method === "upi") {
    const scan: InstructionTab = { tab: "scan", steps: "upiScan" };
    return isPhone ? [{ tab: "phone", steps: "upiPhone" }, scan] : [scan];
  }
  if (method === "pix" || country === "BR") return isPhone ? [pixPaste, pixScan] : [pixScan, pixPaste];
  return [country === "ID" ? qris : { tab: "scan", steps: "wallet" }];
}

/** The tabs of instructions for a payment method in a country, the likeliest first. */
export function instructionsFor(options: {
  readonly action: NextAction;
  readonly method: PaymentMethod;
  readonly country: BrowserSession["country"];
  readonly isPhone: boolean;
}): readonly InstructionTab[] {
  const { action, method, country, isPhone } = options;
  switch (action.type) {
    case "display_code":
      return action.codeType === "store"
        ? [{ tab: "store", steps: "store" }]
        : (transfers.get(country ?? "") ?? anyTransfer);
    case "display_qr":
      return qrTabs(method, country, isPhone);
    case "redirect":
    case "redirect_form":
      return [{ tab: "web", steps: method === "crypto" ? "coin" : "page" }];
  }
  return action satisfies never;
}
