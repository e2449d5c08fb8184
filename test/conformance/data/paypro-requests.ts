/** What PayPro is sent, field by field. Source: docs/providers/paypro.md#calls. */
import type { AnswerCase, ReceivedRequest } from "../data-shape.ts";
import { json } from "./by-hand.ts";
import { order, taken } from "./paypro-order.ts";

/** Whether a request went to `name` with exactly these fields beside time, sign and our addresses. */
function isRequest({ path, body, headers }: ReceivedRequest, name: string, expected: object): boolean {
  const { timestamp, sign, notifyUrl, returnUrl, ...rest } = JSON.parse(body);
  const isSigned = /^\d{13}$/.test(timestamp) && /^[0-9a-f]{32}$/.test(sign);
  const hasAddresses = "amount" in expected === /\/callbacks\//.test(notifyUrl ?? "");
  const comesBack = "payer" in expected === /\/return\//.test(returnUrl ?? "");
  return (
    path === `/mex-pay/v1/paypro/${name}` &&
    headers.merchantno === "2000000001" &&
    isSigned &&
    hasAddresses &&
    comesBack &&
    JSON.stringify(rest) === JSON.stringify(expected)
  );
}

const payer = { mobile: "+525512345678", email: "ana@example.com", payer: "Ana Díaz" };
const wrong = json({ code: "4002", msg: "not what the sheet says" });

export const requests: readonly AnswerCase[] = [
  ...["va", "store"].map(
    (wayCode, nth): AnswerCase => ({
      title: `a creation by ${wayCode} has these fields and no others`,
      call: "create",
      nth,
      answer(request) {
        const { orderNo: tradeNo } = request;
        const fields = { tradeNo, amount: "300", ...payer, wayCode, remark: "2 × coffee beans" };
        return isRequest(request, "payInApi", fields) ? taken(order(tradeNo)) : wrong;
      },
      expected: { kind: "accepted" },
    }),
  ),
  {
    title: "a creation by link has no way code: their page offers all",
    call: "create",
    nth: 2,
    answer(request) {
      const { orderNo: tradeNo } = request;
      const fields = { tradeNo, amount: "300", ...payer, remark: "2 × coffee beans" };
      const paymentUrl = "https://pay.example/p";
      return isRequest(request, "paymentLink", fields) ? taken(order(tradeNo, { paymentUrl })) : wrong;
    },
    expected: { kind: "accepted" },
  },
  {
    title: "a query has the number alone",
    call: "query",
    answer: (request) =>
      isRequest(request, "queryPayInResult", { tradeNo: request.orderNo })
        ? taken(order(request.orderNo))
        : wrong,
    expected: { kind: "report" },
  },
  ...[
    { customerAccountType: "CLABE", customerAccount: "032180000118359719" },
    { customerAccountType: "DebitCard", customerAccount: "4152313312345676" },
  ].map(
    (account, nth): AnswerCase => ({
      title: `a payout to a ${account.customerAccountType} has these fields and no others`,
      call: "payout",
      nth,
      answer(request) {
        const { orderNo: tradeNo } = request;
        const fields = { tradeNo, wayCode: "bank", amount: "501", customerName: "Ana Díaz", ...account };
        return isRequest(request, "payOut", fields) ? taken({ tradeNo, status: "0015" }) : wrong;
      },
      expected: { kind: "accepted" },
    }),
  ),
  {
    title: "a payout's query has the number alone",
    call: "payout_query",
    answer: (request) =>
      isRequest(request, "queryPayOutResult", { tradeNo: request.orderNo })
        ? taken({ tradeNo: request.orderNo, status: "0015" })
        : wrong,
    expected: { kind: "report", report: { status: "pending" } },
  },
  {
    title: "a balance is asked for with nothing",
    call: "balance",
    answer: (request) => (isRequest(request, "queryBalance", {}) ? taken({ availablAmount: "1" }) : wrong),
    expected: { kind: "balance", frozen: null },
  },
];
