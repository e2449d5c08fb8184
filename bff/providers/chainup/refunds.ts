/** ChainUp's own refund: coins to the user who paid. Source: docs/providers/chainup.md#refunds-and-payouts. */
import { shortestText } from "../../core/money.ts";
import type { PayoutResult, RefundOrder, RefundSide } from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { creationNotSent, saying, unreadable } from "../parsing/refused-calls.ts";
import { doubtOf, duplicateOrder, refusalOf } from "./codes.ts";
import { type ChainupInput, exchange, prefix } from "./exchange.ts";
import { createdOrder, type PayingUser, payingUser } from "./wire.ts";

export function refundSide(input: ChainupInput): RefundSide {
  return {
    check: ({ payment }) =>
      payingUser(payment.payer) === null
        ? [
            {
              path: "account",
              message: "cannot give the money back: who paid at the exchange is not on record",
            },
          ]
        : [],
    create: (order) => createRefund(input, order),
    // Nobody has documented a query of it, or a callback.
    query: () => Promise.resolve({ kind: "cannot_query" }),
    readCallback: () => ({ kind: "refused", reason: "no_refund_callbacks" }),
  };
}

async function createRefund(input: ChainupInput, order: RefundOrder): Promise<PayoutResult> {
  const user = payingUser(order.payment.payer);
  if (user === null) return { kind: "refused", code: "payer_unknown", retryable: false, alarm: false };
  const answer = await exchange(input, {
    operation: "payout",
    path: `${prefix}/refundOrder`,
    inner: refundText(order, user),
    now: order.now,
  });
  switch (answer.kind) {
    case "not_sent":
      return creationNotSent;
    case "unknown":
      return answer;
    case "error": {
      const { code, message } = answer;
      const said = saying(detailsOf({ code, message }));
      if (code === duplicateOrder) return { kind: "unknown", cause: "duplicate_order", ...said };
      const refusal = refusalOf(code);
      if (refusal === undefined) return doubtOf(answer);
      return { kind: "refused", code: refusal.code, retryable: true, alarm: refusal.alarm, ...said };
    }
    case "success": {
      const made = createdOrder.safeParse(answer.inner);
      return made.success ? credited(order.orderNo, made.data.orderNum) : unreadable;
    }
    default:
      return answer satisfies never;
  }
}

/** The inner text of `refundOrder`. Every value is text. */
function refundText({ orderNo, amount, payment }: RefundOrder, user: PayingUser): string {
  return JSON.stringify({
    appOrderId: orderNo,
    [user.field]: user.id,
    orderAmount: shortestText(amount),
    payCoinSymbol: payment.channel,
  });
}

/** The exchange moves coins between its own users, so an order that it has made is carried out. */
function credited(orderNo: string, orderNum: string): PayoutResult {
  return {
    kind: "accepted",
    providerOrderId: orderNum,
    report: {
      orderNo,
      providerOrderId: orderNum,
      status: "succeeded",
      amountText: null,
      orderedAmountText: null,
      currency: null,
      nextAction: null,
      undocumentedStatus: null,
    },
  };
}
