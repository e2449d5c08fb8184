/**
 * The reducer of payouts: from a fact to the kind of fact that the table knows, and the columns that change with it.
 *
 * Source: docs/lifecycle.md#payout-states
 */
import { parseProviderDecimal } from "../money.ts";
import type { Certainty } from "../payment/facts.ts";
import type { PayoutChanges, PayoutRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import { absentForMs } from "../schedule.ts";
import type { PayoutFactKind } from "./transitions.ts";

export type PayoutFact =
  | { readonly kind: "accepted"; readonly providerOrderId: string | null }
  /** The provider definitely made no payout. */
  | { readonly kind: "refused"; readonly code: string; readonly retryable: boolean }
  /** The creation got no answer that can be relied on. */
  | { readonly kind: "no_answer"; readonly reason: string }
  | {
      readonly kind: "report";
      readonly report: OrderReport;
      readonly certainty: Certainty;
      /** SHA-256 hex of the callback's body and query; null for a query's answer. */
      readonly digest: string | null;
    }
  /** A query found no such payout. */
  | { readonly kind: "not_found" };

export interface ReducedPayout {
  readonly fact: PayoutFactKind;
  readonly changes: PayoutChanges;
  readonly detail: string | null;
}

export function reducePayout(payout: PayoutRecord, fact: PayoutFact, now: number): ReducedPayout {
  switch (fact.kind) {
    case "accepted": {
      const provider_order_id = fact.providerOrderId ?? payout.provider_order_id;
      return { fact: "accepted", changes: { provider_order_id, unknown_since: null }, detail: null };
    }
    case "refused":
      return {
        fact: "refused",
        changes: { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0, watch_until: now },
        detail: `refused by the provider: ${fact.code}`,
      };
    case "no_answer":
      return {
        fact: "no_answer",
        changes: { unknown_since: payout.unknown_since ?? now },
        detail: `no answer to rely on: ${fact.reason}`,
      };
    case "not_found":
      return reduceAbsence(payout, now);
    case "report":
      return reduceReport(payout, fact.report, fact.certainty);
    default:
      return fact satisfies never;
  }
}

function reduceAbsence(payout: PayoutRecord, now: number): ReducedPayout {
  const detail = "the provider does not know the payout (yet)";
  if (payout.unknown_since === null) return { fact: "reported_pending", changes: {}, detail };
  const since = payout.absent_since ?? now;
  // Rule 12: a payout of which a callback told an end has reached the provider, whatever the query says.
  if (now - since < absentForMs || payout.confirm_pending === 1)
    return { fact: "no_answer", changes: { absent_since: since }, detail };
  return {
    fact: "absent",
    changes: { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    detail: "the provider does not know the payout, for 15 minutes",
  };
}

function reduceReport(payout: PayoutRecord, report: OrderReport, certainty: Certainty): ReducedPayout {
  const base: PayoutChanges = {
    provider_order_id: payout.provider_order_id ?? report.providerOrderId,
    absent_since: null,
  };
  const answered: PayoutChanges = { ...base, unknown_since: null, confirm_pending: 0 };
  const unconfirmed = (what: string): ReducedPayout => ({
    fact: "unconfirmed",
    changes: { ...base, confirm_pending: 1 },
    detail: `${what} reported; the provider is queried`,
  });
  switch (report.status) {
    case "pending":
    case "partially_paid":
      return { fact: "reported_pending", changes: { ...base, unknown_since: null }, detail: null };
    case "succeeded":
      return certainty === "must_confirm"
        ? unconfirmed("success")
        : { fact: "reported_succeeded", changes: answered, detail: amountNote(payout, report) };
    case "failed":
    case "canceled":
    case "reversed":
      // A merchant who is told "failed" sends the money again, so a weak signature is no proof of a failure either.
      if (certainty === "must_confirm" && payout.status !== "failed") return unconfirmed("failure");
      return {
        fact: "reported_failed",
        changes: {
          ...answered,
          failure_code: report.status === "reversed" ? "payout_reversed" : "payout_failed",
          failure_retryable: 0,
        },
        detail: report.status === "reversed" ? "reversed by the provider" : null,
      };
    default:
      return report.status satisfies never;
  }
}

/** Money that went out in another amount cannot be called back, but the timeline says so. */
function amountNote(payout: PayoutRecord, report: OrderReport): string | null {
  if (report.amountText === null) return null;
  const minor = parseProviderDecimal(report.amountText, payout.decimals);
  return minor === BigInt(payout.amount_minor)
    ? null
    : "the provider reports another amount than was ordered";
}
