/**
 * What a callback has said of a payout and no query has settled. While it stands the provider is queried, and a payout
 * of which it says that money went out does not become `failed`.
 *
 * Source: docs/rules.md#rule-14-no-end-without-an-answer
 */
import type { PayoutRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import { rankOf, readTestimony, saysMoney, type Testimony } from "../testimony.ts";
import { readPayoutExceptions } from "./status.ts";
import { isKnownToOperator } from "./verdict.ts";

/** True while a callback says that money went out, and nobody has settled what became of it. */
export function assertsMoney(payout: PayoutRecord, testimony: Testimony): boolean {
  if (isKnownToOperator(payout, testimony)) return false;
  // A row of an older version does not say what its callback said: money may have gone out.
  const isUntold = payout.confirm_pending === 1 && testimony.callback === null;
  return isUntold || saysMoney(testimony.callback);
}

/** True while a query has to confirm what a callback said. */
export function awaitsAnswer(payout: PayoutRecord): boolean {
  return payout.confirm_pending === 1 || readTestimony(payout).reversalAsserted === true;
}

/** True while nobody knows whether the money of a payout that has succeeded came back. */
export function isReversalInDoubt(payout: PayoutRecord): boolean {
  const isAsserted = payout.reversal_unsettled === 1 || readTestimony(payout).reversalAsserted === true;
  return payout.status === "succeeded" && isAsserted;
}

/** True when a callback that says as much is on record: the word itself, or a newer one that has replaced it. */
function isOnRecord(payout: PayoutRecord, report: OrderReport): boolean {
  const { callback } = readTestimony(payout);
  return callback !== null && rankOf(callback) >= rankOf(report);
}

export const cameBackCode = "payout_reversed";

/** It has failed because its money came back: that a callback had said that the money went out is no contradiction. */
export function cameBack({ status, failure_code }: PayoutRecord): boolean {
  return status === "failed" && failure_code === cameBackCode;
}

/**
 * Rule 17: true while what this callback did is still true, so that the same callback again is a repeat. Otherwise it
 * is applied as if it had not come before.
 */
export function doesEffectStand(payout: PayoutRecord, report: OrderReport): boolean {
  const { status } = payout;
  const testimony = readTestimony(payout);
  const isReversed = readPayoutExceptions(payout).includes("reversed");
  switch (report.status) {
    case "pending":
      return true;
    case "partially_paid":
    case "succeeded": {
      if (testimony.settledReversing === true) return false;
      if (!isOnRecord(payout, report)) return false;
      const isTaken = (status === "succeeded" && !isReversed) || status === "review";
      return payout.confirm_pending === 1 || isTaken || isKnownToOperator(payout, testimony);
    }
    case "failed":
    case "canceled":
      if (status === "succeeded") return isReversed || testimony.reversalAsserted === true;
      return status === "failed" || (payout.confirm_pending === 1 && testimony.callback !== null);
    case "reversed":
      if (isReversed || testimony.reversalAsserted === true) return true;
      return cameBack(payout);
    default:
      return report.status satisfies never;
  }
}
