/** An event of each type: when it comes, and what it holds. Source: docs/webhook-delivery.md#webhook-delivery. */
import type {
  EventBody,
  EventReplayView,
  EventType,
  EventView,
  Payment,
  Payout,
  Refund,
  Session,
  TestedEndpoints,
} from "../../contract.ts";
import {
  discrepancy,
  maskedCustomer,
  paidPayment,
  paidSession,
  payment,
  payout,
  session,
} from "./objects.ts";
import { refund } from "./refunds.ts";

export interface EventGuide {
  /** When it comes. */
  readonly when: string;
  readonly data: EventBody["data"];
}

function ofSession(sequence: number, changes: Partial<Session>): EventBody["data"] {
  return { sequence, session: { ...session, customer: maskedCustomer, ...changes } };
}

function ofPayment(sequence: number, paid: Payment, changes: Partial<Session>): EventBody["data"] {
  return { ...ofSession(sequence, { ...changes, payments: [paid] }), payment: paid };
}

const started: Payment = {
  ...paidPayment,
  refunds: [{ id: refund.id, status: refund.status, amount: refund.amount }],
};

function ofRefund(sequence: number, { status, ...changes }: Pick<Refund, "status"> & Partial<Refund>) {
  const refunded: Payment = {
    ...started,
    refunds: [{ id: refund.id, status, amount: refund.amount }],
    ...(status === "succeeded" ? { amountRefunded: refund.amount } : {}),
  };
  return { ...ofPayment(sequence, refunded, { ...paid }), refund: { ...refund, status, ...changes } };
}

function ofPayout(sequence: number, changes: Partial<Payout>): EventBody["data"] {
  return { sequence, payout: { ...payout, ...changes } };
}

const part = { value: "100.00", currency: "MXN" };
const ended = { nextAction: null } as const;
const paid = { status: "succeeded", amountReceived: paidSession.amountReceived } as const;

