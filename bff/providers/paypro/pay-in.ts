/** Pay-ins: `payInApi`, `paymentLink`, and their query. Source: docs/providers/paypro.md#calls. */
import { wholeText } from "../../core/money.ts";
import type { CreateResult, OrderRef, PaymentOrder, QueryResult } from "../contract.ts";
import { cleanOptionalText, onlyIfClean } from "../parsing/clean-text.ts";
import { creationNotSent, refuseCreation, unreadable } from "../parsing/refused-calls.ts";
import { notesOnCode, readNextAction } from "./code-action.ts";
import { readBeyondPending, readFailedCreation } from "./creation-status.ts";
import { readOrderData, readStatus } from "./order-data.ts";
import { queryOrder } from "./query.ts";
import { callPaypro, type PayproAccount } from "./wire.ts";

/** Creates the order: a code to show for `va` and `store`, PayPro's hosted page for `link`. */
export async function createPayIn(account: PayproAccount, order: PaymentOrder): Promise<CreateResult> {
  const amount = wholeText(order.amount);
  if (amount === undefined) return refuseCreation({ subject: "amount" });
  const { payer, method } = order;
  const isLink = method.channel === "link";
  const outcome = await callPaypro(account, {
    operation: "create",
    name: isLink ? "paymentLink" : "payInApi",
    now: order.now,
    fields: {
      tradeNo: order.orderNo,
      amount,
      mobile: cleanOptionalText(payer.phone, 32),
      email: onlyIfClean(payer.email),
      payer: cleanOptionalText(payer.name),
      wayCode: isLink ? null : method.channel,
      notifyUrl: order.callbackUrl,
      returnUrl: order.returnUrl,
      remark: cleanOptionalText(order.description),
    },
  });
  switch (outcome.kind) {
    case "not_sent":
      return creationNotSent;
    case "unknown":
      return outcome;
    case "refused":
      return refuseCreation(outcome);
    case "taken":
      return readCreation(order, outcome.data);
    default:
      return outcome satisfies never;
  }
}

/** That the request was taken does not mean that there is an order: `data.status` decides. */
function readCreation(order: PaymentOrder, answer: unknown): CreateResult {
  const data = readOrderData(answer, order.orderNo);
  if (!data) return unreadable;
  const reading = readStatus(data.status);
  if (reading.kind === "query_again" || reading.status === "failed") return readFailedCreation(data);
  const nextAction = readNextAction(order.method.channel, data, order.expiresAt);
  // There is an order, but nothing to show for it. A query returns the code again.
  if (!nextAction) return unreadable;
  const { providerOrderId } = data;
  const { report, notes } = readBeyondPending(order.orderNo, data, reading);
  // Nobody can have paid a code that was never shown. Money counts when a query says so.
  return {
    kind: "accepted",
    providerOrderId,
    nextAction,
    expiresAt: null,
    report,
    notes: [...notesOnCode(nextAction), ...notes],
  };
}

/** Queries the order. */
export function queryPayIn(account: PayproAccount, ref: OrderRef): Promise<QueryResult> {
  const { orderNo, method, now } = ref;
  const expiresAt = now + method.expiresInSeconds * 1_000;
  return queryOrder(account, { kind: "payment", orderNo, now }, (data) =>
    readNextAction(method.channel, data, expiresAt),
  );
}
