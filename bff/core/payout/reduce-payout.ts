/**
 * The reducer of payouts: from a fact to the kind of fact that the table knows, and the columns that change with it.
 * Pure.
 *
 * Source: docs/payout-lifecycle.md#payout-states
 */
import { say } from "../details.ts";
import type { PayoutRecord } from "../records.ts";
import { absentForMs, doubtWatchMs, payoutWatchMs } from "../schedule.ts";
import { hearDenial, readTestimony, testimonyText } from "../testimony.ts";
import { assertsMoney, awaitsAnswer, isReversalInDoubt } from "./assertions.ts";
import type { PayoutFact } from "./facts.ts";
import { reduceAnswer } from "./reduce-answer.ts";
import { reduceCallback } from "./reduce-callback.ts";
import { type ReducedPayout, reduced } from "./reduced.ts";
import { reversedBy } from "./settle-report.ts";
import { knowledgeOfReturn, operatorsKnowledge } from "./verdict.ts";

export function reducePayout(payout: PayoutRecord, fact: PayoutFact, now: number): ReducedPayout {
  switch (fact.kind) {
    case "approved": {
      const { countedAt: counted_at } = fact;
      return reduced("approved", { send_pending: 1, counted_at, watch_until: now + payoutWatchMs });
    }
    case "rejected":
      return reduced("rejected", {});
    case "handed_over":
      return reduced("handed_over", { send_pending: 0 });
    case "held_back":
      return reduced(
        "held_back",
        { send_pending: 0, watch_until: now },
        say("held_back", { objection: fact.objection }),
      );
    case "accepted": {
      const provider_order_id = fact.providerOrderId ?? payout.provider_order_id;
      return reduced("accepted", { provider_order_id, unknown_since: null });
    }
    case "refused":
      return reduceRefusal(payout, fact, now);
    case "no_answer":
      return reduced(
        "no_answer",
        { unknown_since: unknownSince(payout, now) },
        say("no_answer", { reason: fact.reason }),
      );
    case "not_found":
      return reduceAbsence(payout, now);
    case "report": {
      const input = { payout, fact, before: hearDenial(readTestimony(payout), fact), now };
      const decides = fact.digest === null && fact.certainty === "confirmed";
      return decides ? reduceAnswer(input) : reduceCallback(input);
    }
    case "time_over":
      return reduceTimeOver(payout, fact, now);
    case "operator":
      return reduceOperator(payout, fact);
    default:
      return fact satisfies never;
  }
}

/** A payout that the provider is known to have stays out of doubt, however the call that created it ended. */
function unknownSince({ status, unknown_since: known }: PayoutRecord, now: number): number | null {
  return status === "creating" || status === "unknown" ? (known ?? now) : known;
}

function reduceRefusal(
  payout: PayoutRecord,
  fact: Extract<PayoutFact, { kind: "refused" }>,
  now: number,
): ReducedPayout {
  const detail = say("refused", { failure: fact.code });
  const testimony = readTestimony(payout);
  // Rule 14: the provider refuses it, and a callback says that money went out. A query decides.
  const isContradicted = assertsMoney(payout, testimony) || testimony.reversalAsserted === true;
  if (isContradicted) return reduced("no_answer", { unknown_since: unknownSince(payout, now) }, detail);
  const failure = { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0 };
  // There is no order, so there is nothing to watch and nothing to confirm.
  return reduced("refused", { ...failure, watch_until: now, confirm_pending: 0 }, detail);
}

function reduceAbsence(payout: PayoutRecord, now: number): ReducedPayout {
  if (payout.unknown_since === null) return reduced("reported_pending", {});
  const since = payout.absent_since ?? now;
  // Rules 12 and 14: a payout about which a callback came has reached the provider, whatever a query says.
  const isAsserted = awaitsAnswer(payout) || assertsMoney(payout, readTestimony(payout));
  if (now - since < absentForMs || isAsserted) {
    return reduced("no_answer", { absent_since: since }, say("payout_unknown_yet", {}));
  }
  return reduced(
    "absent",
    { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    say("payout_unknown", {}),
  );
}

/**
 * What nobody could say goes to a person. The provider is queried for another day, in case it says so after all. Of a payout
 * that has succeeded, only "paid" denies what a callback said. "Still under way" does not, and proves no reversal either.
 */
function reduceTimeOver(
  payout: PayoutRecord,
  { answered, saysPaid }: Extract<PayoutFact, { kind: "time_over" }>,
  now: number,
): ReducedPayout {
  const { reversalAsserted, ...testimony } = readTestimony(payout);
  const isDenied = payout.status === "succeeded" ? saysPaid : answered;
  const isReversal = payout.status === "succeeded" && reversalAsserted === true;
  const isUnsettled = isReversal && !isDenied;
  const changes = {
    confirm_pending: 0,
    testimony: testimonyText(testimony),
    ...(isUnsettled ? { reversal_unsettled: 1 } : {}),
  };
  if (payout.status === "succeeded" || payout.status === "review") {
    const denied = isReversal ? say("still_paid", {}) : say("says_the_same", {});
    const detail = isDenied ? denied : say("callback_unconfirmed", {});
    return { ...reduced("time_over", changes, detail), needsReview: !isDenied };
  }
  return reduced("time_over", { ...changes, watch_until: now + doubtWatchMs }, say("end_unknown", {}));
}

function reduceOperator(
  payout: PayoutRecord,
  { outcome }: Extract<PayoutFact, { kind: "operator" }>,
): ReducedPayout {
  const before = readTestimony(payout);
  const { reversalAsserted: _settled, ...testimony } = before;
  if (payout.status === "succeeded") {
    if (!isReversalInDoubt(payout)) return reduced("reported_pending", {});
    if (outcome === "failed") {
      const known = testimonyText({ ...testimony, ...knowledgeOfReturn(payout, testimony) });
      const settled = { testimony: known, confirm_pending: 0, reversal_unsettled: 0 };
      const changes = { ...settled, ...reversedBy(payout) };
      return reduced("reversed", changes, say("reversal_by_hand", {}));
    }
    const settled = { testimony: testimonyText(testimony), reversal_unsettled: 0 };
    return reduced("operator_succeeded", settled, say("no_reversal_by_hand", {}));
  }
  const known = { ...testimony, ...operatorsKnowledge(payout, before) };
  const changes = { confirm_pending: 0, testimony: testimonyText(known) };
  if (outcome === "succeeded") return reduced("operator_succeeded", changes);
  const failure = { failure_code: "resolved_as_failed", failure_retryable: 0 };
  return reduced("operator_failed", { ...changes, ...failure });
}
