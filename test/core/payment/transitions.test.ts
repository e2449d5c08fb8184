import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { isOpen, type PaymentStatus } from "../../../bff/core/payment/status.ts";
import { type FactKind, lastingAfter, moveOf } from "../../../bff/core/payment/transitions.ts";

const everyFact: Readonly<Record<FactKind, true>> = {
  accepted: true,
  refused: true,
  no_answer: true,
  reported_pending: true,
  reported_partial: true,
  paid_exact: true,
  paid_less: true,
  paid_more: true,
  paid_disagreeing: true,
  unconfirmed: true,
  reported_failed: true,
  reported_canceled: true,
  reversed: true,
  absent: true,
  abandoned: true,
  time_over: true,
  unanswered: true,
  operator_succeeded: true,
  operator_failed: true,
};

function isFact(name: string): name is FactKind {
  return name in everyFact;
}

const facts = Object.keys(everyFact).filter(isFact);
const cells = paymentStatuses.flatMap((status) => facts.map((fact) => [status, fact] as const));

/**
 * The expected table, written by hand from docs/lifecycle.md: the state and the exceptions of each cell. All others
 * are null.
 */
const law: Readonly<Record<PaymentStatus, Partial<Record<FactKind, string>>>> = {
  creating: {
    accepted: "pending",
    refused: "failed",
    no_answer: "unknown",
    reported_pending: "pending",
    reported_partial: "partially_paid",
    paid_exact: "succeeded",
    paid_less: "review underpaid",
    paid_more: "review overpaid",
    paid_disagreeing: "review",
    reported_failed: "failed",
    reported_canceled: "canceled",
  },
  unknown: {
    accepted: "pending",
    no_answer: "unknown",
    reported_pending: "pending",
    reported_partial: "partially_paid",
    paid_exact: "succeeded",
    paid_less: "review underpaid",
    paid_more: "review overpaid",
    paid_disagreeing: "review",
    reported_failed: "failed",
    reported_canceled: "canceled",
    absent: "failed",
    abandoned: "canceled",
    time_over: "expired",
    unanswered: "review",
  },
  pending: {
    accepted: "pending",
    reported_pending: "pending",
    reported_partial: "partially_paid",
    paid_exact: "succeeded",
    paid_less: "review underpaid",
    paid_more: "review overpaid",
    paid_disagreeing: "review",
    reported_failed: "failed",
    reported_canceled: "canceled",
    abandoned: "canceled",
    time_over: "expired",
    unanswered: "review",
  },
  partially_paid: {
    accepted: "partially_paid",
    reported_partial: "partially_paid",
    paid_exact: "succeeded",
    paid_less: "review underpaid",
    paid_more: "review overpaid",
    paid_disagreeing: "review",
    reported_failed: "review underpaid",
    reported_canceled: "review underpaid",
    time_over: "expired partially_paid",
    unanswered: "review underpaid",
  },
  review: {
    reported_partial: "review",
    paid_exact: "succeeded",
    paid_less: "review underpaid",
    paid_more: "review overpaid",
    reversed: "review reversed",
    operator_succeeded: "succeeded",
    operator_failed: "failed",
  },
  succeeded: {
    paid_exact: "succeeded",
    paid_less: "succeeded underpaid",
    paid_more: "succeeded overpaid",
    reversed: "succeeded reversed",
    operator_succeeded: "succeeded",
  },
  failed: {
    reported_partial: "review underpaid paid_late",
    paid_exact: "succeeded paid_late",
    paid_less: "review underpaid paid_late",
    paid_more: "review overpaid paid_late",
    paid_disagreeing: "review paid_late",
  },
  canceled: {
    reported_partial: "review underpaid paid_late",
    paid_exact: "succeeded paid_late",
    paid_less: "review underpaid paid_late",
    paid_more: "review overpaid paid_late",
    paid_disagreeing: "review paid_late",
  },
  expired: {
    reported_partial: "review underpaid paid_late",
    paid_exact: "succeeded paid_late",
    paid_less: "review underpaid paid_late",
    paid_more: "review overpaid paid_late",
    paid_disagreeing: "review paid_late",
  },
};

