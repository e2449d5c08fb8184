/**
 * What a callback means for a payout. It is an assertion, and a query decides; only a strong signature counts by
 * itself.
 *
 * Source: docs/rules.md#rule-16-a-weak-callback-ends-nothing-by-itself
 */
import type { Detail } from "../details.ts";
import type { PayoutChanges } from "../records.ts";
import { sayKnownReport, sayReported } from "../say-reported.ts";
import { doubtWatchMs } from "../schedule.ts";
import { otherAmountOf, saysMoney, testimonyText, withNothingKnown } from "../testimony.ts";
import { assertsMoney, cameBack } from "./assertions.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { learned, type ReportInput, wordsAfter } from "./report-input.ts";
import { reduceFailed, reducePaid } from "./settle-report.ts";
import { readPayoutExceptions } from "./status.ts";
import { isKnownToOperator, newsOf, verdictOf } from "./verdict.ts";

export function reduceCallback(input: ReportInput): ReducedPayout {
  const { fact } = input;
  const { report } = fact;
  switch (report.status) {
    case "pending":
      return reduced(
        "reported_pending",
        fact.certainty === "confirmed" ? learned(input) : { unknown_since: null },
      );
    case "partially_paid":
    case "succeeded":
      return reduceAssertedSuccess(input);
    case "failed":
    case "canceled":
    case "reversed":
      return reduceAssertedFailure(input, report.status);
    default:
      return report.status satisfies never;
  }
}

function reduceAssertedSuccess(input: ReportInput): ReducedPayout {
  const { payout, fact, before } = input;
  const isReversed = readPayoutExceptions(payout).includes("reversed");
  const words = wordsAfter(input);
  // Somebody took the money for returned. A query decides: its answers alone may lag behind (rule 21).
  const testimony = words.settledReversing === true ? withNothingKnown(words) : words;
  const changes = { testimony: testimonyText(testimony) };
  const asserted = { report: "succeeded", isAmountUntold: false } as const;
  const other = otherAmountOf(payout, fact.report);
  if (payout.status === "failed" && isKnownToOperator(payout, testimony))
    return reduced("reported_pending", changes, sayKnownReport(asserted, other));
  if (payout.status === "succeeded" && !isReversed) {
    const saysNothingNew = newsOf(verdictOf(payout, testimony)) === (before.told ?? null);
    if (saysNothingNew) return reduced("reported_pending", changes);
  }
  // While a reversal is in doubt, the callback of the success that it takes back may come late.
  const isInDoubt =
    isReversed || before.reversalAsserted === true || payout.reversal_unsettled === 1 || cameBack(payout);
  const counts = fact.certainty === "confirmed" && fact.report.status === "succeeded" && !isInDoubt;
  if (counts) return reducePaid(input, testimony);
  return unconfirmed(input, { ...changes, confirm_pending: 1 }, sayReported(asserted, other));
}

function reduceAssertedFailure(
  input: ReportInput,
  status: "failed" | "canceled" | "reversed",
): ReducedPayout {
  const { payout, fact, before } = input;
  const isReversed = readPayoutExceptions(payout).includes("reversed");
  const isAsserted = assertsMoney(payout, before);
  if (status === "reversed" || payout.status === "succeeded") {
    // It may have been paid again since, where a query is to confirm that.
    const isStillReversed = isReversed && payout.confirm_pending === 0;
    const isKnown = isStillReversed || (cameBack(payout) && !isAsserted);
    if (isKnown) return reduced("reported_failed", {});
    const changes = { testimony: testimonyText({ ...before, reversalAsserted: true }) };
    return unconfirmed(input, changes, sayReported({ report: "reversed", isAmountUntold: false }, null));
  }
  if (payout.status === "failed") return reduced("reported_failed", {});
  // A merchant who reads "failed" sends the money again, so a weak signature is no proof of a failure either. What a
  // query has said, only a query takes back.
  const counts = fact.certainty === "confirmed" && !isAsserted && !saysMoney(before.query);
  if (counts) return reduceFailed(input);
  const changes = { testimony: testimonyText(wordsAfter(input)), confirm_pending: 1 };
  return unconfirmed(input, changes, sayReported({ report: "failed", isAmountUntold: false }, null));
}

/** What is kept until a query says what is true. An assertion near the end of the watch is followed up for a day. */
function unconfirmed({ payout, now }: ReportInput, asserted: PayoutChanges, detail: Detail): ReducedPayout {
  const watch_until = Math.max(payout.watch_until, now + doubtWatchMs);
  // The provider has the order. Only a query can say which number of the provider's is right.
  const changes = { ...asserted, absent_since: null, watch_until };
  return reduced("unconfirmed", changes, detail);
}
