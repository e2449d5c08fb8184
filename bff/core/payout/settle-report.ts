/**
 * What is settled by a report that counts: that money went out, or that it did not, or that it came back.
 *
 * Source: docs/rules.md#rule-13-order-does-not-matter
 */
import { say } from "../details.ts";
import type { PayoutChanges, PayoutRecord } from "../records.ts";
import { type Testimony, testimonyText, withNothingKnown } from "../testimony.ts";
import { cameBack, cameBackCode } from "./assertions.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { learned, type ReportInput } from "./report-input.ts";
import { readPayoutExceptions } from "./status.ts";
import { newsOf, verdictOf } from "./verdict.ts";

/** Money went out. All that is on record about the amount decides what that means. */
export function reducePaid(input: ReportInput, words: Testimony): ReducedPayout {
  const { payout, before } = input;
  const verdict = verdictOf(payout, words);
  const told = newsOf(verdict) ?? undefined;
  const changes: PayoutChanges = {
    ...learned(input),
    confirm_pending: 0,
    reversal_unsettled: 0,
    testimony: testimonyText({ ...withNothingKnown(words), settledMinor: null, told }),
    // It lifts `reversed`, and the verdict replaces the one before.
    exceptions: JSON.stringify(verdict.exception === null ? [] : [verdict.exception]),
  };
  // Nobody had answered to the end of the watch whether it was reversed. Now the provider has.
  const isDenied = payout.reversal_unsettled === 1 && words.reversalAsserted !== true;
  const detail = verdict.detail ?? (isDenied ? say("still_paid", {}) : null);
  if (verdict.agrees) return reduced("paid_exact", changes, detail);
  return { ...reduced("paid_disagreeing", changes, detail), needsReview: told !== before.told };
}

/** No money went out, or it came back before anybody was told that it had gone. */
export function reduceFailed(input: ReportInput): ReducedPayout {
  const { payout, fact, before } = input;
  const isReversed =
    fact.report.status === "reversed" || before.reversalAsserted === true || cameBack(payout);
  // What an operator knew of has come back, so money that goes out is news again (rule 21).
  const isReturned = isReversed && fact.digest === null && before.settledMinor !== null;
  const settledMinor = isReturned ? "0" : before.settledMinor;
  const { denied } = before;
  return reduced(
    isReversed ? "reversed" : "reported_failed",
    {
      ...learned(input),
      confirm_pending: 0,
      testimony: testimonyText({ assertion: null, callback: null, query: null, settledMinor, denied }),
      // What an operator has settled keeps its exceptions.
      exceptions: payout.status === "failed" ? payout.exceptions : "[]",
      failure_code: isReversed ? cameBackCode : "payout_failed",
      failure_retryable: 0,
    },
    isReversed ? say("reversed", {}) : null,
  );
}

/** Rule 20: a query no longer says that money went out, of a payout that has succeeded. */
export function reduceReversal(input: ReportInput): ReducedPayout {
  const { payout, fact, before } = input;
  const { reversalAsserted, ...testimony } = before;
  // An operator called it paid although the provider had never said so. "Failed" is no news then.
  const isKnown =
    before.settledMinor !== null &&
    !readPayoutExceptions(payout).includes("reversed") &&
    before.query === null &&
    reversalAsserted !== true &&
    fact.report.status !== "reversed";
  if (isKnown) return reduced("reported_failed", {});
  return reduced(
    "reversed",
    {
      ...learned(input),
      ...reversedBy(payout),
      confirm_pending: 0,
      reversal_unsettled: 0,
      testimony: testimonyText({ ...testimony, query: null }),
    },
    say("reversed", {}),
  );
}

/** The exceptions of a payout whose money came back. */
export function reversedBy(payout: PayoutRecord): Pick<PayoutChanges, "exceptions"> {
  return { exceptions: JSON.stringify([...new Set([...readPayoutExceptions(payout), "reversed"])]) };
}
