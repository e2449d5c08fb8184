/** Rule 20: money that had gone out comes back. */
import { describe, expect, test } from "vitest";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import { endOfPayout } from "../../../bff/core/retention.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { payoutLife } from "../support/payout-life.ts";
import { start } from "../support/records.ts";
import { day, hour, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "500.00" } as const;
const reversed = { status: "reversed" } as const;
const stillPaid = "the provider says at the end of the watch that it is paid: the reversal did not happen";

function pendingLife() {
  const life = payoutLife();
  life.tell({ kind: "accepted", providerOrderId: null });
  return life;
}

function paidLife() {
  const life = pendingLife();
  life.run(query(paid));
  return life;
}

const endOf = (life: ReturnType<typeof payoutLife>) =>
  endOfPayout({ payout: life.payout(), isUndelivered: false }, life.now() + 300 * day);

describe("rule 20: a payout that has succeeded", () => {
  test.each(["reversed", "failed", "canceled"] as const)(
    "rule 20: is queried about when a callback says %s, and is reversed when a query says so, too",
    (status) => {
      for (const callback of [weakCallback, strongCallback]) {
        const life = paidLife();
        life.tell(callback({ status }));
        expect(life.dueAt()).toBe(start);
        expect(life.exceptions()).toEqual([]);
        life.run(query({ status: "failed" }));
        expect(life.payout()).toMatchObject({ status: "succeeded", failure_code: null });
        expect(life.exceptions()).toEqual(["reversed"]);
        expect(life.events()).toEqual(["payout.succeeded", "payout.reversed"]);
        expect(life.dueAt()).toBe(null);
      }
    },
  );

  test("rule 20: is queried about again, on the schedule of doubt, while the provider goes on saying paid", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.run(query(paid));
    expect(Math.abs((life.dueAt() ?? 0) - start - 5 * second)).toBeLessThanOrEqual(5);
    life.rest(query(paid), start + hour);
    expect(life.exceptions()).toEqual([]);
    life.rest(query(reversed));
    expect(life.exceptions()).toEqual(["reversed"]);
  });

  describe("rule 13: while a query was under way that then says failed", () => {
    function overtaken() {
      const life = pendingLife();
      const queried = life.payout();
      life.tell(strongCallback(paid));
      expect(life.events()).toEqual(["payout.succeeded"]);
      life.run(query({ status: "failed" }), queried);
      return life;
    }

    test("rule 13: is not called reversed by that answer, and is queried about at once", () => {
      const life = overtaken();
      expect(life.exceptions()).toEqual([]);
      expect(life.events()).toEqual(["payout.succeeded"]);
      expect(life.dueAt()).toBe(life.now());
    });

    test("rule 13: stays as it is when the provider says paid from then on", () => {
      const life = overtaken();
      life.rest(query(paid));
      expect(life.payout().status).toBe("succeeded");
      expect(life.exceptions()).toEqual([]);
      expect(life.events()).toEqual(["payout.succeeded"]);
    });

    test("rule 20: is reversed when the next query says failed, too", () => {
      const life = overtaken();
      life.run(query({ status: "failed" }));
      expect(life.exceptions()).toEqual(["reversed"]);
      expect(life.events()).toEqual(["payout.succeeded", "payout.reversed"]);
    });
  });

  test("rule 14: stays as it is, quietly, when the provider says paid to the end of the watch", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.rest(query(paid));
    expect(life.payout()).toMatchObject({ status: "succeeded", reversal_unsettled: 0 });
    expect(life.events()).toEqual(["payout.succeeded"]);
    expect(life.details().at(-1)).toBe(stillPaid);
    expect(life.dueAt()).toBe(null);
    expect(life.now()).toBe(start + 7 * day);
  });

  test("rule 14: is shown to a person when the provider says nothing to the end of the watch", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.rest(null);
    expect(life.payout().status).toBe("succeeded");
    expect(life.events()).toEqual(["payout.succeeded", "payout.review_required"]);
    expect(life.payout().reversal_unsettled).toBe(1);
    expect(endOf(life)).toEqual({ kind: "kept", why: "in_doubt" });
  });

  test.each<readonly [string, PayoutFact]>([
    ["pending", query({ status: "pending" })],
    ["a part", query({ status: "partially_paid", amountText: "50.00" })],
    ["what is not documented", query({ status: "pending", undocumentedStatus: "77" })],
    ["no such payout", { kind: "not_found" }],
  ])(
    "rule 14: is shown to a person when the last answer of the watch is %s, and neither paid nor reversed",
    (_, answer) => {
      for (const earlier of [answer, query(paid)]) {
        const life = paidLife();
        life.tell(weakCallback(reversed));
        life.rest(earlier, life.payout().watch_until - 1);
        life.rest(answer);
        expect(life.payout()).toMatchObject({ status: "succeeded", reversal_unsettled: 1 });
        expect(life.exceptions()).toEqual([]);
        expect(life.events()).toEqual(["payout.succeeded", "payout.review_required"]);
        expect(life.details().at(-1)).toBe(
          "what a callback said could not be confirmed to the end of the watch",
        );
        life.run(answer);
        expect(life.payout().reversal_unsettled).toBe(1);
      }
    },
  );

  test("rule 11: stays in doubt after the watch when a callback names another amount, however strong", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.rest(null);
    life.tell(strongCallback({ ...paid, amountText: "600.00" }));
    expect(life.payout()).toMatchObject({ status: "succeeded", confirm_pending: 1, reversal_unsettled: 1 });
    life.rest(null);
    expect(life.payout()).toMatchObject({ confirm_pending: 0, reversal_unsettled: 1 });
  });

  test.each([
    ["succeeded", [], []],
    ["failed", ["reversed"], ["payout.reversed"]],
  ] as const)(
    "rule 20: is settled as %s by an operator after that silence, once",
    (outcome, exceptions, events) => {
      const life = paidLife();
      life.tell(weakCallback(reversed));
      life.rest(null);
      const before = [...life.events()];
      life.tell({ kind: "operator", outcome, noteSealed: "asked by phone" });
      expect(life.payout()).toMatchObject({ status: "succeeded", reversal_unsettled: 0 });
      expect(life.exceptions()).toEqual(exceptions);
      expect(life.events()).toEqual([...before, ...events]);
      expect(endOf(life).kind).toBe("ended");
      life.tell({ kind: "operator", outcome: "failed", noteSealed: "and again" });
      expect(life.exceptions()).toEqual(exceptions);
      expect(life.events()).toEqual([...before, ...events]);
    },
  );

  test.each([
    [paid, []],
    [reversed, ["reversed"]],
  ])("rule 20: is settled by the answer to a later query after that silence: %j", (said, exceptions) => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.rest(null);
    const lines = life.details().length;
    life.run(query(said));
    expect(life.payout()).toMatchObject({ status: "succeeded", reversal_unsettled: 0 });
    expect(life.exceptions()).toEqual(exceptions);
    expect(life.details().slice(lines)).toEqual([said === paid ? stillPaid : "reversed by the provider"]);
    expect(endOf(life).kind).toBe("ended");
  });

  test("rule 20: and whose account is missing is kept while the reversal waits for its query", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    expect(endOf(life)).toEqual({ kind: "kept", why: "in_doubt" });
  });

  test("rule 20: and was reversed is told as paid when a query says paid again", () => {
    const life = paidLife();
    life.run(query(reversed));
    life.run(query(paid));
    expect(life.exceptions()).toEqual([]);
    expect(life.events()).toEqual(["payout.succeeded", "payout.reversed", "payout.succeeded"]);
  });

  test("rule 11: and was reversed is in doubt again when it is reversed once more before a query confirms that it was paid", () => {
    const life = paidLife();
    life.tell(weakCallback(reversed));
    life.run(query({ status: "failed" }));
    life.tell(weakCallback(paid, "paid again"));
    life.tell(weakCallback(reversed, "reversed again"));
    life.run(query(paid));
    // The provider's books may be behind its own notice, so it is queried about again.
    expect(life.dueAt()).not.toBeNull();
    life.rest(query(reversed));
    expect(life.exceptions()).toEqual(["reversed"]);
  });

  test("rule 11: and was reversed is not paid again by a callback alone, however strong", () => {
    const life = paidLife();
    life.run(query(reversed));
    life.tell(strongCallback(paid));
    expect(life.exceptions()).toEqual(["reversed"]);
    life.run(query(reversed));
    expect(life.exceptions()).toEqual(["reversed"]);
    expect(life.events()).toEqual(["payout.succeeded", "payout.reversed"]);
  });
});