export const eventGuides: Readonly<Record<EventType, EventGuide>> = {
  "session.succeeded": {
    when: "The session is paid. Ship goods on this event. At most once for a session.",
    data: ofSession(7, { ...paid, payments: [paidPayment] }),
  },
  "session.expired": {
    when: "The time to pay is over. At most once for a session.",
    data: ofSession(86_402, { status: "expired" }),
  },
  "session.canceled": {
    when: "Your backend has canceled the session. At most once for a session.",
    data: ofSession(61, { status: "canceled" }),
  },
  "payment.pending": {
    when: "The provider has taken the order: the customer can pay.",
    data: ofPayment(2, payment, { status: "requires_action" }),
  },
  "payment.succeeded": {
    when: "The payment is paid in full.",
    data: ofPayment(6, paidPayment, { ...paid }),
  },
  "payment.failed": {
    when: "The provider has refused the payment, or it has failed there. The session can still be paid.",
    data: ofPayment(
      3,
      { ...payment, ...ended, status: "failed", failure: { code: "payment_failed", retryable: true } },
      {},
    ),
  },
  "payment.canceled": {
    when: "The payment was canceled: for another method, or with its session.",
    data: ofPayment(4, { ...payment, ...ended, status: "canceled" }, {}),
  },
  "payment.expired": {
    when: "The time to pay this payment is over.",
    data: ofPayment(172_801, { ...payment, ...ended, status: "expired" }, {}),
  },
  "payment.partially_paid": {
    when: "A part of the amount has arrived; the rest can still be paid.",
    data: ofPayment(
      5,
      { ...payment, status: "partially_paid", exceptions: ["partially_paid"], amountReceived: part },
      { status: "requires_action", exceptions: ["partially_paid"], amountReceived: part },
    ),
  },
  "payment.review_required": {
    when: "An operator has to look: what the provider reports does not agree.",
    data: ofPayment(
      6,
      { ...payment, ...ended, status: "review", exceptions: ["underpaid"], amountReceived: part },
      { status: "processing", exceptions: ["underpaid"], amountReceived: part },
    ),
  },
  "payment.reversed": {
    when: "The provider has taken the money of a payment back.",
    data: ofPayment(9, { ...paidPayment, exceptions: ["reversed"] }, { ...paid, exceptions: ["reversed"] }),
  },
  "payment.duplicate": {
    when: "The payment is paid, but another one had already paid the session. It comes instead of `payment.succeeded`.",
    data: ofPayment(
      12,
      { ...paidPayment, exceptions: ["duplicate_paid"] },
      { ...paid, exceptions: ["duplicate_paid"], amountReceived: { value: "300.00", currency: "MXN" } },
    ),
  },
  "payment.updated": {
    when: "Something else is known of a payment that stays in its state: another amount has arrived, or a reversal was taken back.",
    data: ofPayment(
      10,
      { ...paidPayment, exceptions: ["overpaid"], amountReceived: { value: "160.00", currency: "MXN" } },
      { ...paid, exceptions: ["overpaid"], amountReceived: { value: "160.00", currency: "MXN" } },
    ),
  },
  "refund.created": {
    when: "A refund was made. Nothing may have been sent yet: its `status` says what it waits for.",
    data: ofRefund(12, { status: "awaiting_claim" }),
  },
  "refund.succeeded": {
    when: "The money of a refund has arrived.",
    data: ofRefund(14, { status: "succeeded", payout: payout.id }),
  },
  "refund.failed": {
    when: "The money of a refund was not given back, or it has come back. Also when nobody has claimed it in time: its `status` is `expired` then. Its amount can be refunded again.",
    data: ofRefund(15, { status: "expired" }),
  },
  "payout.succeeded": {
    when: "The payout has arrived. Also when a reversal turns out to be none.",
    data: ofPayout(4, { status: "succeeded" }),
  },
  "payout.failed": {
    when: "The provider has refused the payout, or it has failed there.",
    data: ofPayout(4, { status: "failed", failure: { code: "provider_refused", retryable: false } }),
  },
  "payout.review_required": {
    when: "An operator has to look: the payout is in `review`, or it has succeeded and something about it disagrees.",
    data: ofPayout(5, { status: "review" }),
  },
  "payout.reversed": {
    when: "The money of a payout that had succeeded has come back.",
    data: ofPayout(9, { status: "succeeded", exceptions: ["reversed"] }),
  },
  "reconciliation.discrepancy": {
    when: "Our books and the provider's differ about a payment or a payout. Once for an account, day, order and kind.",
    data: { discrepancy: { ...discrepancy, account: "paypro-mx", day: "2026-11-19" } },
  },
};

/** The body of a webhook of this type. */
export function exampleEvent(type: EventType): EventBody {
  return { type, timestamp: "2026-11-19T14:03:11.000Z", data: eventGuides[type].data };
}

export const event: EventView = {
  ...exampleEvent("session.succeeded"),
  id: "evt_bYw7LrTn2C3Zk8sQm1VfX0",
  object: "event",
  deliveries: [
    {
      endpoint: "https://shop.example.com/webhooks",
      state: "delivered",
      nextAttemptAt: null,
      attempts: [
        {
          at: "2026-11-19T14:03:11.000Z",
          endpoint: "https://shop.example.com/webhooks",
          status: 200,
          error: null,
          durationMs: 42,
        },
      ],
    },
  ],
};

export const replay: EventReplayView = {
  id: "rpl_2mZk8sQm1VfX0bYw7LrTn3",
  object: "event_replay",
  status: "running",
  from: "2026-11-19T00:00:00.000Z",
  to: "2026-11-20T00:00:00.000Z",
  types: ["session.succeeded"],
  undeliveredOnly: true,
  scheduled: 0,
  createdAt: "2026-11-20T08:00:00.000Z",
};

export const testedEndpoints: TestedEndpoints = {
  object: "event_test",
  id: "evt_test_1VfX0bYw7LrTn2C3Zk8sQm",
  type: "payment.succeeded",
  endpoints: [
    {
      at: "2026-11-20T08:00:00.000Z",
      endpoint: "https://shop.example.com/webhooks",
      status: 404,
      error: "answered 404",
      durationMs: 38,
      accepted: false,
      detail: "404: nothing takes a POST at this address",
    },
  ],
};
