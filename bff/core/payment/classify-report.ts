/**
 * Compares what was reported with what is held and says which kind of fact it is. Order number and account were checked
 * before (a callback's address belongs to one order, a query names the order); amount and currency are checked here.
 *
 * Source: docs/rules.md#rule-5-success-needs-agreement
 */
import { type Detail, say } from "../details.ts";
import { type Amount, formatDecimal, isSameCurrency } from "../money.ts";
import type { OrderReport } from "../report.ts";
import type { Certainty } from "../report-fact.ts";
import type { Asserted } from "../say-reported.ts";
import type { ReportedEnd } from "../sentences.ts";
import { incomparableBy, minorOf, orderedMinorOf, type Word } from "../testimony.ts";
import type { PaymentStatus } from "./status.ts";
import type { FactKind } from "./transitions.ts";

/** The part of a report that decides. Amounts are decimal text as the provider wrote them. */
export type Reported = Word &
  Pick<OrderReport, "orderNo"> &
  Partial<Pick<OrderReport, "amountUntold" | "undocumentedStatus">>;

/** The part of a payment that a report is compared with. */
export interface Expected {
  readonly status: PaymentStatus;
  readonly orderNo: string;
  readonly amount: Amount;
  /** A reversal was reported and is not settled. */
  readonly reversalPending: boolean;
}

export interface Classified {
  readonly fact: FactKind;
  /** What was received, in minor units; null when nobody says. */
  readonly receivedMinor: bigint | null;
  /** For the timeline; null when there is nothing to add. */
  readonly detail: Detail | null;
  /** Of `unconfirmed`: what has to be confirmed. */
  readonly asserted?: Asserted;
  /** A source names another currency, a text that is no amount, or another amount as ordered. Absent: none does. */
  readonly isIncomparable?: boolean;
}

/**
 * @param others what other sources say of the order. A success is compared with theirs.
 * @returns the fact that the report is for this payment.
 */
export function classifyReport(
  reported: Reported,
  expected: Expected,
  certainty: Certainty,
  others: readonly Word[] = [],
): Classified {
  const { status } = reported;
  switch (status) {
    case "pending":
      return plain(confirmsReversal(reported, expected, certainty) ? "reversed" : "reported_pending");
    case "failed":
    case "canceled":
      if (certainty === "must_confirm") return unconfirmed(status);
      if (confirmsReversal(reported, expected, certainty)) return plain("reversed");
      return plain(status === "failed" ? "reported_failed" : "reported_canceled");
    case "reversed":
      return certainty === "must_confirm" ? unconfirmed(status) : plain("reversed");
    case "partially_paid":
      return certainty === "must_confirm" ? unconfirmed(status) : classifyPartial(reported, expected, others);
    case "succeeded":
      return certainty === "must_confirm" ? unconfirmed(status) : classifyPaid(reported, expected, others);
    default:
      return status satisfies never;
  }
}

/** The largest part counts, because a later part includes the earlier ones. Beside "paid" a part is old news. */
function classifyPartial(reported: Word, { amount }: Expected, others: readonly Word[]): Classified {
  if (others.some(({ status }) => status === "succeeded")) return plain("reported_pending");
  const parts = [reported, ...others.filter(({ status }) => status === "partially_paid")];
  const amounts = parts.flatMap((word) => minorOf(word, amount.decimals) ?? []);
  return { fact: "reported_partial", receivedMinor: mostOf(amounts), detail: null };
}

function classifyPaid(reported: Reported, expected: Expected, others: readonly Word[]): Classified {
  const { amount } = expected;
  if (reported.orderNo !== expected.orderNo) {
    return disagreeing(say("other_order_number", {}), minorOf(reported, amount.decimals));
  }
  const words: Word[] = [reported, ...others.filter(({ status }) => status === "succeeded")];
  const amounts = words.flatMap((word) => amountsIn(word, amount));
  if (amounts.length === 0 && reported.amountUntold === true) {
    return unconfirmed("succeeded", { isAmountUntold: true });
  }
  const compared = compareAmounts(amounts, amount);
  const isInDoubt =
    expected.reversalPending && (compared.fact === "paid_exact" || expected.status === "succeeded");
  if (isInDoubt) return disagreeing(say("reversal_in_doubt", {}), compared.receivedMinor);
  const problem = words.map((word) => incomparableBy(word, amount)).find((found) => found !== null);
  return problem === undefined ? compared : { ...compared, detail: problem, isIncomparable: true };
}

/**
 * The amounts to compare, in minor units of the order's currency. One in another currency, or that cannot be read, counts
 * as 0. If the word names another ordered amount than ours, that amount is compared, too.
 */
function amountsIn(word: Word, { minor: ours, currency, decimals }: Amount): bigint[] {
  if (word.currency !== null && !isSameCurrency(word.currency, currency)) return [0n];
  const paid = word.amountText === null ? [] : [minorOf(word, decimals) ?? 0n];
  const ordered = word.orderedAmountText === null ? ours : (orderedMinorOf(word, decimals) ?? 0n);
  return ordered === ours ? paid : [...paid, ordered];
}

/**
 * Two sources that name two amounts disagree, and neither overrules the other. What they agree on is the lesser: so
 * much came, as both say.
 */
function compareAmounts(amounts: readonly bigint[], { minor: ours, decimals }: Amount): Classified {
  // An answer about one order that names no amount means the amount that was ordered.
  const least = leastOf(amounts) ?? ours;
  const most = mostOf(amounts) ?? ours;
  const detail =
    least === most
      ? null
      : say("two_amounts", { least: formatDecimal(least, decimals), most: formatDecimal(most, decimals) });
  if (least < ours) return { fact: "paid_less", receivedMinor: least, detail };
  if (most > ours) return { fact: "paid_more", receivedMinor: least, detail };
  return { fact: "paid_exact", receivedMinor: least, detail };
}

function leastOf(amounts: readonly bigint[]): bigint | null {
  return amounts.length === 0 ? null : amounts.reduce((one, other) => (one < other ? one : other));
}

function mostOf(amounts: readonly bigint[]): bigint | null {
  return amounts.length === 0 ? null : amounts.reduce((one, other) => (one > other ? one : other));
}

/** Rule 7: such a status is neither success nor failure, so it answers no open question either. */
export function isUndocumented(reported: Partial<Pick<OrderReport, "undocumentedStatus">>): boolean {
  return reported.undocumentedStatus != null;
}

/**
 * True when a reversal was reported of a payment that counts as paid, and a query no longer says "paid" (rule 11). A
 * callback that says so does not confirm the reversal. What the report does to the pending reversal: reversal.ts.
 */
function confirmsReversal(reported: Reported, expected: Expected, certainty: Certainty): boolean {
  const countsAsPaid = expected.status === "succeeded" || expected.status === "review";
  return expected.reversalPending && countsAsPaid && certainty === "confirmed" && !isUndocumented(reported);
}

const plain = (fact: FactKind): Classified => ({ fact, receivedMinor: null, detail: null });

const unconfirmed = (report: ReportedEnd, { isAmountUntold = false } = {}): Classified => ({
  ...plain("unconfirmed"),
  asserted: { report, isAmountUntold },
});

const disagreeing = (detail: Detail, receivedMinor: bigint | null = null): Classified => ({
  fact: "paid_disagreeing",
  receivedMinor,
  detail,
});