describe("rule 20: a payout that has not succeeded yet", () => {
  test("rule 20: fails when a query says reversed, also where a callback had asserted a success", () => {
    const life = pendingLife();
    life.tell(weakCallback(paid));
    life.run(query(reversed));
    expect(life.payout()).toMatchObject({ status: "failed", failure_code: "payout_reversed" });
    expect(life.events()).toEqual(["payout.failed"]);
    // The notice of the success that was taken back comes late.
    life.tell(weakCallback(paid, "late"));
    life.run(query(reversed));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
  });

  test("rule 13: fails as reversed when callbacks say paid and reversed, in whatever order, and a query says failed", () => {
    for (const said of [
      [paid, reversed],
      [reversed, paid],
    ]) {
      const life = pendingLife();
      for (const report of said) life.tell(weakCallback(report));
      life.run(query({ status: "failed" }));
      expect(life.payout()).toMatchObject({ status: "failed", failure_code: "payout_reversed" });
    }
  });

  test("rule 11: and has failed because the money came back is not paid by a late callback alone, however strong", () => {
    const life = pendingLife();
    life.run(query(reversed));
    expect(life.payout()).toMatchObject({ status: "failed", failure_code: "payout_reversed" });
    life.tell(strongCallback(paid));
    expect(life.payout().status).toBe("failed");
    expect(life.dueAt()).toBe(life.now());
    life.run(query({ status: "failed" }));
    expect(life.payout()).toMatchObject({ status: "failed", confirm_pending: 0 });
    expect(life.events()).toEqual(["payout.failed"]);
    life.tell(strongCallback(paid, "again"));
    life.run(query(paid));
    expect(life.payout().status).toBe("succeeded");
  });

  test("rule 11: and of which a reversal is asserted is not paid by a late callback alone, however strong", () => {
    const life = pendingLife();
    life.tell(strongCallback(reversed));
    life.tell(strongCallback(paid));
    expect(life.payout()).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(life.events()).toEqual([]);
    life.run(query({ status: "failed" }));
    expect(life.payout()).toMatchObject({ status: "failed", failure_code: "payout_reversed" });
    expect(life.events()).toEqual(["payout.failed"]);
  });

  test("rule 11: succeeds when a query says paid, and goes on being queried because of the reversal", () => {
    const life = pendingLife();
    life.tell(weakCallback(reversed));
    life.run(query(paid));
    expect(life.payout().status).toBe("succeeded");
    life.run(query(reversed));
    expect(life.exceptions()).toEqual(["reversed"]);
  });
});
