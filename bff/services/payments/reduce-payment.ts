/** From what happened to what the state table distinguishes, and to the columns that change with it. Pure. */
import { z } from "zod";
import { formatDecimal, parseProviderDecimal } from "../../core/money.ts";
import type { FactKind } from "../../core/payment-state.ts";
import { type Certainty, isUndocumented, type Reading, readReport } from "../../core/read-report.ts";
import { absentForMs, doubtWatchMs, watchMsOf } from "../../core/schedule.ts";
import type { NextAction, OrderReport } from "../../providers/contract.ts";
import type { PaymentChanges, PaymentRow } from "../../storage/repositories/payments.ts";
import type { PaymentFact } from "./apply-fact.ts";

export interface Meaning {
  readonly fact: FactKind;
  readonly changes: PaymentChanges;
  readonly detail: string | null;
  /** A question that was open (a confirmation, a reversal) has its answer. */
  readonly settled: boolean;
}

/** What a weakly signed callback said, kept until a query says the same. */
const claimSchema = z.object({
  status: z.string(),
  amountText: z.string().nullable(),
  orderedAmountText: z.string().nullable(),
  currency: z.string().nullable(),
});

/** What an operator's "failed" writes. */
export const resolvedAsFailed = { failure_code: "resolved_as_failed", failure_retryable: 0 } as const;

/** How what the customer is to do is written down. */
type SealAction = (action: NextAction) => string;

export function interpretFact(
  payment: PaymentRow,
  fact: PaymentFact,
  now: number,
  sealAction: SealAction,
): Meaning {
  switch (fact.kind) {
    case "accepted": {
      const expiresAt = fact.expiresAt ?? payment.expires_at;
      return meaning("accepted", {
        provider_order_id: fact.providerOrderId ?? payment.provider_order_id,
        next_action_sealed: sealAction(fact.nextAction),
        expires_at: expiresAt,
        watch_until: expiresAt + watchMsOf(fact.nextAction.type),
        unknown_since: null,
        absent_since: null,
      });
    }
    case "refused":
      return meaning(
        "refused",
        // There is no order that could be paid, so nothing to watch.
        { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0, watch_until: now },
        `refused by the provider: ${fact.code}`,
      );
    case "no_answer":
      return meaning(
        "no_answer",
        { unknown_since: payment.unknown_since ?? now },
        `no answer to rely on: ${fact.reason}`,
      );
    case "not_found":
      return readAbsence(payment, now);
    case "given_up":
      return meaning("given_up", {}, fact.detail);
    case "time_over":
      // Paid by the provider's word, and never confirmed: that must not end as if nothing had come.
      if (payment.confirm_pending === 1) {
        return meaning("paid_disagreeing", { confirm_pending: 0 }, "paid, but never confirmed");
      }
      return meaning("time_over", {}, fact.detail);
    case "operator":
      return fact.outcome === "succeeded"
        ? meaning("operator_succeeded", {}, fact.note)
        : meaning("operator_failed", resolvedAsFailed, fact.note);
    case "report":
      return readReported(payment, fact, now, sealAction);
    default:
      return fact satisfies never;
  }
}

