/** Rule 21: what an operator settled stays settled, until more money than that person knew of is reported. */
import { describe, expect, test } from "vitest";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, weakCallback } from "../support/facts.ts";
import { payoutLife } from "../support/payout-life.ts";

const paid = (amountText: string | null): Partial<OrderReport> => ({ status: "succeeded", amountText });
const settle = (outcome: "succeeded" | "failed") =>
  ({ kind: "operator", outcome, noteSealed: "looked" }) as const;

function lifeInReview(said: Partial<OrderReport>, answer: Partial<OrderReport>) {
  const life = payoutLife({ status: "pending" });
  life.tell(weakCallback(said));
  life.run(query(answer));
  if (life.payout().status !== "review") life.rest(query(answer));
  expect(life.payout().status).toBe("review");
  return life;
}

describe("rule 21: a payout that an operator settled as failed", () => {
  test("rule 21: is told as failed, with that reason, and is no longer in doubt", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(settle("failed"));
    expect(life.payout()).toMatchObject({
      status: "failed",
      failure_code: "resolved_as_failed",
      confirm_pending: 0,
    });
    expect(life.events()).toEqual(["payout.review_required", "payout.failed"]);
    expect(life.details()).toContain("looked");
  });

  test.each([paid("5.00"), paid("4.00")])(
    "rule 21: stays failed when that much is said again: %j",
    (report) => {
      const life = lifeInReview(paid("5.00"), paid("5.00"));
      life.tell(settle("failed"));
      const told = life.events().length;
      life.run(query(report));
      life.tell(weakCallback(report, "again"));
      expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
      expect(life.events().length).toBe(told);
    },
  );

  test.each(["50.00", "500.00"])(
    "rule 21: is opened again by a callback that names %s where it had named less, and the queries name no amount",
    (amountText) => {
      const life = lifeInReview(paid("5.00"), paid(null));
      life.tell(settle("failed"));
      life.run(query(paid(null)));
      life.tell(weakCallback(paid("5.00"), "again"));
      expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
      expect(life.details().at(-1)).toBe("success reported (5.00 INR): recorded, nothing changed");
      life.tell(weakCallback(paid(amountText), "more"));
      life.run(query(paid(null)));
      expect(life.payout().status).toBe(amountText === "500.00" ? "succeeded" : "review");
    },
  );

  test("rule 21: stays failed when a success without an amount is asserted again that the operator knew of", () => {
    const life = lifeInReview(paid(null), { status: "failed" });
    life.tell(settle("failed"));
    life.tell(weakCallback(paid(null), "again"));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
    life.run(query({ status: "failed" }));
    expect(life.payout().status).toBe("failed");
  });

  test.each(["before", "after"])(
    "rule 21: is opened again by a query that says paid and denied it %s the operator settled it",
    (denied) => {
      const answer = denied === "before" ? ({ status: "failed" } as const) : paid("5.00");
      const life = lifeInReview(paid("5.00"), answer);
      life.tell(settle("failed"));
      if (denied === "after") life.run(query({ status: "failed" }));
      life.run(query({ status: "pending" }));
      expect(life.payout().status).toBe("failed");
      life.run(query(paid("5.00")));
      expect(life.payout().status).toBe("review");
      life.tell(settle("failed"));
      life.run(query(paid("5.00")));
      expect(life.payout().status).toBe("failed");
    },
  );

  test("rule 21: is opened again when the whole is reported to have gone out, and the operator knew of a part", () => {
    const life = payoutLife({ status: "review" });
    life.run(query({ status: "partially_paid" }));
    life.tell(settle("failed"));
    life.run(query({ status: "partially_paid" }));
    expect(life.payout().status).toBe("failed");
    life.run(query(paid(null)));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 21: is opened again by the whole, where only a part had been told by the name of the whole", () => {
    const life = payoutLife({ status: "review" });
    const named = { status: "partially_paid", amountText: "500.00" } as const;
    life.run(query(named));
    life.tell(settle("failed"));
    life.run(query(named));
    expect(life.payout().status).toBe("failed");
    life.run(query(paid("500.00")));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 21: is opened again when its money came back and goes out again", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(settle("failed"));
    life.run(query({ status: "reversed" }));
    life.run(query(paid("5.00")));
    expect(life.payout().status).toBe("review");
  });

  test("rule 21: is opened again by a query that confirms what only a callback had said", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(weakCallback(paid(null)));
    life.tell(settle("failed"));
    life.run(query(paid("5.00")));
    expect(life.payout().status).toBe("failed");
    life.run(query(paid(null)));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 21: is queried when the provider insists on a claim that nobody had confirmed, and stays failed till then", () => {
    const life = payoutLife({ status: "pending" });
    life.tell(weakCallback(paid(null)));
    life.rest(null, life.payout().watch_until + 25 * 3_600_000);
    expect(life.payout().status).toBe("review");
    life.tell(settle("failed"));
    life.tell(weakCallback(paid(null)));
    life.tell(weakCallback(paid(null), "again"));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
    expect(life.dueAt()).toBe(life.now());
    life.run(query({ status: "failed" }));
    life.pass(3_600_000);
    life.tell(weakCallback(paid(null)));
    expect(life.payout().status).toBe("failed");
    expect(life.dueAt()).toBe(life.now());
    life.run(query(paid(null)));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 21: is opened again by more money, and can be settled again", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(settle("failed"));
    life.tell(weakCallback(paid("6.00")));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 1 });
    life.run(query(paid("6.00")));
    expect(life.payout().status).toBe("review");
    life.tell(settle("failed"));
    life.run(query(paid("6.00")));
    expect(life.payout().status).toBe("failed");
  });

  test("rule 21: is opened by a success when nobody had spoken of one", () => {
    const life = payoutLife();
    life.tell({ kind: "accepted", providerOrderId: null });
    life.rest(null, life.payout().watch_until + 25 * 3_600_000);
    expect(life.payout().status).toBe("review");
    life.tell(settle("failed"));
    life.run(query(paid(null)));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 21: is opened by a callback and its query where a callback had said that the money came back", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(weakCallback({ status: "reversed" }));
    life.run(query(paid("5.00")));
    life.tell(settle("failed"));
    expect(life.payout().status).toBe("failed");
    life.tell(weakCallback(paid("5.00"), "again"));
    life.run(query(paid("5.00")));
    expect(life.payout().status).toBe("review");
  });
});

describe("rule 21: a payout that an operator settled as paid", () => {
  test("rule 21: is told as paid, and keeps what disagreed", () => {
    const life = lifeInReview(paid("5.00"), paid("5.00"));
    life.tell(settle("succeeded"));
    expect(life.payout().status).toBe("succeeded");
    expect(life.exceptions()).toEqual(["underpaid"]);
    life.tell(weakCallback(paid("5.00"), "again"));
    life.run(query(paid("5.00")));
    expect(life.events()).toEqual(["payout.review_required", "payout.succeeded"]);
  });

  test("rule 21: is not reversed because the provider says failed as before, but because a callback says reversed", () => {
    const life = lifeInReview(paid("500.00"), { status: "failed" });
    life.tell(settle("succeeded"));
    life.run(query({ status: "failed" }));
    expect(life.exceptions()).toEqual([]);
    life.tell(weakCallback({ status: "reversed" }));
    life.run(query({ status: "failed" }));
    expect(life.exceptions()).toEqual(["reversed"]);
  });
});
