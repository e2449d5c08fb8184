/**
 * What is settled by a report that counts: that money went out, or that it did not, or that it came back.
 *
 * Source: docs/lifecycle.md#rule-13-order-does-not-matter
 */
import type { PayoutChanges, PayoutRecord } from "../records.ts";
import { type Testimony, testimonyText } from "../testimony.ts";
import { cameBack, cameBackCode } from "./claims.ts";
import { type Heard, learned } from "./heard.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { readPayoutExceptions } from "./status.ts";
import { isSameVerdict, type Verdict, verdictOf } from "./verdict.ts";

/** Money went out. All that is on record about the amount decides what that means. */
export function reducePaid(heard: Heard, testimony: Testimony): ReducedPayout {
  const { payout, before } = heard;
  const verdict = verdictOf(payout, testimony);
  const changes: PayoutChanges = {
    ...learned(heard),
    confirm_pending: 0,
    testimony: testimonyText({ ...testimony, settledMinor: null }),
    exceptions: exceptionsAfter(payout, verdict),
  };
  if (verdict.agrees) return reduced("paid_exact", changes);
  // An operator who called the payout paid knew of this, and one that is in review waits for one.
  const isKnown = isSameVerdict(verdict, verdictOf(payout, before)) && isTold(payout);
  return { ...reduced("paid_disagreeing", changes, isKnown ? null : verdict.detail), needsReview: !isKnown };
}

function isTold({ status }: PayoutRecord): boolean {
  return status === "succeeded" || status === "review";
}

/** The provider's confirmed word that money went out lifts `reversed`, and the verdict replaces the one before. */
function exceptionsAfter(payout: PayoutRecord, { exception }: Verdict): string {
  const kept = readPayoutExceptions(payout).filter(
    (name) => name !== "reversed" && name !== "underpaid" && name !== "overpaid",
  );
  return JSON.stringify(exception === null ? kept : [...kept, exception]);
}

/** No money went out, or it came back before anybody was told that it had gone. */
export function reduceFailed(heard: Heard): ReducedPayout {
  const { payout, fact, before } = heard;
  const isReversed = fact.report.status === "reversed" || before.reversalClaimed === true || cameBack(payout);
  const { reversalClaimed: _settled, ...testimony } = before;
  return reduced(
    isReversed ? "reversed" : "reported_failed",
    {
      ...learned(heard),
      confirm_pending: 0,
      testimony: testimonyText({ ...testimony, callback: null, query: null }),
      exceptions: "[]",
      failure_code: isReversed ? cameBackCode : "payout_failed",
      failure_retryable: 0,
    },
    isReversed ? "reversed by the provider" : null,
  );
}

/** Rule 20: a query no longer says that money went out, of a payout that has succeeded. */
export function reduceReversal(heard: Heard): ReducedPayout {
  const { payout, fact, before } = heard;
  const { reversalClaimed, ...testimony } = before;
  // An operator has called it paid although the provider had never said so: that it says so again is no news.
  const isKnown =
    before.settledMinor !== null &&
    before.query === null &&
    reversalClaimed !== true &&
    fact.report.status !== "reversed";
  if (isKnown) return reduced("reported_failed", {});
  const exceptions = readPayoutExceptions(payout);
  return reduced(
    "reversed",
    {
      ...learned(heard),
      confirm_pending: 0,
      testimony: testimonyText({ ...testimony, query: null }),
      exceptions: JSON.stringify([...new Set([...exceptions, "reversed"])]),
    },
    "reversed by the provider",
  );
}
