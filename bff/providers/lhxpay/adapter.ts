/**
 * LHXPay: China, in yuan, fifteen channels. The customer is redirected or posts a form; there are payouts,
 * too.
 * Source: docs/providers/lhxpay.md#lhxpay.
 */
import { twoDecimalText } from "../../core/money.ts";
import {
  type BalanceResult,
  type CreateResult,
  defineProvider,
  type MethodConfig,
  type OrderRef,
  type PaymentOrder,
  type ProbeResult,
  type ProviderAdapter,
  type QueryResult,
} from "../contract.ts";
import { urlUnder } from "../http-client.ts";
import { readBalanceAmount } from "../parsing/balance-amount.ts";
import { type RefusalSubject, readRefusal } from "../parsing/refusal-words.ts";
import { creationNotSent, questionNotSent, refuseCreation } from "../parsing/refused-calls.ts";
import { readPayInCallback } from "./callbacks.ts";
import {
  type LhxpayAnswer,
  type LhxpayInput,
  queryOrder,
  readEnvelope,
  refusedQuestion,
  send,
} from "./calls.ts";
import { findChannel } from "./channels.ts";
import { lhxpayCredentials, lhxpayOptions } from "./credentials.ts";
import { createPayouts } from "./payouts.ts";
import {
  acknowledgement,
  balanceAnswer,
  balanceString,
  createAnswer,
  payInBody,
  payInFields,
  payPageUrl,
  reportOf,
} from "./wire.ts";

export const lhxpay = defineProvider({
  id: "lhxpay",
  title: "LHXPay",
  credentials: lhxpayCredentials,
  secretCredentials: ["secret"],
  merchantOf: ({ appKey }) => [appKey],
  options: lhxpayOptions,
  checkMethod,
  checkTogether: ({ appKey, secret }) =>
    appKey === secret.reveal()
      ? [{ path: "credentials.secret", message: "must not be the same as appKey" }]
      : [],
  createAdapter,
});

function checkMethod(method: MethodConfig): string | null {
  if (method.currency !== "CNY") return "currency must be CNY";
  const channel = findChannel(method.channel);
  if (channel === undefined) return "channel must be one of LHXPay's ids, 1 to 15";
  return method.method === channel.method
    ? null
    : `channel ${channel.id} (${channel.name}) is the method ${channel.method}`;
}

function createAdapter(input: LhxpayInput): ProviderAdapter {
  return {
    capabilities: ["create", "query", "callback", "payout", "balance"],
    actionOf: () => (input.options.mode === "page" ? "redirect_form" : "redirect"),
    payerFields: () => [{ name: "name", required: false }],
    checkPayer: () => [],
    objectToAmount: (_method, amount) =>
      twoDecimalText(amount) === undefined ? "LHXPay takes at most two decimals" : null,
    createPayment: (order) => createPayment(input, order),
    queryPayment: (ref) => queryPayment(input, ref),
    probe: () => probe(input),
    readCallback: (raw) => readPayInCallback(raw, input.credentials),
    acknowledgement,
    payouts: createPayouts(input),
    balance: () => readBalance(input),
  };
}

async function createPayment(input: LhxpayInput, order: PaymentOrder): Promise<CreateResult> {
  const fields = payInFields(order, input.credentials);
  if (fields === undefined) return refuseCreation("amount");
  if (input.options.mode === "page") {
    const url = urlUnder(input.baseUrl, "/api/Pay");
    return {
      kind: "accepted",
      providerOrderId: null,
      nextAction: { type: "redirect_form", url, fields },
      expiresAt: null,
      report: null,
    };
  }
  const answer = await send(input, { operation: "create", path: "/api/Pay/Create", body: payInBody(fields) });
  if (answer.kind === "not_sent") return creationNotSent;
  if (answer.kind === "unknown") return answer;
  const parsed = createAnswer.safeParse(answer.value);
  if (!parsed.success) return { kind: "unknown", cause: "unreadable_answer" };
  if (!parsed.data.success) return readCreateRefusal(parsed.data.errorMsg ?? "");
  const url = payPageUrl(parsed.data.payUrl ?? "", input.baseUrl);
  // There is an order, but we cannot show the way to it. Only a callback or a query can say how it ends.
  if (!answer.ok || url === null) {
    return { kind: "unknown", cause: "unreadable_answer" };
  }
  return {
    kind: "accepted",
    providerOrderId: null,
    nextAction: { type: "redirect", url },
    expiresAt: null,
    report: null,
  };
}

/**
 * LHXPay gives no codes here, only a sentence. Words of its own documentation are checked before any others.
 */
const ownWords: readonly (readonly [string, RefusalSubject])[] = [
  ["客满", "no_capacity"],
  ["签名", "credentials"],
  ["商户账户", "credentials"],
  ["单号冲突", "duplicate"],
];

function readCreateRefusal(errorMsg: string): CreateResult {
  const own = ownWords.find(([word]) => errorMsg.includes(word));
  return refuseCreation(own?.[1] ?? readRefusal(errorMsg));
}

function queryPayment(input: LhxpayInput, ref: OrderRef): Promise<QueryResult> {
  // In page mode there is no order before the customer's browser posts the form.
  const absent: QueryResult =
    input.options.mode === "page" && ref.accepted
      ? { kind: "report", report: reportOf(ref.orderNo, "0", null) }
      : { kind: "not_found" };
  return queryOrder(input, {
    operation: "query",
    path: "/api/Payments/Query",
    orderNo: ref.orderNo,
    resend: ref.resendCallback === true,
    absent,
  });
}

async function askBalance(input: LhxpayInput): Promise<LhxpayAnswer> {
  const path = `/api/Merchants/Balance?${balanceString(input.credentials)}`;
  return readEnvelope(await send(input, { operation: "balance", path }));
}

async function readBalance(input: LhxpayInput): Promise<BalanceResult> {
  const answer = await askBalance(input);
  if (answer.kind === "not_sent") return questionNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") return refusedQuestion(answer.code);
  const text = balanceAnswer.safeParse(answer.result);
  const available = readBalanceAmount(text.data, { currency: "CNY", decimals: 2 });
  return available === null
    ? { kind: "unknown", cause: "unreadable_answer" }
    : { kind: "balance", available, total: null, frozen: null };
}

async function probe(input: LhxpayInput): Promise<ProbeResult> {
  const answer = await askBalance(input);
  switch (answer.kind) {
    case "success":
      return { kind: "ok" };
    case "error":
      return answer.code === "sign_error" || answer.code === "object_not_found"
        ? { kind: "wrong_credentials", code: refusedQuestion(answer.code).code }
        : { kind: "unexpected", code: refusedQuestion(answer.code).code };
    case "not_sent":
    case "unknown":
      return { kind: "not_reached", cause: answer.cause };
    default:
      return answer satisfies never;
  }
}
