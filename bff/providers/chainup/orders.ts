/** ChainUp's orders: create, query, cancel. Source: docs/providers/chainup.md#calls. */
import type {
  CancelResult,
  CreateResult,
  OrderRef,
  OrderReport,
  PaymentOrder,
  QueryResult,
} from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { creationNotSent, queryNotSent, saying, unreadable } from "../parsing/refused-calls.ts";
import { doubtOf, duplicateOrder, noSuchOrder, orderState, type Refusal, refusalOf } from "./codes.ts";
import { type ChainupAnswer, type ChainupInput, exchange, prefix } from "./exchange.ts";
import {
  createdOrder,
  creationText,
  currencyOf,
  detailText,
  orderDetail,
  type PayingUser,
  payingUser,
  payPageUrl,
  reportOf,
} from "./wire.ts";

export const detailPath = `${prefix}/orderDetail`;

export async function createPayment(input: ChainupInput, order: PaymentOrder): Promise<CreateResult> {
  const user = payingUser(order.payer);
  if (user === null) return refuse({ code: "payer_unknown", alarm: false });
  const answer = await sendCreation(input, order, user);
  if (answer.kind === "not_sent") return creationNotSent;
  if (answer.kind === "unknown") return answer;
  const orderNum = orderNumIn(answer);
  if (orderNum !== null) {
    const nextAction = { type: "redirect", url: payPage(input, orderNum, user) } as const;
    return { kind: "accepted", providerOrderId: orderNum, nextAction, expiresAt: null, report: null };
  }
  if (answer.kind === "success") return unreadable;
  if (answer.code === duplicateOrder) return { kind: "unknown", cause: "duplicate_order" };
  const refusal = refusalOf(answer.code);
  return refusal === undefined ? doubtOf(answer) : { ...refuse(refusal), ...saidBy(answer) };
}

/** ChainUp's number, from "created" or from "exists already": some platforms answer that with the order. */
function orderNumIn(answer: Extract<ChainupAnswer, { kind: "success" | "error" }>): string | null {
  if (answer.kind === "error" && answer.code !== duplicateOrder) return null;
  return createdOrder.safeParse(answer.inner).data?.orderNum ?? null;
}

/** A refusal. It is always retryable: another account or method may well serve the same customer. */
function refuse(refusal: Refusal): CreateResult {
  return { kind: "refused", retryable: true, ...refusal };
}

function saidBy({ code, message }: Extract<ChainupAnswer, { kind: "error" }>) {
  return saying(detailsOf({ code, message }));
}

function payPage(
  { baseUrl, credentials, options }: ChainupInput,
  orderNum: string,
  user: PayingUser,
): string {
  return payPageUrl({ orderNum, user, baseUrl }, credentials, options);
}

function sendCreation(
  input: ChainupInput,
  order: PaymentOrder | OrderRef,
  user: PayingUser,
): Promise<ChainupAnswer> {
  const inner = creationText({ ...order, user }, input.options);
  const path = `${prefix}/createThirdOrder`;
  return exchange(input, { operation: "create", path, inner, now: order.now });
}

export function queryPayment(input: ChainupInput, ref: OrderRef): Promise<QueryResult> {
  const { providerOrderId } = ref;
  if (providerOrderId !== null) return queryDetail(input, ref, providerOrderId);
  // Querying by creating would make the order, and nobody wants this one any more.
  return ref.isCreationInDoubt ? queryByCreating(input, ref) : Promise.resolve({ kind: "cannot_query" });
}

/**
 * The query needs ChainUp's own number. If the creation got no answer, we may not have it. So the same
 * creation is sent again under the same order number, which the platform accepts only once. An order number
 * in the answer is our order. A duplicate without a number leaves only the callback to wait for.
 * Source: docs/providers/chainup.md#when-the-creation-got-no-answer.
 */
async function queryByCreating(input: ChainupInput, ref: OrderRef): Promise<QueryResult> {
  const user = payingUser(ref.payer);
  if (user === null) return { kind: "cannot_query" };
  const answer = await sendCreation(input, ref, user);
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  const orderNum = orderNumIn(answer);
  if (orderNum !== null) {
    const nextAction = { type: "redirect", url: payPage(input, orderNum, user) } as const;
    return { kind: "report", report: { ...pendingReport(ref.orderNo, orderNum), nextAction } };
  }
  if (answer.kind === "success") return unreadable;
  if (answer.code === duplicateOrder) return { kind: "cannot_query" };
  return readQueryRefusal(answer);
}

/** The platform has the order, and says no more of it. */
function pendingReport(orderNo: string, orderNum: string): OrderReport {
  return {
    orderNo,
    providerOrderId: orderNum,
    status: "pending",
    amountText: null,
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: null,
  };
}

async function queryDetail(input: ChainupInput, ref: OrderRef, orderNum: string): Promise<QueryResult> {
  const answer = await exchange(input, {
    operation: "query",
    path: detailPath,
    inner: detailText(orderNum, ref.payer.providerAccount.token, input.credentials),
    now: ref.now,
    flat: input.options.orderDetailShape === "flat",
  });
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") {
    return answer.code === noSuchOrder ? { kind: "not_found" } : readQueryRefusal(answer);
  }
  const detail = orderDetail.safeParse(answer.inner);
  if (!detail.success) return unreadable;
  const { appOrderId, orderStatus, orderAmount, payAmount, payCoinSymbol } = detail.data;
  if (appOrderId !== ref.orderNo || detail.data.orderNum !== orderNum) return unreadable;
  const paidAmount = payAmount || null;
  const orderedAmount = orderAmount || null;
  const currency = currencyOf(payCoinSymbol, ref);
  // "Payment successful" about an order whose amount and coin are named is about all of it. Else nobody said how much.
  const isAmountOpen = currency === null || (paidAmount ?? orderedAmount) === null;
  const stated = { orderNum, orderStatus, paidAmount, orderedAmount, currency, isAmountOpen };
  return { kind: "report", report: reportOf(ref.orderNo, stated) };
}

export async function cancelPayment(input: ChainupInput, ref: OrderRef): Promise<CancelResult> {
  // An order can be canceled by ChainUp's number only.
  if (ref.providerOrderId === null) return { kind: "unknown", cause: "no_provider_number" };
  const answer = await exchange(input, {
    operation: "cancel",
    path: input.options.cancelPath,
    inner: JSON.stringify({ orderNum: ref.providerOrderId }),
    now: ref.now,
  });
  switch (answer.kind) {
    case "success":
      return { kind: "canceled" };
    case "error":
      return readCancelRefusal(answer);
    case "not_sent":
      return queryNotSent;
    case "unknown":
      return answer;
    default:
      return answer satisfies never;
  }
}

function readCancelRefusal(answer: Extract<ChainupAnswer, { kind: "error" }>): CancelResult {
  const { code } = answer;
  if (code === orderState) return { kind: "refused", code: "order_not_cancelable" };
  if (code === noSuchOrder) return { kind: "refused", code: "order_not_found" };
  const refusal = refusalOf(code);
  if (refusal === undefined) return doubtOf(answer);
  return { kind: "refused", code: refusal.code, alarm: refusal.alarm };
}

/**
 * The query was refused: by our mistake, or because the platform would not answer right now. It says nothing
 * about the order.
 */
function readQueryRefusal(answer: Extract<ChainupAnswer, { kind: "error" }>): QueryResult {
  const refusal = refusalOf(answer.code);
  if (refusal === undefined) return doubtOf(answer);
  return { kind: "refused", code: refusal.code, alarm: refusal.alarm, ...saidBy(answer) };
}
