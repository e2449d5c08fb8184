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
import { nowhereOrder, type ProbedCall, probeByBalance } from "../parsing/probes.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { creationNotSent, queryNotSent, refuseCreation, unreadable } from "../parsing/refused-calls.ts";
import { readPayInCallback } from "./callbacks.ts";
import {
  callBalance,
  isAbsent,
  type LhxpayAnswer,
  type LhxpayError,
  type LhxpayInput,
  queryOrder,
  readQueryRefusal,
  send,
  sendQuery,
  subjectOf,
} from "./calls.ts";
import { findChannel } from "./channels.ts";
import { lhxpayCredentials, lhxpayOptions } from "./credentials.ts";
import { createPayouts } from "./payouts.ts";
import { sheet } from "./sheet.ts";
import {
  acknowledgement,
  balanceAnswer,
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
  wire: {
    secretFields: ["sign"],
    personalFields: ["payer", "accountName", "accountNumber", "bankName"],
    sheet,
  },
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
  if (fields === undefined) return refuseCreation({ subject: "amount" });
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
  if (!parsed.success) return unreadable;
  const { success, errorMsg, payUrl } = parsed.data;
  if (!success) return readCreateRefusal(errorMsg);
  const url = payPageUrl(payUrl ?? "", input.baseUrl);
  // There is an order, but we cannot show the way to it. Only a callback or a query can say how it ends.
  if (url === null) return unreadable;
  return {
    kind: "accepted",
    providerOrderId: null,
    nextAction: { type: "redirect", url },
    expiresAt: null,
    report: null,
  };
}

/** LHXPay gives no codes here, only a sentence. An answer without one is a gateway's. */
function readCreateRefusal(errorMsg: string | null | undefined): CreateResult {
  if (errorMsg === undefined) return unreadable;
  const message = errorMsg ?? "";
  return refuseCreation({ subject: subjectOf("", message), details: detailsOf({ message }) });
}

const paymentQuery = { operation: "query", path: "/api/Payments/Query" } as const;

function queryPayment(input: LhxpayInput, ref: OrderRef): Promise<QueryResult> {
  // In page mode there is no order before the customer's browser posts the form.
  const absent: QueryResult =
    input.options.mode === "page" && !ref.isCreationInDoubt
      ? { kind: "report", report: reportOf(ref.orderNo, "0", null) }
      : { kind: "not_found" };
  return queryOrder(input, {
    ...paymentQuery,
    orderNo: ref.orderNo,
    resend: ref.resendCallback === true,
    absent: () => absent,
  });
}

async function readBalance(input: LhxpayInput): Promise<BalanceResult> {
  const answer = await callBalance(input);
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") return readQueryRefusal(answer);
  const text = balanceAnswer.safeParse(answer.result);
  const available = readBalanceAmount(text.data, { currency: "CNY", decimals: 2 });
  return available === null ? unreadable : { kind: "balance", available, total: null, frozen: null };
}

/** A query of an order that cannot exist does not prove the `appKey`: LHXPay has one code for both. */
async function probe(input: LhxpayInput): Promise<ProbeResult> {
  return await probeByBalance(
    async () => probedCall(await callBalance(input), () => false),
    async () =>
      probedCall(await sendQuery(input, { ...paymentQuery, orderNo: nowhereOrder, resend: false }), isAbsent),
    "the balance call did not work; a query did, but it does not tell a wrong appKey from an order that is not there",
  );
}

function probedCall(answer: LhxpayAnswer, isNotFound: (answer: LhxpayError) => boolean): ProbedCall {
  if (answer.kind === "success") return { kind: "done" };
  if (answer.kind !== "error") return answer;
  if (isNotFound(answer)) return { kind: "refused", subject: "not_found" };
  const refusal = readQueryRefusal(answer);
  if (refusal.kind === "unknown") return refusal;
  const isAboutUs = answer.code === "sign_error" || answer.code === "object_not_found";
  return { kind: "refused", subject: isAboutUs ? "credentials" : "other", code: refusal.code };
}
