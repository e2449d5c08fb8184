/** What the pretended BFF answers about days: a statement, the numbers of the charts, and what needs a person today. */
import { account, at, inReview, mxn, payout, refund } from "./answers.ts";

export const statement = {
  account: account.id,
  day: "2026-11-27",
  total: 2,
  entries: [
    {
      orderNo: inReview.orderNo,
      providerOrderId: inReview.providerOrderId,
      type: "payment",
      amount: mxn("50.00"),
      paidAt: at(0),
      paymentId: inReview.id,
    },
    {
      orderNo: "20261119120000zzzz",
      providerOrderId: "90017",
      type: "payment",
      amount: mxn("80.00"),
      paidAt: at(60),
      paymentId: null,
    },
  ],
  discrepancies: [
    {
      kind: "missing_here",
      orderNo: "20261119120000zzzz",
      paymentId: null,
      detail: "The provider lists an order that is not ours.",
    },
  ],
};

/** The day after that has been compared. */
export const comparedDay = {
  account: account.id,
  day: statement.day,
  finishedAt: at(0),
  checked: 2,
  discrepancies: statement.discrepancies,
  truncated: false,
};

/** The numbers of two accounts, in two currencies, on two of three days. */
export const charts = {
  from: "2026-11-25",
  to: "2026-11-27",
  accounts: ["cxpay-in", "paypro-mx"],
  methods: ["store", "upi"],
  days: [
    {
      day: "2026-11-25",
      account: "paypro-mx",
      method: "store",
      currency: "MXN",
      created: 10,
      succeeded: 6,
      failed: 2,
      amountSucceeded: mxn("900.00"),
      timeToPaidMs: { median: 240_000, p95: 7_200_000 },
      reportedByCallback: 6,
    },
    {
      day: "2026-11-27",
      account: "cxpay-in",
      method: "upi",
      currency: "INR",
      created: 3,
      succeeded: 3,
      failed: 0,
      amountSucceeded: { value: "4500.00", currency: "INR" },
      timeToPaidMs: { median: 20_000, p95: 61_000 },
      reportedByCallback: 2,
    },
  ],
};

const needs = { count: 1, params: {} };

export const today = {
  data: [
    {
      ...{ ...needs, kind: "payment_review", object: "payment", id: inReview.id, since: at(2) },
      params: {
        amount: inReview.amount,
        received: inReview.amountReceived,
        exceptions: inReview.exceptions,
        account: account.id,
      },
    },
    { ...needs, kind: "payout_approval", object: "payout", id: payout.id, since: at(30) },
    { ...needs, kind: "refund_claim", object: "refund", id: refund.id, since: at(40) },
    { ...needs, kind: "open_circuit", object: "account", id: account.id, since: at(4) },
    { ...needs, kind: "dead_delivery", object: "endpoint", id: "shop", since: at(60), count: 12 },
  ],
  truncated: false,
};
