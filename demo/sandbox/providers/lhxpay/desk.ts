import { atMost, isAmount, isWebAddress, matches, type Rule } from "../../http/rules.ts";
import type { Quirks } from "../../quirks.ts";
import type { Desk } from "../contract.ts";
import { channels } from "./channels.ts";

export type LhxpayDesk = Desk & {
  readonly appKey: string;
  readonly secret: string;
  readonly quirks: Quirks["lhxpay"];
};

export const signRule: Rule = { required: true, test: matches(/^[0-9a-f]{32}$/) };
export const appKeyRule: Rule = { required: true };
/** "字符串,最长可接纳64个字符" */
export const mrnRule: Rule = { required: true, test: matches(/^[0-9A-Za-z_-]{1,64}$/) };

const isTwoDecimals = (text: string) => /\.\d{2}$/.test(text) && isAmount(text, 2);

/** A pay-in, sent as JSON or posted as a form; only the channel's type differs ("整数类型"). */
export const payInRules = (encoding: "json" | "form") => ({
  amount: { required: true, test: isTwoDecimals },
  appKey: appKeyRule,
  callbackUrl: { required: true, test: isWebAddress },
  channelId: {
    required: true,
    type: encoding === "json" ? ("number" as const) : ("string" as const),
    test: (text: string) => Object.hasOwn(channels, text),
  },
  mrn: mrnRule,
  returnUrl: { required: true, test: isWebAddress },
  sign: signRule,
  payer: { required: false, test: atMost(64) },
});

const payoutAmountTests: Readonly<Record<Quirks["lhxpay"]["payoutAmounts"], Rule["test"]>> = {
  /** "必须是整数,单位:元" */
  integer: (text) => isAmount(text, 0),
  decimal: (text) => isTwoDecimals(text) && text.endsWith(".00"),
};

export const payoutRules = (amounts: Quirks["lhxpay"]["payoutAmounts"]) => ({
  amount: { required: true, test: payoutAmountTests[amounts] },
  appKey: appKeyRule,
  bankName: { required: true, test: atMost(64) },
  accountName: { required: true, test: atMost(64) },
  accountNumber: { required: true, test: matches(/^\d{8,32}$/) },
  mrn: mrnRule,
  callbackUrl: { required: true, test: isWebAddress },
  sign: signRule,
});
