/**
 * What an operator knew of who settled a payment as failed, or as taken back. Only what says more opens the payment again.
 *
 * Source: docs/rules.md#rule-21-what-an-operator-settled-stays-settled
 */
import { amountOf } from "../amount-of.ts";
import type { PaymentRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import {
  confirmAssertion,
  incomparableBy,
  meantMinor,
  minorOf,
  mostNamed,
  rankOf,
  readTestimony,
  saysMoney,
  type Testimony,
  testimonyText,
  type Word,
} from "../testimony.ts";
import { isUndocumented } from "./classify-report.ts";

/** The testimony of the payment with what the operator knows who settles it now. */
export function withOperatorsKnowledge(payment: PaymentRecord): Testimony {
  const {
    settledUnnamed: _former,
    settledReversing: _doubt,
    settledUnread: _unread,
    ...before
  } = readTestimony(payment);
  const words = [before.callback, before.query].filter(saysMoney);
  const testimony: Testimony = {
    ...before,
    ...(payment.reversal_pending === 1 ? { settledReversing: true } : {}),
    ...(words.some((word) => incomparableBy(word, amountOf(payment)) !== null)
      ? { settledUnread: true }
      : {}),
  };
  const ordered = BigInt(payment.amount_minor);
  const named = mostNamed(words, { decimals: payment.decimals, ordered });
  const isOnlyPart = words.length > 0 && !words.some(isWhole);
  const stored = BigInt(payment.received_minor);
  const received = isOnlyPart ? meantMinor({ status: "partially_paid" }, stored, ordered) : stored;
  const settledMinor = (named > received ? named : received).toString();
  const unnamed = words.filter((word) => minorOf(word, payment.decimals) === null);
  if (unnamed.length === 0) return { ...testimony, settledMinor };
  const settledUnnamed = unnamed.some(isWhole) ? "succeeded" : "partially_paid";
  return { ...testimony, settledMinor, settledUnnamed };
}

/**
 * The same of the operator who settles that the money of a payment that has succeeded was taken back. Whoever had called
 * it paid, although no query had, knew of what was asserted then.
 */
export function withKnowledgeOfReturn(payment: PaymentRecord): Testimony {
  const before = readTestimony(payment);
  const isAccepted = before.acceptedMinor !== undefined && payment.confirm_pending === 0;
  const said = isAccepted ? confirmAssertion(before, payment.decimals) : before;
  const known = withOperatorsKnowledge({ ...payment, testimony: testimonyText(said) });
  const { assertion, callback } = before;
  // Where nobody had named an amount, it had succeeded with what was ordered.
  const settledMinor = known.settledMinor === "0" ? payment.amount_minor : known.settledMinor;
  return { ...known, assertion, callback, settledMinor };
}

/**
 * True when an operator settled the payment as failed, or as taken back, and knew of as much money as the word says. "Paid" without an
 * amount is news to somebody who knew of a part, and "a part" to somebody who knew of nothing.
 */
export function isKnownToOperator(payment: PaymentRecord, word: Word): boolean {
  const { settledMinor, settledUnnamed } = readTestimony(payment);
  if (settledMinor === null || !saysMoney(word)) return false;
  const known = BigInt(settledMinor);
  const minor = minorOf(word, payment.decimals);
  if (minor !== null) return meantMinor(word, minor, BigInt(payment.amount_minor)) <= known;
  if (settledUnnamed !== undefined && rankOf(word) <= rankOf({ status: settledUnnamed })) return true;
  return isWhole(word) ? known >= BigInt(payment.amount_minor) : known > 0n;
}

/** True when a callback says again what an operator settled as failed before a query had confirmed it. */
export function isClaimedAgain(payment: PaymentRecord, report: Pick<Word, "status">): boolean {
  const { assertion, settledMinor } = readTestimony(payment);
  return payment.status === "failed" && settledMinor !== null && assertion !== null && saysMoney(report);
}

/**
 * True when a callback is news to the operator who settled the payment as failed, or as taken back, whatever amount that person knew of. The
 * operator took the money for returned, because a callback had said so; or was shown less than was named, because an
 * amount could not be compared, and this one can. A query then decides: its answers alone may lag behind a reversal, or
 * repeat what was known, and the callback alone may be an old one.
 */
export function isNewsByCallback(payment: PaymentRecord, report: Word): boolean {
  const { settledReversing, settledUnread } = readTestimony(payment);
  if (!saysMoney(report)) return false;
  const isRead = report.amountText !== null && incomparableBy(report, amountOf(payment)) === null;
  return settledReversing === true || (settledUnread === true && isRead);
}

/** The testimony after a query has said that the money that the operator knew of has come back: money is news again. */
export function withoutReturnedMoney(
  testimony: Testimony,
  payment: PaymentRecord,
  { report, digest }: ReportFact,
): Testimony {
  const isOver = report.status === "failed" || report.status === "canceled";
  const isReturned = report.status === "reversed" || (isOver && payment.reversal_pending === 1);
  const isKept = digest !== null || !isReturned || isUndocumented(report);
  if (testimony.settledMinor === null || isKept) return testimony;
  const { settledUnnamed: _returned, ...kept } = testimony;
  return { ...kept, settledMinor: "0" };
}

function isWhole({ status }: Word): boolean {
  return status === "succeeded";
}