function written(status: PaymentStatus, fact: FactKind): string | undefined {
  const move = moveOf(status, fact);
  return move === null ? undefined : [move.to, ...move.exceptions].join(" ");
}

describe("rule 2: the table", () => {
  test.each(paymentStatuses)(
    "rule 2: says what the law says, for every fact of a payment that is %s",
    (status) => {
      const said = Object.fromEntries(facts.map((fact) => [fact, written(status, fact)]));
      expect(said).toEqual(Object.fromEntries(facts.map((fact) => [fact, law[status][fact]])));
    },
  );

  test("rule 2: leads to succeeded by an exact payment and by an operator, and by nothing else", () => {
    const ways = cells.filter(
      ([status, fact]) => status !== "succeeded" && moveOf(status, fact)?.to === "succeeded",
    );
    expect(new Set(ways.map(([, fact]) => fact))).toEqual(new Set(["paid_exact", "operator_succeeded"]));
    for (const [status] of ways.filter(([, fact]) => fact === "operator_succeeded"))
      expect(status).toBe("review");
    for (const status of paymentStatuses.filter((name) => name !== "succeeded")) {
      expect(moveOf(status, "paid_exact")?.to).toBe("succeeded");
    }
  });

  test("rule 6: never leaves succeeded", () => {
    for (const fact of facts) expect(moveOf("succeeded", fact)?.to ?? "succeeded").toBe("succeeded");
  });

  test("rule 8: leaves what was given up by money only, and says that it is late", () => {
    const money = ["reported_partial", "paid_exact", "paid_less", "paid_more", "paid_disagreeing"];
    for (const status of paymentStatuses.filter((name) => !isOpen(name) && name !== "succeeded")) {
      const ways = facts.filter((fact) => moveOf(status, fact) !== null);
      expect(ways).toEqual(money);
      for (const fact of ways) expect(moveOf(status, fact)?.exceptions).toContain("paid_late");
    }
  });

  test("rule 5: no open payment is given up once money is known to have come", () => {
    for (const status of ["partially_paid", "review"] as const) {
      for (const fact of [
        "reported_failed",
        "reported_canceled",
        "abandoned",
        "absent",
        "refused",
      ] as const) {
        expect(moveOf(status, fact)?.to ?? status).toSatisfy(
          (to) => to === "review" || to === "partially_paid",
        );
      }
    }
  });

  test("rule 11: lets no reversal credit anything", () => {
    for (const status of paymentStatuses) {
      const to = moveOf(status, "reversed")?.to ?? status;
      expect(to).toBe(status);
    }
  });
});

describe("the exceptions after a move", () => {
  const all = ["partially_paid", "overpaid", "underpaid", "paid_late", "duplicate_paid", "reversed"] as const;

  test("rules 5 and 20: an exact payment takes back that amounts disagreed and that it was reversed", () => {
    const after = lastingAfter(all, { to: "succeeded", exceptions: [] }, "paid_exact");
    expect(after).toEqual(["paid_late", "duplicate_paid"]);
  });

  test("rule 5: of less and more only the last is true", () => {
    expect(lastingAfter(["overpaid"], { to: "review", exceptions: ["underpaid"] }, "paid_less")).toEqual([
      "underpaid",
    ]);
    expect(lastingAfter(["underpaid"], { to: "review", exceptions: ["overpaid"] }, "paid_more")).toEqual([
      "overpaid",
    ]);
  });

  test("rule 8: nothing else takes anything back, and nothing is there twice", () => {
    const forgetting = ["paid_exact", "paid_less", "paid_more"];
    for (const fact of facts.filter((name) => !forgetting.includes(name))) {
      expect(lastingAfter(all, { to: "review", exceptions: ["reversed", "paid_late"] }, fact)).toEqual(all);
    }
  });
});
