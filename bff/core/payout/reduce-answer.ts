/**
 * What the answer to a query means for a payout. It decides, unless a callback asserts that money went out and the answer
 * says that it failed: then nobody knows.
 *
 * Source: docs/lifecycle.md#rule-14-no-end-without-an-answer
 */
import type { PayoutChanges } from "../records.ts";
import { testimonyText } from "../testimony.ts";
import { assertsMoney, cameBack } from "./assertions.ts";
import { type Heard, learned, wordsAfter } from "./heard.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { reduceFailed, reducePaid, reduceReversal } from "./settle-report.ts";
import { isSettled } from "./verdict.ts";

export function reduceAnswer(heard: Heard): ReducedPayout {
  const { payout, fact, before } = heard;
  const { report } = fact;
  switch (report.status) {
    case "partially_paid":
      return payout.status === "failed" ? reducePartOfFailed(heard) : reduceProgress(heard);
    case "pending":
      return reduceProgress(heard);
    case "succeeded": {
      const testimony = wordsAfter(heard);
      if (payout.status !== "failed" || !isSettled(payout, testimony)) return reducePaid(heard, testimony);
      const changes = { ...learned(heard), confirm_pending: 0, testimony: testimonyText(testimony) };
      return reduced("reported_pending", changes);
    }
    case "failed":
    case "canceled":
      if (payout.status === "succeeded") return reduceReversal(heard);
      if (!assertsMoney(payout, before) || before.reversalAsserted === true || cameBack(payout)) {
        return reduceFailed(heard);
      }
      return reduced(
        "contradicted",
        { ...learned(heard), testimony: testimonyText({ ...before, query: null }) },
        "failure reported, and a callback says that money went out; the provider is queried",
      );
    case "reversed":
      return payout.status === "succeeded" ? reduceReversal(heard) : reduceFailed(heard);
    default:
      return report.status satisfies never;
  }
}

/** The payout is under way. */
function reduceProgress(heard: Heard): ReducedPayout {
  const { payout, fact, before } = heard;
  const { status, undocumentedStatus } = fact.report;
  if (payout.status === "succeeded") return reduced("reported_pending", {});
  const isPart = status === "partially_paid";
  const asserted = before.callback?.status;
  const isFailureAsserted = asserted === "failed" || asserted === "canceled";
  const isAnswered =
    undocumentedStatus === null && (isPart ? asserted === "partially_paid" : isFailureAsserted);
  const testimony = isPart ? wordsAfter(heard) : before;
  const callback = isAnswered && isFailureAsserted ? null : testimony.callback;
  const changes: PayoutChanges = {
    ...learned(heard),
    testimony: testimonyText({ ...testimony, callback }),
    ...(isAnswered ? { confirm_pending: 0 } : {}),
  };
  const isDismissed = payout.confirm_pending === 1 && isAnswered && isFailureAsserted;
  return reduced(
    "reported_pending",
    changes,
    isDismissed ? "still under way, by the provider's answer" : null,
  );
}

/** A part went out of a payout that was called failed. */
function reducePartOfFailed(heard: Heard): ReducedPayout {
  const testimony = wordsAfter(heard);
  const changes = { ...learned(heard), confirm_pending: 0, testimony: testimonyText(testimony) };
  if (isSettled(heard.payout, testimony)) return reduced("reported_pending", changes);
  const exceptions = JSON.stringify(["underpaid"]);
  return reduced("paid_disagreeing", { ...changes, exceptions }, "a part was paid out");
}
