import { expect, test } from "vitest";
import {
  type PayoutFactKind,
  type PayoutStatus,
  payoutMoveOf,
} from "../../../bff/core/payout/transitions.ts";

const everyFact: Readonly<Record<PayoutFactKind, true>> = {
  accepted: true,
  refused: true,
  no_answer: true,
  reported_pending: true,
  reported_succeeded: true,
  unconfirmed: true,
  reported_failed: true,
  absent: true,
};

/** The expected table, written by hand from rule 12. All other cells are null. */
const law: Readonly<Record<PayoutStatus, Partial<Record<PayoutFactKind, PayoutStatus>>>> = {
  creating: {
    accepted: "pending",
    refused: "failed",
    no_answer: "unknown",
    reported_pending: "pending",
    reported_succeeded: "succeeded",
    reported_failed: "failed",
  },
  unknown: {
    accepted: "pending",
    no_answer: "unknown",
    reported_pending: "pending",
    reported_succeeded: "succeeded",
    reported_failed: "failed",
    absent: "failed",
  },
  pending: { accepted: "pending", reported_succeeded: "succeeded", reported_failed: "failed" },
  succeeded: {},
  failed: { reported_succeeded: "succeeded" },
};

function isFact(name: string): name is PayoutFactKind {
  return name in everyFact;
}

test.each(["creating", "unknown", "pending", "succeeded", "failed"] as const)(
  "rule 12: the table says what the law says, for every fact of a payout that is %s",
  (status) => {
    const facts = Object.keys(everyFact).filter(isFact);
    const said = Object.fromEntries(facts.map((fact) => [fact, payoutMoveOf(status, fact) ?? undefined]));
    expect(said).toEqual(Object.fromEntries(facts.map((fact) => [fact, law[status][fact]])));
  },
);
