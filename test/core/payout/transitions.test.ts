import { expect, test } from "vitest";
import type { PayoutStatus } from "../../../bff/core/payout/status.ts";
import { type PayoutFactKind, payoutMoveOf } from "../../../bff/core/payout/transitions.ts";

const everyFact: Readonly<Record<PayoutFactKind, true>> = {
  approved: true,
  rejected: true,
  handed_over: true,
  held_back: true,
  accepted: true,
  refused: true,
  no_answer: true,
  reported_pending: true,
  paid_exact: true,
  paid_disagreeing: true,
  unconfirmed: true,
  reported_failed: true,
  contradicted: true,
  reversed: true,
  absent: true,
  time_over: true,
  operator_succeeded: true,
  operator_failed: true,
};

const undecided = {
  accepted: "pending",
  paid_exact: "succeeded",
  paid_disagreeing: "review",
  reported_failed: "failed",
  reversed: "failed",
  time_over: "review",
} as const;

/** The expected table, written by hand from rules 6, 12, 13, 14, 20 and 21. All other cells are null. */
const law: Readonly<Record<PayoutStatus, Partial<Record<PayoutFactKind, PayoutStatus>>>> = {
  awaiting_approval: {
    approved: "creating",
    rejected: "rejected",
    paid_exact: "succeeded",
    paid_disagreeing: "review",
  },
  creating: {
    ...undecided,
    handed_over: "creating",
    held_back: "awaiting_approval",
    refused: "failed",
    no_answer: "unknown",
    reported_pending: "pending",
    contradicted: "pending",
  },
  unknown: {
    ...undecided,
    no_answer: "unknown",
    reported_pending: "pending",
    contradicted: "pending",
    absent: "failed",
  },
  pending: undecided,
  review: {
    paid_exact: "succeeded",
    paid_disagreeing: "review",
    reported_failed: "failed",
    reversed: "failed",
    absent: "failed",
    time_over: "review",
    operator_succeeded: "succeeded",
    operator_failed: "failed",
  },
  succeeded: {
    paid_exact: "succeeded",
    paid_disagreeing: "succeeded",
    reversed: "succeeded",
    time_over: "succeeded",
    operator_succeeded: "succeeded",
  },
  failed: { paid_exact: "succeeded", paid_disagreeing: "review", reversed: "failed", time_over: "review" },
  rejected: { paid_exact: "succeeded", paid_disagreeing: "review" },
};

function isFact(name: string): name is PayoutFactKind {
  return name in everyFact;
}

test.each(["creating", "unknown", "pending", "review", "succeeded", "failed"] as const)(
  "rule 12: the table says what the law says, for every fact of a payout that is %s",
  (status) => {
    const facts = Object.keys(everyFact).filter(isFact);
    const said = Object.fromEntries(facts.map((fact) => [fact, payoutMoveOf(status, fact) ?? undefined]));
    expect(said).toEqual(Object.fromEntries(facts.map((fact) => [fact, law[status][fact]])));
  },
);

test("rule 6: a payout that succeeded is never called anything else, whatever is said", () => {
  for (const fact of Object.keys(everyFact).filter(isFact)) {
    expect(payoutMoveOf("succeeded", fact) ?? "succeeded").toBe("succeeded");
  }
});

test("rule 12: a payout without an answer is unknown, and no late refusal fails it", () => {
  expect(payoutMoveOf("creating", "no_answer")).toBe("unknown");
  expect(payoutMoveOf("unknown", "refused")).toBeNull();
  expect(payoutMoveOf("pending", "absent")).toBeNull();
});
