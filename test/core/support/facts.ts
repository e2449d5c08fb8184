/** Short names for the facts of payments and payouts. */
import { say } from "../../../bff/core/details.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import type { ReportFact } from "../../../bff/core/report-fact.ts";

/** A report about the payment `pay_1` that says "pending" and nothing else. */
export function reportOf(report: Partial<OrderReport> = {}): OrderReport {
  return {
    orderNo: "order-no-pay_1",
    providerOrderId: null,
    status: "pending",
    amountText: null,
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: null,
    ...report,
  };
}

export const paid = { status: "succeeded", amountText: "150.00" } as const;

export const paymentPage = { type: "redirect", url: "https://provider.example/pay" } as const;

export const accepted: PaymentFact = {
  kind: "accepted",
  providerOrderId: "P-1",
  nextAction: paymentPage,
  expiresAt: null,
};
export const refused: PaymentFact = { kind: "refused", code: "no_capacity", retryable: true };
export const noAnswer: PaymentFact = { kind: "no_answer", reason: "timeout" };
export const notFound: PaymentFact = { kind: "not_found" };
export const abandoned: PaymentFact = { kind: "abandoned", detail: say("customer_canceled", {}) };
export const timeOver: PaymentFact = { kind: "time_over", detail: say("time_over", {}) };

/** The answer of a query. It counts by itself. */
export function query(report: Partial<OrderReport>): ReportFact {
  return { kind: "report", report: reportOf(report), certainty: "confirmed", digest: null };
}

/** @param digest the same one makes it a repeat; without it, the report's own text. */
export function strongCallback(report: Partial<OrderReport>, digest = JSON.stringify(report)): ReportFact {
  return { kind: "report", report: reportOf(report), certainty: "confirmed", digest };
}

/** Its signature is weak: a success, a partial payment or a reversal has to be confirmed by a query. */
export function weakCallback(report: Partial<OrderReport>, digest = JSON.stringify(report)): ReportFact {
  return { kind: "report", report: reportOf(report), certainty: "must_confirm", digest };
}
