/** Decisions that are wrong in one thing each: the search must find the list of facts that shows it. */
import { expect, test } from "vitest";
import type { PaymentFact } from "../../bff/core/payment/facts.ts";
import type { PaymentRecord } from "../../bff/core/records.ts";
import type { ReportedStatus } from "../../bff/core/report.ts";
import { readTestimony, saysMoney, testimonyText } from "../../bff/core/testimony.ts";
import { explore } from "./world/explore.ts";
import type { Finding } from "./world/findings.ts";
import type { Machine } from "./world/machine.ts";
import { paymentMachine } from "./world/payment-machine.ts";

import type { Mistake } from "./world/payment-world.ts";
import { payoutMachine } from "./world/payout-machine.ts";
import type { Kind } from "./world/words.ts";

/** Of few words, so that the lists are few. */
const kind: Kind = { subject: "payment", callbacks: "weak", queries: "ordered" };

const isEnd = (status: ReportedStatus) => status === "failed" || status === "canceled";

function says(fact: PaymentFact, isIt: (status: ReportedStatus) => boolean): boolean {
  return fact.kind === "report" && isIt(fact.report.status);
}

function withoutPaid(payment: PaymentRecord): PaymentRecord {
  const { assertion, callback, ...rest } = readTestimony(payment);
  const kept = (word: typeof callback) => (word?.status === "succeeded" ? null : word);
  return {
    ...payment,
    testimony: testimonyText({ ...rest, assertion: kept(assertion), callback: kept(callback) }),
  };
}

interface Found {
  readonly does: Mistake;
  /** As a counterexample names it. */
  readonly rule: string;
  /** The longest list that is searched. */
  readonly facts: number;
}

const mistakes: Readonly<Record<string, Found>> = {
  "what was said before is forgotten": {
    does: (payment) => ({ payment: { ...payment, testimony: null } }),
    rule: "13 (compared)",
    facts: 2,
  },
  "a part takes back a whole": {
    does: (payment, { facts, cause }) =>
      cause === "callback" && facts.some((fact) => says(fact, (status) => status === "partially_paid"))
        ? { payment: withoutPaid(payment) }
        : {},
    rule: "13",
    facts: 3,
  },
  "a query's failure overrules a callback": {
    does: (payment, { facts, cause }) =>
      cause === "query" && facts.some((fact) => says(fact, isEnd))
        ? { payment: { ...payment, confirm_pending: 0, testimony: null } }
        : {},
    rule: "14",
    facts: 2,
  },
  "a weakly signed failure counts by itself": {
    does: (_payment, { facts }) => ({
      facts: facts.map((fact) =>
        fact.kind === "report" && isEnd(fact.report.status) ? { ...fact, certainty: "confirmed" } : fact,
      ),
    }),
    rule: "16",
    facts: 2,
  },
  "a cancel ends what is being confirmed": {
    does: (payment, { cause }) => (cause === "cancel" ? { payment: { ...payment, confirm_pending: 0 } } : {}),
    rule: "18",
    facts: 3,
  },
  "an old callback lifts a reversal": {
    does: (payment, { facts }) => ({
      facts: facts.map((fact) =>
        fact.kind === "report" && saysMoney(fact.report) && payment.exceptions.includes("reversed")
          ? { ...fact, certainty: "confirmed", digest: null }
          : fact,
      ),
    }),
    rule: "13",
    facts: 3,
  },
  "what the operator knew of is forgotten": {
    does: (payment) => ({
      payment: {
        ...payment,
        testimony: testimonyText({ ...readTestimony(payment), settledMinor: null }),
        failure_code: null,
      },
    }),
    rule: "21",
    facts: 3,
  },
  "it is forgotten that the operator settled it as taken back": {
    does: (payment) => {
      const { settledReversing, ...forgotten } = readTestimony(payment);
      return { payment: { ...payment, testimony: testimonyText(forgotten) } };
    },
    rule: "21",
    facts: 3,
  },
};

test.each(Object.entries(mistakes))("the search finds it when %s", (_, { does, rule, facts }) => {
  const isIt = (finding: Finding) => finding.rule === rule;
  const { found } = explore(kind, paymentMachine(kind, does), facts, (all) => all.all().some(isIt));
  expect(found.some(isIt)).toBe(true);
});

test.each(["payment", "payout"] as const)(
  "the search finds it when a doubt about a %s is left unseen",
  (subject) => {
    const all: Kind = { ...kind, subject };
    const unseen = (found: readonly Finding[]) => found.some(({ rule }) => rule === "seen");
    const isSeen =
      subject === "payment"
        ? explore(all, hidden(paymentMachine(all)), 2, (findings) => unseen(findings.all()))
        : explore(all, hidden(payoutMachine(all)), 2, (findings) => unseen(findings.all()));
    expect(unseen(isSeen.found)).toBe(true);
  },
);

/** Nothing of it is in the list of what needs a person. */
function hidden<World>(machine: Machine<World>): Machine<World> {
  return { ...machine, leftOf: (world) => ({ ...machine.leftOf(world), isListed: false }) };
}