/** Rule 10: "no such order" counts only where creation was in doubt and only when it stays the answer. */
function readAbsence(payment: PaymentRow, now: number): Meaning {
  if (payment.unknown_since === null) {
    return meaning("reported_pending", {}, "the provider does not know the order (yet)");
  }
  const since = payment.absent_since ?? now;
  if (now - since < absentForMs) {
    return meaning("no_answer", { absent_since: since }, "the provider does not know the order (yet)");
  }
  return meaning(
    "absent",
    { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    "the provider does not know the order, for 15 minutes",
  );
}

function readReported(
  payment: PaymentRow,
  fact: Extract<PaymentFact, { kind: "report" }>,
  now: number,
  sealAction: SealAction,
): Meaning {
  const report = fact.certainty === "confirmed" ? withClaim(payment, fact.report) : fact.report;
  // A query that names no amount is read with the claim each time, not only the first: without it, the next answer
  // would be read as the amount ordered.
  const usesClaim = report !== fact.report;
  const held = {
    status: payment.status,
    orderNo: payment.order_no,
    amount: {
      minor: BigInt(payment.amount_minor),
      currency: payment.currency,
      decimals: payment.decimals,
    },
    reversalPending: payment.reversal_pending === 1,
  };
  const reading = readReport(report, held, fact.certainty);
  const base: PaymentChanges = {
    provider_order_id: payment.provider_order_id ?? report.providerOrderId,
    ...(payment.next_action_sealed === null && report.nextAction !== null
      ? { next_action_sealed: sealAction(untilExpiry(payment, report.nextAction)) }
      : {}),
  };
  if (reading.fact === "unconfirmed" && addsNothing(payment, report)) {
    return {
      ...meaning("paid_exact", { ...base, confirm_pending: 0 }),
      settled: payment.confirm_pending === 1,
    };
  }
  if (reading.fact === "unconfirmed") {
    const asked = report.status === "reversed" ? { reversal_pending: 1 } : claimed(payment, report);
    const changes = { ...base, ...asked, ...watchedOn(payment, fact.certainty, now) };
    return meaning("unconfirmed", changes, `${claimText(payment, report, reading)}; the provider is asked`);
  }
  if (isOnRecord(payment, { reading, report, isCallback: fact.digest !== null }))
    return meaning("reported_pending", { ...base, confirm_pending: 0 });
  const settles = fact.certainty === "confirmed" && reading.fact !== "reported_pending";
  // Asked about a reversal, an answer that does not say paid settles it. Where nothing was credited and the order is
  // over, the reversal stays in mind instead: a notice of the success before it, still on its way, must then not count.
  const wasCredited = payment.status === "succeeded" || payment.status === "review";
  const isOrderOver =
    report.status === "reversed" || report.status === "failed" || report.status === "canceled";
  const reversedEarly = report.status === "reversed" && !wasCredited;
  const saysUnpaid = report.status !== "succeeded" && !isUndocumented(report);
  const reversalSettled = fact.certainty === "confirmed" && saysUnpaid && (wasCredited || !isOrderOver);
  const changes: PaymentChanges = {
    ...base,
    unknown_since: null,
    absent_since: null,
    ...(reading.receivedMinor === null ? {} : { received_minor: reading.receivedMinor.toString() }),
    ...(settles ? { confirm_pending: 0 } : {}),
    ...(settles && !usesClaim ? { claim: null } : {}),
    ...(reversalSettled ? { reversal_pending: 0 } : {}),
    ...(reversedEarly ? { reversal_pending: 1 } : {}),
    ...(reading.fact === "reported_failed" ? { failure_code: "payment_failed", failure_retryable: 1 } : {}),
  };
  return {
    fact: reading.fact,
    changes,
    detail: reading.detail,
    settled:
      (settles && payment.confirm_pending === 1) || (reversalSettled && payment.reversal_pending === 1),
  };
}

/** A query gives the code again, but only the creation's answer could say until when: the payment's own time holds. */
function untilExpiry(payment: PaymentRow, action: NextAction): NextAction {
  return action.type === "display_code" ? { ...action, expiresAt: payment.expires_at } : action;
}

/** A callback's claim waits for the query that confirms it; a query without an amount waits for the callback that names it. */
function claimed(payment: PaymentRow, report: OrderReport): PaymentChanges {
  const claim = report.amountUntold === true ? payment.claim : JSON.stringify(claimSchema.parse(report));
  return { confirm_pending: 1, claim };
}

/** What is reported, with the amount where it is another than ours: an operator then sees what was claimed. */
function claimText(payment: PaymentRow, report: OrderReport, reading: Reading): string {
  const minor = namedMinor(payment, report);
  const isOurCurrency = report.currency === null || report.currency === payment.currency;
  if (minor === undefined || minor === BigInt(payment.amount_minor) || !isOurCurrency)
    return `${reading.detail}`;
  return `${reading.detail} (${formatDecimal(minor, payment.decimals)} ${payment.currency})`;
}

/**
 * What is said at the end of the watch, or after it, is asked about for a day, too: one question alone may get no
 * answer. A query that says the same again is no new reason.
 */
function watchedOn(payment: PaymentRow, certainty: Certainty, now: number): PaymentChanges {
  if (certainty === "confirmed" && payment.confirm_pending === 1) return {};
  return { watch_until: Math.max(payment.watch_until, now + doubtWatchMs) };
}

/**
 * The same money again, of a payment that was given up or settled by a person with that money on record: no reason to
 * open it once more.
 */
function isOnRecord(
  payment: PaymentRow,
  said: { readonly reading: Reading; readonly report: OrderReport; readonly isCallback: boolean },
): boolean {
  const isGivenUp =
    payment.status === "failed" || payment.status === "canceled" || payment.status === "expired";
  if (!isGivenUp) return false;
  const { reading, report } = said;
  const received = BigInt(payment.received_minor);
  switch (reading.fact) {
    case "reported_partial":
    case "paid_less":
    case "paid_more":
      return received > 0n && (reading.receivedMinor ?? 0n) <= received;
    case "paid_disagreeing": {
      if (payment.failure_code !== resolvedAsFailed.failure_code) return false;
      // More than that person knew of, in whatever currency, and by a callback that came since.
      const isNews = said.isCallback || payment.confirm_pending === 1;
      return !(isNews && (namedMinor(payment, report) ?? 0n) > received);
    }
    default:
      return false;
  }
}

/** The number that is named, whatever its currency. Undefined when there is none that can be read. */
function namedMinor(payment: PaymentRow, report: OrderReport): bigint | undefined {
  return report.amountText === null ? undefined : parseProviderDecimal(report.amountText, payment.decimals);
}

/** Another notice of a success that is on record already: asking about it again would bring nothing. */
function addsNothing(payment: PaymentRow, report: OrderReport): boolean {
  if (payment.status !== "succeeded" || report.status !== "succeeded") return false;
  if (report.amountText === null) return true;
  const minor = namedMinor(payment, report);
  return minor !== undefined && minor <= BigInt(payment.received_minor);
}

/**
 * A query that names no amount is read together with the callback that it confirms: the same status, that amount. Not
 * once the payment counts as paid: then there is no review to lead to, and a claim that nobody can confirm would be
 * taken for money that came.
 */
function withClaim(payment: PaymentRow, report: OrderReport): OrderReport {
  if (payment.claim === null || report.amountText !== null || payment.status === "succeeded") return report;
  const claim = claimSchema.parse(JSON.parse(payment.claim));
  if (claim.status !== report.status) return report;
  return {
    ...report,
    amountText: claim.amountText,
    orderedAmountText: report.orderedAmountText ?? claim.orderedAmountText,
    currency: report.currency ?? claim.currency,
  };
}

/** A callback has said that it is paid, and how much. */
export function claimsSuccess(payment: PaymentRow): boolean {
  return payment.claim !== null && claimSchema.parse(JSON.parse(payment.claim)).status === "succeeded";
}

function meaning(fact: FactKind, changes: PaymentChanges, detail: string | null = null): Meaning {
  return { fact, changes, detail, settled: false };
}
