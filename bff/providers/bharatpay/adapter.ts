/**
 * BharatPay: India, rupees, UPI and bank transfers in, payouts out.
 * Source: docs/providers/bharatpay.md#bharatpay.
 */
import { twoDecimalText } from "../../core/money.ts";
import {
  type BalanceResult,
  type CreateResult,
  defineProvider,
  type MethodConfig,
  type PaymentOrder,
  type ProviderAdapter,
} from "../contract.ts";
import { readBalanceAmount } from "../parsing/balance-amount.ts";
import {
  creationNotSent,
  queryNotSent,
  refuseCall,
  refuseCreation,
  unreadable,
} from "../parsing/refused-calls.ts";
import { readCallback } from "./callbacks.ts";
import { bharatpayCredentials, bharatpayOptions, readCipher } from "./credentials.ts";
import { type BharatpayAccount, callBalance, callOrder, queryOrder } from "./exchange.ts";
import { readNextAction } from "./next-action.ts";
import { createPayouts } from "./payouts.ts";
import { probeBharatpay } from "./probe.ts";
import { sheet } from "./sheet.ts";
import {
  acknowledgement,
  balanceResult,
  creationText,
  readBeyondPending,
  readOrderResult,
  reportOf,
} from "./wire.ts";

export const bharatpay = defineProvider({
  id: "bharatpay",
  title: "BharatPay",
  credentials: bharatpayCredentials,
  secretCredentials: ["accessKey"],
  wire: {
    secretFields: ["accessKey", "sign"],
    personalFields: ["accountName", "bankAccount", "bankNo", "mobile"],
    sheet,
  },
  merchantOf: ({ merchantId }) => [merchantId],
  options: bharatpayOptions,
  checkMethod: (method: MethodConfig) => (method.currency === "INR" ? null : "is paid in INR only"),
  checkTogether: (credentials, options) => {
    const reading = readCipher(credentials, options);
    return reading.ok ? [] : [reading.issue];
  },
  createAdapter: (input) => {
    const reading = readCipher(input.credentials, input.options);
    // defineProvider has run checkTogether on these very values.
    if (!reading.ok) throw new Error(`${reading.issue.path} ${reading.issue.message}`);
    return createAdapter({ ...input, cipher: reading.cipher });
  },
});

function createAdapter(account: BharatpayAccount): ProviderAdapter {
  const family = account.options.payInFamily;
  return {
    capabilities: ["create", "query", "callback", "payout", "balance"],
    actionOf: () => "display_qr",
    payerFields: () => [],
    checkPayer: () => [],
    objectToAmount: (_method, amount) =>
      twoDecimalText(amount) === undefined ? "this method takes at most two decimals" : null,
    createPayment: async (order) =>
      twoDecimalText(order.amount) === undefined
        ? refuseCreation({ subject: "amount" })
        : await createPayment(account, order),
    queryPayment: ({ orderNo }) => queryOrder(account, { operation: "query", family, orderNo }),
    probe: () => probeBharatpay(account),
    readCallback: (raw) => readCallback(raw, account.cipher),
    acknowledgement,
    payouts: createPayouts(account),
    balance: () => readBalance(account),
  };
}

async function createPayment(account: BharatpayAccount, order: PaymentOrder): Promise<CreateResult> {
  const inner = creationText(order);
  const family = account.options.payInFamily;
  const answer = await callOrder(account, { operation: "create", family, call: "create", inner });
  switch (answer.kind) {
    case "done": {
      const result = readOrderResult(answer.result);
      if (result?.info.merchantSourceNo !== order.orderNo) return unreadable;
      const nextAction = readNextAction(result);
      // There is an order, but no way to pay it. Only a query or a callback can say how it ends.
      if (nextAction === null) return unreadable;
      const reported = reportOf(result, nextAction);
      const { providerOrderId } = reported;
      return {
        kind: "accepted",
        providerOrderId,
        nextAction,
        expiresAt: null,
        ...readBeyondPending(reported),
      };
    }
    case "refused":
      return refuseCreation(answer);
    case "not_sent":
      return creationNotSent;
    case "unknown":
      return answer;
    default:
      return answer satisfies never;
  }
}

async function readBalance(account: BharatpayAccount): Promise<BalanceResult> {
  const answer = await callBalance(account);
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "refused") return refuseCall(answer);
  const balance = balanceResult.safeParse(answer.result);
  if (!balance.success) return unreadable;
  const { balance: total, frozenBalance, remainBalance } = balance.data;
  const rupees = { currency: "INR", decimals: 2 };
  return {
    kind: "balance",
    available: readBalanceAmount(remainBalance, rupees),
    total: readBalanceAmount(total, rupees),
    frozen: readBalanceAmount(frozenBalance, rupees),
  };
}
