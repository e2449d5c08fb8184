/** Rules 13, 14, 16 and 17: what callbacks assert of a payout, and what settles it. */
import { describe, expect, test } from "vitest";
import { readTestimony } from "../../../bff/core/testimony.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { payoutLife } from "../support/payout-life.ts";
import { start } from "../support/records.ts";
import { day, hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "500.00" } as const;
const failed = { status: "failed" } as const;
const pending = { status: "pending" } as const;
const accepted = { kind: "accepted", providerOrderId: null } as const;
const noAnswer = { kind: "no_answer", reason: "timeout" } as const;
const refused = { kind: "refused", code: "no_funds", retryable: true } as const;
const notFound = { kind: "not_found" } as const;

function pendingLife() {
  const life = payoutLife();
  life.tell(accepted);
  return life;
}

describe("a callback that asserts success", () => {
  test("rule 16: is queried about at once, and counts when a query says the same", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(life.dueAt()).toBe(start);
    life.run(query(paid));
    expect(life.payout()).toMatchObject({ status: "succeeded", confirm_pending: 0 });
    expect(life.events()).toEqual(["payout.succeeded"]);
    expect(life.dueAt()).toBe(null);
  });

  test.each([
    ["nothing", null],
    ["still pending", query(pending)],
    ["a status outside the documentation", query({ ...pending, undocumentedStatus: "77" })],
  ] as const)(
    "rule 14: stands while the provider answers %s, and is queried on the schedule of doubt",
    (_, answer) => {
      const life = pendingLife();
      life.tell(weakCallback(paid));
      for (const wait of [5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, hour]) {
        life.run(answer);
        expect(Math.abs((life.dueAt() ?? 0) - life.now() - wait)).toBeLessThanOrEqual(wait / 1_000);
        life.pass(wait);
      }
      expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
    },
  );

  test("rule 14: is contradicted by a query that says failed: the payout does not fail, and ends in review", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    life.run(query(failed));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1, failure_code: null });
    expect(life.events()).toEqual([]);
    life.rest(query(failed), start + 95 * hour);
    expect(life.payout().status).toBe("pending");
    life.rest(query(failed));
    expect(life.payout()).toMatchObject({ status: "review", confirm_pending: 0 });
    expect(life.events()).toEqual(["payout.review_required"]);
  });

  test("rule 14: that was contradicted still counts when a query says paid", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    life.run(query(failed));
    life.run(query(paid));
    expect(life.events()).toEqual(["payout.succeeded"]);
  });

  test("rules 14 and 15: keeps a payout from failing because the provider does not know it, however long", () => {
    const life = payoutLife();
    life.tell(noAnswer, weakCallback(paid));
    life.rest(notFound, start + 95 * hour);
    expect(life.payout().status).toBe("unknown");
    life.rest(notFound);
    expect(life.payout().status).toBe("review");
    expect(life.events()).toEqual(["payout.review_required"]);
  });

  test("rules 14 and 15: keeps a payout from failing because its creation was refused", () => {
    const life = payoutLife();
    life.tell(weakCallback(paid), refused);
    expect(life.payout()).toMatchObject({ status: "unknown", failure_code: null });
    life.rest(query(paid));
    expect(life.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 13: of a payout that a query called failed leaves it failed, and is queried about to the end", () => {
    const life = pendingLife();
    life.run(query(failed));
    life.tell(weakCallback(paid));
    life.run(query(failed));
    life.rest(query(failed), start + 71 * hour);
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 1 });
    life.rest(query(failed));
    expect(life.payout().status).toBe("review");
    expect(life.events()).toEqual(["payout.failed", "payout.review_required"]);
  });

  test("rule 6: of a payout that a query called failed counts when a query says the same", () => {
    const life = pendingLife();
    life.run(query(failed));
    life.tell(weakCallback(paid));
    life.run(query(paid));
    expect(life.payout().status).toBe("succeeded");
    expect(life.events()).toEqual(["payout.failed", "payout.succeeded"]);
  });

  test("rule 14: late in the watch is queried about for a day", () => {
    const life = pendingLife();
    life.run(query(failed));
    life.pass(71 * hour);
    life.tell(weakCallback(paid));
    expect(life.payout().watch_until).toBe(start + 7 * day);
    life.pass(7 * day);
    life.tell(weakCallback({ ...paid, amountText: "600.00" }));
    expect(life.payout().watch_until).toBe(life.now() + day);
  });

  test("rule 15: does not say by which of its numbers the provider is to be queried", () => {
    const life = payoutLife();
    life.tell(noAnswer, weakCallback({ ...paid, providerOrderId: "777777" }));
    expect(life.payout().provider_order_id).toBe(null);
    life.run(query({ ...pending, providerOrderId: "P-9" }));
    expect(life.payout().provider_order_id).toBe("P-9");
  });

  test("rule 14: of which an older version kept no words may be an assertion of success, too", () => {
    const life = payoutLife({ status: "pending", confirm_pending: 1 });
    life.run(query(failed));
    expect(life.payout().status).toBe("pending");
    life.rest(null);
    expect(life.payout().status).toBe("review");
  });
});

