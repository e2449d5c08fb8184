/** Rule 21: what an operator settled as come back stays so, while nobody says more than that person knew. */
import { describe, expect, test } from "vitest";
import { refundStateOf } from "../../../bff/core/refund/status.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { payoutLife } from "../support/payout-life.ts";
import { day } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "500.00" } as const;
const settle = { kind: "operator", outcome: "failed", noteSealed: "the bank says so" } as const;

/** Paid by a callback and a query. Then a callback says that it came back, and queries say paid. */
function lifeInDoubt() {
  const life = payoutLife();
  life.tell({ kind: "accepted", providerOrderId: null });
  life.tell(weakCallback(paid));
  life.run(query(paid));
  life.tell(weakCallback({ status: "reversed" }));
  life.run(query(paid));
  expect(life.exceptions()).toEqual([]);
  return life;
}

function takenBack() {
  const life = lifeInDoubt();
  life.tell(settle);
  expect(life.payout()).toMatchObject({ status: "succeeded", confirm_pending: 0, reversal_unsettled: 0 });
  expect(life.exceptions()).toEqual(["reversed"]);
  return life;
}

describe("rule 21: a payout of which an operator settled that its money came back", () => {
  test.each<readonly [string, Partial<OrderReport>]>([
    ["the amount", paid],
    ["no amount", { ...paid, amountText: null }],
    ["a lesser amount", { ...paid, amountText: "50.00" }],
  ])("stays reversed when queries go on saying paid with %s, to the end of the watch", (_, report) => {
    const life = takenBack();
    const told = [life.events().length, life.details().length];
    life.run(query(report));
    life.rest(query(report), life.now() + 10 * day);
    life.run(query(report));
    expect(life.exceptions()).toEqual(["reversed"]);
    expect(refundStateOf(life.payout())).toMatchObject({ status: "failed", failure_code: "payout_reversed" });
    expect([life.events().length, life.details().length]).toEqual(told);
  });

  test("stays reversed when it was settled after the watch, in which the provider had said nothing", () => {
    const life = payoutLife();
    life.tell({ kind: "accepted", providerOrderId: null });
    life.tell(strongCallback(paid));
    life.tell(strongCallback({ status: "reversed" }));
    life.rest(null, life.now() + 10 * day);
    expect(life.payout().reversal_unsettled).toBe(1);
    life.tell(settle);
    life.run(query(paid));
    expect(life.exceptions()).toEqual(["reversed"]);
  });

  test("stays reversed when an operator had called it paid before any query had said so, and a query says so now", () => {
    const life = payoutLife({ status: "pending" });
    life.tell(weakCallback(paid));
    life.rest(null);
    expect(life.payout().status).toBe("review");
    life.tell({ ...settle, outcome: "succeeded" });
    life.tell(weakCallback({ status: "reversed" }));
    life.rest(null);
    life.tell(settle);
    expect(life.exceptions()).toEqual(["reversed"]);
    life.run(query(paid));
    life.run(query(paid));
    expect(life.exceptions()).toEqual(["reversed"]);
    expect(refundStateOf(life.payout()).status).toBe("failed");
    life.run(query({ ...paid, amountText: "600.00" }));
    expect(life.exceptions()).toEqual(["overpaid"]);
  });

  test("stays reversed, and is in no doubt again, when the reversal is reported again", () => {
    const life = takenBack();
    life.tell(weakCallback({ status: "reversed" }, "again"), weakCallback({ status: "failed" }));
    life.run(query(paid));
    expect(life.exceptions()).toEqual(["reversed"]);
  });

  test.each([
    ["weak", weakCallback],
    ["strong", strongCallback],
  ] as const)(
    "is not paid again by a %sly signed callback alone, keeps its refund's amount, and is paid when a query says so, too",
    (_, callback) => {
      for (const digest of [undefined, "later"]) {
        const life = takenBack();
        life.tell(callback(paid, digest));
        expect(life.exceptions()).toEqual(["reversed"]);
        expect(refundStateOf(life.payout()).status).toBe("pending");
        expect(life.dueAt()).toBe(life.now());
        life.run(query(paid));
        expect(life.exceptions()).toEqual([]);
        expect(life.events().at(-1)).toBe("payout.succeeded");
      }
    },
  );

  test.each(["failed", "canceled", "reversed"] as const)(
    "is paid again by a query that says so after one that said %s",
    (status) => {
      const life = takenBack();
      life.run(query({ status }));
      expect(life.exceptions()).toEqual(["reversed"]);
      life.run(query(paid));
      expect(life.exceptions()).toEqual([]);
      expect(life.events().at(-1)).toBe("payout.succeeded");
    },
  );

  test("is paid again, and says so, when more went out than the operator knew of", () => {
    const life = takenBack();
    life.run(query({ ...paid, amountText: "600.00" }));
    expect(life.exceptions()).toEqual(["overpaid"]);
    expect(life.events().at(-1)).toBe("payout.succeeded");
  });
});

describe("rule 21: a payout in review that an operator settled as failed while its reversal was in doubt", () => {
  function settled() {
    const life = payoutLife({ status: "pending" });
    const less = { ...paid, amountText: "5.00" };
    life.tell(weakCallback(less));
    life.run(query(less));
    life.tell(weakCallback({ status: "reversed" }));
    life.run(query(less));
    expect(life.payout().status).toBe("review");
    life.tell(settle);
    return { life, less };
  }

  test("stays failed when queries go on saying paid", () => {
    const { life, less } = settled();
    life.run(query(less));
    life.rest(query(less), life.now() + 10 * day);
    expect(life.payout().status).toBe("failed");
  });

  test("is opened by the same callback, or a new one, once a query confirms it", () => {
    for (const digest of [undefined, "later"]) {
      const { life, less } = settled();
      life.tell(weakCallback(less, digest));
      expect(life.payout().status).toBe("failed");
      expect(refundStateOf(life.payout()).status).toBe("pending");
      life.run(query(less));
      expect(life.payout().status).toBe("review");
    }
  });
});
