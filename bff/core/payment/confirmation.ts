/**
 * A success that a query must confirm: what is kept meanwhile, and when there is nothing left to confirm.
 *
 * Source: docs/lifecycle.md#rule-5-success-needs-agreement
 */
import { formatDecimal, parseProviderDecimal } from "../money.ts";
import type { PaymentChanges, PaymentRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import { doubtWatchMs } from "../schedule.ts";
import { assertionOf } from "./assertion.ts";
import type { Classified } from "./classify-report.ts";
import type { ReportFact } from "./facts.ts";

/** The amount that the report names, in minor units, whatever its currency. Undefined when none can be read. */
export function namedMinor(payment: PaymentRecord, report: OrderReport): bigint | undefined {
  return report.amountText === null ? undefined : parseProviderDecimal(report.amountText, payment.decimals);
}

/** Another notice of a success that is stored already: a query about it would bring nothing. */
export function repeatsKnownSuccess(payment: PaymentRecord, report: OrderReport): boolean {
  if (payment.status !== "succeeded" || report.status !== "succeeded") return false;
  if (report.amountText === null) return true;
  const minor = namedMinor(payment, report);
  return minor !== undefined && minor <= BigInt(payment.received_minor);
}

/** What is stored while a report waits for its confirming query, and the sentence for the timeline. */
export function awaitConfirmation(input: {
  readonly payment: PaymentRecord;
  readonly fact: ReportFact;
  readonly classified: Classified;
  readonly now: number;
}): { readonly changes: PaymentChanges; readonly detail: string } {
  const { payment, fact, classified, now } = input;
  const { report } = fact;
  const pending: PaymentChanges =
    report.status === "reversed"
      ? { reversal_pending: 1 }
      : { confirm_pending: 1, testimony: claimAfter(payment, report) };
  return {
    changes: { ...pending, ...watchAfter(payment, fact, now) },
    detail: `${describe(payment, report, classified)}; the provider is queried`,
  };
}

/** A query that says "paid" without an amount asserts nothing by itself: it waits for the callback that names one. */
function claimAfter(payment: PaymentRecord, report: OrderReport): string | null {
  return report.amountUntold === true ? payment.testimony : assertionOf(report);
}

/** Names the amount where it is another than ours, so that an operator sees what was asserted. */
function describe(payment: PaymentRecord, report: OrderReport, classified: Classified): string {
  const minor = namedMinor(payment, report);
  const isOurCurrency = report.currency === null || report.currency === payment.currency;
  if (minor === undefined || minor === BigInt(payment.amount_minor) || !isOurCurrency)
    return `${classified.detail}`;
  return `${classified.detail} (${formatDecimal(minor, payment.decimals)} ${payment.currency})`;
}

/**
 * A report at the end of the watch, or after it, is followed up for a day, because one query alone may get no answer. A
 * query that repeats the report is no reason to watch longer.
 */
function watchAfter(payment: PaymentRecord, fact: ReportFact, now: number): PaymentChanges {
  if (fact.certainty === "confirmed" && payment.confirm_pending === 1) return {};
  return { watch_until: Math.max(payment.watch_until, now + doubtWatchMs) };
}
