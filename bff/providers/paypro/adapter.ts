/**
 * PayPro: Mexico, in pesos. We show its codes ourselves; it also has a hosted page.
 * Source: docs/providers/paypro.md#paypro.
 */
import { z } from "zod";
import { isWhole } from "../../core/money.ts";
import { defineProvider, type MethodConfig, type ProviderAdapter } from "../contract.ts";
import { plainWord, secretWord } from "../signing/secret-word.ts";
import { probePaypro, readBalance } from "./balance.ts";
import { readPayproCallback } from "./callback.ts";
import { createPayIn, queryPayIn } from "./pay-in.ts";
import { checkPayout, createPayout, payoutForms, queryPayout } from "./payout.ts";
import { sheet } from "./sheet.ts";
import type { PayproAccount } from "./wire.ts";

/** Channel → method. */
const channels: ReadonlyMap<string, string> = new Map([
  ["va", "bank_transfer"],
  ["store", "store"],
  ["link", "cashier"],
]);

const credentials = z.strictObject({
  merchantNo: plainWord.meta({
    description: "The account's number, which PayPro sends you with the contract.",
    examples: ["2000000001"],
  }),
  appSecret: secretWord.meta({
    description: "The salt of the signature, from PayPro's merchant console.",
    examples: [{ env: "PAYPRO_SECRET" }],
  }),
});

const options = z.strictObject({
  saltPosition: z
    .enum(["suffix", "prefix"])
    .default("suffix")
    .meta({ description: "Where the secret stands in the signed text.", examples: ["suffix"] }),
  separator: z
    .enum(["", "&"])
    .default("")
    .meta({ description: "What stands between the signed pairs.", examples: ["&"] }),
});

export const paypro = defineProvider({
  id: "paypro",
  title: "PayPro",
  credentials,
  secretCredentials: ["appSecret"],
  wire: {
    secretFields: ["sign"],
    personalFields: ["payer", "email", "mobile", "customerName", "customerAccount"],
    sheet,
  },
  merchantOf: ({ merchantNo }) => [merchantNo],
  options,
  checkMethod,
  checkTogether: ({ merchantNo, appSecret }) =>
    merchantNo === appSecret.reveal()
      ? [{ path: "credentials.appSecret", message: "must not be the same as merchantNo" }]
      : [],
  createAdapter({ baseUrl, credentials: { merchantNo, appSecret }, options: signing, http }) {
    const account: PayproAccount = { baseUrl, merchantNo, signing: { ...signing, appSecret }, http };
    const readCallback: ProviderAdapter["readCallback"] = (raw) => readPayproCallback(raw, account.signing);
    return {
      capabilities: ["create", "query", "callback", "payout", "balance"],
      actionOf: (method) => (method.channel === "link" ? "redirect" : "display_code"),
      payerFields: () => [{ name: "email", required: false }],
      checkPayer: () => [],
      objectToAmount: (_method, amount) =>
        isWhole(amount) ? null : "this method takes whole pesos only, no centavos",
      createPayment: (order) => createPayIn(account, order),
      queryPayment: (ref) => queryPayIn(account, ref),
      probe: (now) => probePaypro(account, now),
      readCallback,
      acknowledgement: { status: 200, contentType: "text/plain", body: "OK" },
      payouts: {
        currencies: ["MXN"],
        forms: payoutForms,
        check: checkPayout,
        create: (order) => createPayout(account, order),
        query: (ref) => queryPayout(account, ref),
        readCallback,
      },
      balance: (now) => readBalance(account, now),
    };
  },
});

function checkMethod(method: MethodConfig): string | null {
  const word = channels.get(method.channel);
  if (word === undefined) return `has no channel ${JSON.stringify(method.channel)}: it is va, store or link`;
  if (method.method !== word) return `channel ${method.channel} is the method ${word}`;
  if (method.currency !== "MXN") return "is paid in MXN only";
  return null;
}
