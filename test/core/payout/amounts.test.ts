/** Rules 5 and 13: the amounts that callbacks and queries name are compared, whichever comes first. */
import { describe, expect, test } from "vitest";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { payoutLife } from "../support/payout-life.ts";

const paid = (amountText: string | null): Partial<OrderReport> => ({ status: "succeeded", amountText });

function pendingLife() {
  const life = payoutLife();
  life.tell({ kind: "accepted", providerOrderId: null });
  return life;
}

const cases = [
  // callback, query, exception
  ["500.00", "500.00", null],
  ["500.00", null, null],
  [null, "500.00", null],
  [null, null, null],
  ["5.00", null, "underpaid"],
  [null, "5.00", "underpaid"],
  ["5.00", "500.00", "underpaid"],
  ["500.00", "5.00", "underpaid"],
  ["600.00", "500.00", "overpaid"],
  ["500", "600", "overpaid"],
  ["600.00", "5.00", "underpaid"],
] as const;

describe("rules 5 and 13: a callback and a query", () => {
  test.each(cases)("rule 5: that name %s and %s before the success lead to %s", (said, answer, exception) => {
    const life = pendingLife();
    life.tell(weakCallback(paid(said)));
    life.run(query(paid(answer)));
    expect(life.payout().status).toBe(exception === null ? "succeeded" : "review");
    expect(life.exceptions()).toEqual(exception === null ? [] : [exception]);
    expect(life.events()).toEqual([exception === null ? "payout.succeeded" : "payout.review_required"]);
  });

  test.each(cases)(
    "rule 13: that name %s and %s, the query first, lead to %s all the same",
    (said, answer, exception) => {
      const life = pendingLife();
      life.run(query(paid(answer)));
      life.tell(weakCallback(paid(said)));
      if (life.dueAt() !== null) life.run(query(paid(answer)));
      expect(life.exceptions()).toEqual(exception === null ? [] : [exception]);
      // What is said after the success does not take it back, but somebody is told.
      const wasReviewed = answer === "5.00" || answer === "600";
      expect(life.payout().status).toBe(wasReviewed ? "review" : "succeeded");
      const isTold = life.events().includes("payout.review_required");
      expect(isTold).toBe(exception !== null);
    },
  );
});

describe("an amount that disagrees", () => {
  test("rule 13: is not settled by the other source that agrees, but by the source that named it", () => {
    const life = pendingLife();
    life.run(query(paid("5.00")));
    life.tell(weakCallback(paid("500.00")));
    life.run(query(paid("5.00")));
    expect(life.payout().status).toBe("review");
    life.tell(strongCallback(paid("500.00"), "again"));
    expect(life.payout().status).toBe("review");
    life.run(query(paid("500.00")));
    expect(life.payout().status).toBe("succeeded");
    expect(life.exceptions()).toEqual([]);
    expect(life.events()).toEqual(["payout.review_required", "payout.succeeded"]);
  });

  test("rule 13: is told once, however often it is said", () => {
    const life = pendingLife();
    life.run(query(paid("500.00")));
    for (const digest of ["a", "b", "c"]) {
      life.tell(weakCallback(paid("5.00"), digest));
      life.run(query(paid("500.00")));
    }
    expect(life.events()).toEqual(["payout.succeeded", "payout.review_required"]);
    expect(life.details()).toContain("5.00 and 500.00 INR reported, 500.00 ordered");
  });

  test("rule 13: is told as settled when the source that named it takes it back", () => {
    const life = pendingLife();
    life.tell(strongCallback(paid("500.00")));
    life.run(query(paid("5.00")));
    expect(life.exceptions()).toEqual(["underpaid"]);
    life.run(query(paid("500.00")));
    expect(life.exceptions()).toEqual([]);
    expect(life.events()).toEqual(["payout.succeeded", "payout.review_required", "payout.succeeded"]);
  });

  test("rule 13: changes its name and is told again when another one is said", () => {
    const life = pendingLife();
    life.run(query(paid("5.00")));
    life.run(query(paid("600.00")));
    expect(life.exceptions()).toEqual(["overpaid"]);
    expect(life.events()).toEqual(["payout.review_required", "payout.review_required"]);
  });

  test("rule 5: a currency in other letters agrees", () => {
    const life = pendingLife();
    life.run(query({ ...paid("500.00"), currency: life.payout().currency.toLowerCase() }));
    expect(life.payout().status).toBe("succeeded");
  });

  test.each([
    ["in another currency", { ...paid("500.00"), currency: "USD" }],
    ["that cannot be read", paid("5 hundred")],
    ["of an order of another amount", { ...paid("500.00"), orderedAmountText: "5.00" }],
  ])("rule 5: %s leads to review without an exception", (_, report) => {
    const life = pendingLife();
    life.run(query(report));
    expect(life.payout().status).toBe("review");
    expect(life.exceptions()).toEqual([]);
  });

  test("rule 5: of a payout that had been called failed leads to review", () => {
    const life = pendingLife();
    life.run(query({ status: "failed" }));
    life.run(query(paid("5.00")));
    expect(life.payout().status).toBe("review");
    expect(life.exceptions()).toEqual(["underpaid"]);
    expect(life.events()).toEqual(["payout.failed", "payout.review_required"]);
  });

  test("rule 5: a part that has gone out is no success and no failure, and one of a failed payout is looked at", () => {
    const part = { status: "partially_paid", amountText: "5.00" } as const;
    const life = pendingLife();
    life.tell(weakCallback(part));
    life.run(query(part));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 0 });
    life.run(query({ status: "failed" }));
    expect(life.payout().status).toBe("pending");
    life.run(query(paid("500.00")));
    expect(life.payout().status).toBe("succeeded");

    const dead = pendingLife();
    dead.run(query({ status: "failed" }));
    dead.run(query(part));
    expect(dead.payout().status).toBe("review");
    expect(dead.exceptions()).toEqual(["underpaid"]);
  });
});