describe("a callback that says pending", () => {
  test("rules 13 and 15: keeps a payout from failing by no such order, before the creation's failure and after it", () => {
    for (const facts of [
      [weakCallback(pending), noAnswer],
      [noAnswer, weakCallback(pending)],
    ]) {
      const life = payoutLife();
      life.tell(...facts);
      life.rest(notFound);
      expect(life.payout().status).toBe("review");
    }
  });
});

describe("a callback that asserts a failure", () => {
  test.each(["failed", "canceled"] as const)(
    "rule 16: (%s) counts when a query says failed or canceled",
    (status) => {
      const life = pendingLife();
      life.tell(weakCallback({ status }));
      expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
      life.run(query({ status: "canceled" }));
      expect(life.payout()).toMatchObject({
        status: "failed",
        failure_code: "payout_failed",
        confirm_pending: 0,
      });
      expect(life.events()).toEqual(["payout.failed"]);
    },
  );

  test("rule 16: gives way to a query that says paid", () => {
    const life = pendingLife();
    life.tell(weakCallback(failed));
    life.run(query(paid));
    expect(life.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 16: is dismissed by a query that says pending, by a status that is documented", () => {
    const life = pendingLife();
    life.tell(weakCallback(failed));
    life.run(query({ ...pending, undocumentedStatus: "77" }));
    expect(life.payout().confirm_pending).toBe(1);
    life.run(query(pending));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 0, testimony: null });
    expect(Math.abs((life.dueAt() ?? 0) - start - minute)).toBeLessThanOrEqual(minute / 1_000);
    expect(life.events()).toEqual([]);
  });

  test("rule 16: stands while the provider is silent, and the payout ends in review", () => {
    const life = pendingLife();
    life.tell(weakCallback(failed));
    life.rest(null);
    expect(life.events()).toEqual(["payout.review_required"]);
  });

  test("rule 13: weighs less than one that asserts success, whichever came first", () => {
    for (const said of [
      [paid, failed],
      [failed, paid],
    ]) {
      const life = pendingLife();
      for (const report of said) life.tell(weakCallback(report));
      life.run(query(failed));
      expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
      life.rest(query(failed));
      expect(life.payout().status).toBe("review");
    }
  });

  test("rule 13: with a strong signature does not count against a query that says paid in another amount", () => {
    const life = pendingLife();
    life.run(query({ ...paid, amountText: "50.00" }));
    expect(life.payout().status).toBe("review");
    life.tell(strongCallback(failed));
    expect(life.payout()).toMatchObject({ status: "review", confirm_pending: 1 });
  });

  test("rule 14: with a strong signature does not count against one that asserts success", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid), strongCallback(failed));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
  });
});

describe("the same callback again", () => {
  test("rule 17: is a repeat while its assertion is queried about, and after it counted", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    const lines = life.details().length;
    life.tell(weakCallback(paid));
    life.run(query(paid));
    life.tell(weakCallback(paid));
    expect(life.details().length).toBe(lines + 1);
    expect(life.payout().confirm_pending).toBe(0);
  });

  test("rule 17: is queried about anew when its assertion was dismissed", () => {
    const life = pendingLife();
    life.tell(weakCallback(failed));
    life.run(query(pending));
    life.pass(hour);
    life.tell(weakCallback(failed));
    expect(life.payout().confirm_pending).toBe(1);
    expect(life.dueAt()).toBe(life.now());
    life.run(query(failed));
    expect(life.events()).toEqual(["payout.failed"]);
  });

  test("rule 17: of a success is queried about anew when the payout was reversed since", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    life.run(query(paid));
    life.tell(weakCallback({ status: "reversed" }));
    life.run(query({ status: "reversed" }));
    expect(life.exceptions()).toEqual(["reversed"]);
    life.tell(weakCallback(paid));
    expect(life.payout().confirm_pending).toBe(1);
    life.run(query(paid));
    expect(life.exceptions()).toEqual([]);
    expect(life.events()).toEqual(["payout.succeeded", "payout.reversed", "payout.succeeded"]);
  });

  test("rule 17: that fails a payout is a repeat as long as it has failed", () => {
    const life = pendingLife();
    life.tell(weakCallback(failed));
    life.run(query(failed));
    life.tell(weakCallback(failed));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
    expect(readTestimony(life.payout()).callback).toBe(null);
  });
});
