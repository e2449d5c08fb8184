/**
 * What the answer to a query means for a payout. The answer decides, with one exception: it says "failed", and a
 * callback asserts that money went out. Then nobody knows.
 *
 * Source: docs/rules.md#rule-14-no-end-without-an-answer
 */
import { say } from "../details.ts";
import type { PayoutChanges } from "../records.ts";
import { isTakenBackByHand } from "../taken-back-by-hand.ts";
import { testimonyText } from "../testimony.ts";
import { assertsMoney, cameBack } from "./assertions.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { learned, type ReportInput, wordsAfter } from "./report-input.ts";
import { reduceFailed, reducePaid, reduceReversal } from "./settle-report.ts";
import { isAnswerKnownToOperator } from "./verdict.ts";

export function reduceAnswer(input: ReportInput): ReducedPayout {
  const { payout, fact, before } = input;
  const { report } = fact;
  switch (report.status) {
    case "partially_paid":
      return payout.status === "failed" ? reducePartOfFailed(input) : reduceProgress(input);
    case "pending":
      return reduceProgress(input);
    case "succeeded": {
      const testimony = wordsAfter(input);
      const isSettled = payout.status === "failed" || isTakenBackByHand(payout);
      if (!isSettled || !isAnswerKnownToOperator(payout, testimony)) return reducePaid(input, testimony);
      const changes = { ...learned(input), confirm_pending: 0, testimony: testimonyText(testimony) };
      return reduced("reported_pending", changes);
    }
    case "failed":
    case "canceled":
      if (payout.status === "succeeded") return reduceReversal(input);
      if (!assertsMoney(payout, before) || before.reversalAsserted === true || cameBack(payout)) {
        return reduceFailed(input);
      }
      return reduced(
        "contradicted",
        { ...learned(input), testimony: testimonyText({ ...before, query: null }) },
        say("payout_contradicted", {}),
      );
    case "reversed":
      return payout.status === "succeeded" ? reduceReversal(input) : reduceFailed(input);
    default:
      return report.status satisfies never;
  }
}

/** The payout is under way. */
function reduceProgress(input: ReportInput): ReducedPayout {
  const { payout, fact, before } = input;
  const { status, undocumentedStatus } = fact.report;
  if (payout.status === "succeeded") return reduced("reported_pending", {});
  const isPart = status === "partially_paid";
  const asserted = before.callback?.status;
  const isFailureAsserted = asserted === "failed" || asserted === "canceled";
  const isAnswered =
    undocumentedStatus === null && (isPart ? asserted === "partially_paid" : isFailureAsserted);
  const testimony = isPart ? wordsAfter(input) : before;
  const callback = isAnswered && isFailureAsserted ? null : testimony.callback;
  const changes: PayoutChanges = {
    ...learned(input),
    testimony: testimonyText({ ...testimony, callback }),
    ...(isAnswered ? { confirm_pending: 0 } : {}),
  };
  const isDismissed = payout.confirm_pending === 1 && isAnswered && isFailureAsserted;
  return reduced("reported_pending", changes, isDismissed ? say("still_under_way", {}) : null);
}

/** A part went out of a payout that was called failed. */
function reducePartOfFailed(input: ReportInput): ReducedPayout {
  const testimony = wordsAfter(input);
  const changes = { ...learned(input), confirm_pending: 0, testimony: testimonyText(testimony) };
  if (isAnswerKnownToOperator(input.payout, testimony)) return reduced("reported_pending", changes);
  const exceptions = JSON.stringify(["underpaid"]);
  return reduced("paid_disagreeing", { ...changes, exceptions }, say("part_paid_out", {}));
}
