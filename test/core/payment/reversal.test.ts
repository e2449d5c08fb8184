/** Rule 11: a reversal never credits anything, and only a query's answer settles it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { endSyncRun } from "../../../bff/core/payment/end-sync-run.ts";
import { endOfSession } from "../../../bff/core/retention.ts";
import { decisionOf, draftOf } from "../../../bff/core/session/draft.ts";
import { paid, query, strongCallback, weakCallback } from "../support/facts.ts";
import {
  apply,
  applyInTurn,
  commit,
  eventTypes,
  exceptionsIn,
  heldWith,
  jobsOf,
  paymentOf,
  toolsAt,
} from "../support/held.ts";
import { start } from "../support/records.ts";
import { day, minute } from "../support/times.ts";

const now = start + minute;
const reversal = weakCallback({ status: "reversed", amountText: "150.00" });
const succeeded = heldWith({ status: "succeeded", received_minor: "15000" });
const inDoubt = apply(succeeded, [reversal]);

describe("rule 11: a reversal of what was credited", () => {
  test("rule 11: is queried about at once and changes nothing meanwhile", () => {
    expect(paymentOf(inDoubt.after)).toMatchObject({ status: "succeeded", reversal_pending: 1 });
    expect(inDoubt.decision.timeline).toMatchObject([
      { detail: "reversal reported; the provider is queried" },
    ]);
    expect(jobsOf(inDoubt.decision, "sync_payment")).toMatchObject([{ runAt: now, step: 0 }]);
    expect(inDoubt.decision.events).toEqual([]);
  });

  test.each(["pending", "failed", "canceled", "reversed"] as const)(
    "rule 11: is settled by a query that says %s: one event, the status stays, and the session is no longer paid by it",
    (status) => {
      const { decision, after } = apply(inDoubt.after, [query({ status })]);
      expect(paymentOf(after)).toMatchObject({
        status: "succeeded",
        reversal_pending: 0,
        received_minor: "15000",
      });
      expect(exceptionsIn(after)).toEqual(["reversed"]);
      expect(eventTypes(decision)).toEqual(["payment.reversed"]);
      expect(decision.timeline).toMatchObject([{ from: "succeeded", to: "succeeded" }]);
      expect(decision).toMatchObject({ isVisible: true, jobs: [] });
      expect(after.session).toMatchObject({ status: "succeeded", paid_payment_id: null });
      const later = applyInTurn(after, [
        strongCallback({ status: "failed" }),
        query({ status }),
        reversal,
        query({ status }),
      ]);
      expect(later.decision.events).toEqual([]);
      expect(exceptionsIn(later.after)).toEqual(["reversed"]);
    },
  );

  test("rule 11: is settled by a query, also if a callback has asserted another amount meanwhile", () => {
    const asserted = apply(inDoubt.after, [weakCallback({ ...paid, amountText: "300.00" })]);
    const { decision, after } = apply(asserted.after, [query({ status: "failed" })]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", confirm_pending: 1, reversal_pending: 0 });
    expect(exceptionsIn(after)).toEqual(["reversed"]);
    expect(eventTypes(decision)).toEqual(["payment.reversed"]);
  });

  test.each(["pending", "failed", "canceled"] as const)(
    "rule 11: is not settled by a weak callback that says %s",
    (status) => {
      const { after } = apply(inDoubt.after, [weakCallback({ status })]);
      expect(paymentOf(after).reversal_pending).toBe(1);
      expect(exceptionsIn(after)).toEqual([]);
    },
  );

  test("rule 11: is settled neither by a status outside the documentation nor while the query still says paid", () => {
    for (const fact of [query({ undocumentedStatus: "77" }), query(paid)]) {
      const { after } = apply(inDoubt.after, [fact]);
      expect(paymentOf(after)).toMatchObject({ status: "succeeded", reversal_pending: 1 });
      expect(exceptionsIn(after)).toEqual([]);
    }
  });

  test("rule 11: is in doubt again when it is reported in other words, so that no late answer that says paid frees its money", () => {
    const reversed = apply(inDoubt.after, [query({ status: "failed" })]).after;
    const again = apply(reversed, [weakCallback({ status: "reversed" }, "other words")]).after;
    expect(exceptionsIn(again)).toEqual(["reversed"]);
    expect(paymentOf(apply(again, [query(paid)]).after).reversal_pending).toBe(1);
  });

  test("rule 11: is a new doubt when the payment was paid again in between", () => {
    const paidAgain = applyInTurn(inDoubt.after, [query({ status: "failed" }), query(paid)]).after;
    expect(exceptionsIn(paidAgain)).toEqual([]);
    const { after } = apply(paidAgain, [weakCallback({ status: "reversed" }, "second")]);
    expect(paymentOf(after).reversal_pending).toBe(1);
  });

  test("rule 11: is a new doubt while a query is to confirm that the payment was paid again", () => {
    const reversed = apply(inDoubt.after, [query({ status: "failed" })]).after;
    const paidAgain = apply(reversed, [weakCallback(paid, "paid again")]).after;
    expect(paymentOf(paidAgain)).toMatchObject({ confirm_pending: 1, reversal_pending: 0 });
    const reversedAgain = apply(paidAgain, [weakCallback({ status: "reversed" }, "reversed again")]).after;
    expect(paymentOf(reversedAgain)).toMatchObject({ confirm_pending: 1, reversal_pending: 1 });
    // The provider's books may be behind its own notice.
    const { after } = apply(reversedAgain, [query(paid)]);
    expect(paymentOf(after).reversal_pending).toBe(1);
  });

  test("rule 11: that is reported after the watch is watched for a day from then", () => {
    const at = start + 3 * day;
    expect(paymentOf(apply(succeeded, [reversal], { at }).after).watch_until).toBe(at + day);
  });
});

describe("rule 11: a reversal before the success", () => {
  const pending = heldWith({ status: "pending" });

  test("rule 11: leaves a success that a query reports for manual review", () => {
    const { decision, after } = applyInTurn(pending, [reversal, query(paid)]);
    expect(paymentOf(after).status).toBe("review");
    expect(eventTypes(decision)).toEqual(["payment.review_required"]);
    expect(after.session.paid_payment_id).toBe(null);
  });

  test("rule 11: leaves it for manual review where a query told of the reversal first, and says paid to the end", () => {
    const told = apply(pending, [query({ status: "reversed" })]).after;
    expect(paymentOf(told)).toMatchObject({ status: "pending", reversal_pending: 1 });
    const { decision, after } = applyInTurn(told, [
      query(paid),
      weakCallback(paid),
      query(paid),
      query(paid),
    ]);
    expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "15000" });
    expect(eventTypes(decision)).not.toContain("payment.succeeded");
  });

  test("rule 11: is forgotten once a query says that nothing is paid, and the success then counts", () => {
    const { after } = applyInTurn(pending, [reversal, query({ status: "pending" }), query(paid)]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", reversal_pending: 0 });
  });

  test.each(["failed", "canceled", "reversed"] as const)(
    "rule 11: stays pending where the query says %s, so that a late notice of the success does not count",
    (status) => {
      const { after } = applyInTurn(pending, [reversal, query({ status }), strongCallback(paid)]);
      expect(paymentOf(after)).toMatchObject({ status: "review", reversal_pending: 1 });
      const asked = apply(after, [query({ status })]);
      expect(exceptionsIn(asked.after)).toContain("reversed");
      expect(eventTypes(asked.decision)).toEqual(["payment.reversed"]);
    },
  );
});

test("rule 11: whatever order its history is told in, a reversed payment ends reversed, told once and never unpaid", () => {
  const history = [
    strongCallback(paid, "1"),
    weakCallback(paid, "2"),
    weakCallback({ status: "reversed" }, "3"),
    weakCallback({ status: "pending" }, "4"),
    reversal,
    query(paid),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(history), (facts) => {
      const doubted = apply(inDoubt.after, facts);
      expect(exceptionsIn(doubted.after)).toEqual([]);
      const { decision, after } = apply(doubted.after, [query({ status: "reversed" })]);
      expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(exceptionsIn(after)).toEqual(["reversed"]);
      expect([...eventTypes(doubted.decision), ...eventTypes(decision)]).toEqual(["payment.reversed"]);
    }),
    { numRuns: 300 },
  );
});

test("rule 11: no reversal credits a payment, in whatever state it is", () => {
  for (const status of paymentStatuses) {
    for (const fact of [reversal, query({ status: "reversed", amountText: "150.00" })]) {
      const { decision, after } = apply(heldWith({ status }), [fact]);
      expect(paymentOf(after)).toMatchObject({ status, received_minor: "0" });
      expect(decision.timeline.filter(({ from, to }) => from !== to)).toEqual([]);
    }
  }
});

describe("rule 11: a reversal of which the provider says nothing to the end of the watch", () => {
  const at = paymentOf(inDoubt.after).watch_until + day;
  const settle = (outcome: "succeeded" | "failed") =>
    ({ kind: "operator", outcome, noteSealed: "asked by phone" }) as const;
  const silent = () => {
    const tools = toolsAt(at);
    const run = { paymentId: "pay_1", step: 9, answer: "unanswered" } as const;
    return commit(inDoubt.after, decisionOf(endSyncRun(draftOf(inDoubt.after, null), run, tools)));
  };

  test("rule 11: stays in doubt, says so in the timeline, and keeps its session", () => {
    const left = silent();
    expect(paymentOf(left)).toMatchObject({ status: "succeeded", reversal_pending: 1 });
    expect(left.lastDetails.get("pay_1")).toBe("its watch is over, and nobody knows whether it was reversed");
    expect(endOfSession({ ...left, isUndelivered: false }, at + 300 * day)).toEqual({
      kind: "kept",
      why: "in_doubt",
    });
  });

  test.each([
    ["succeeded", [], [], "by hand: it was not reversed"],
    ["failed", ["reversed"], ["payment.reversed"], "by hand: it was reversed"],
  ] as const)("rule 11: is settled by an operator as %s, once", (outcome, exceptions, events, detail) => {
    const { decision, after, changed } = apply(silent(), [settle(outcome)], { at });
    expect(paymentOf(after)).toMatchObject({
      status: "succeeded",
      reversal_pending: 0,
      received_minor: "15000",
    });
    expect(exceptionsIn(after)).toEqual(exceptions);
    expect(eventTypes(decision)).toEqual(events);
    expect(decision.timeline).toMatchObject([{ detail, noteSealed: "asked by phone" }]);
    expect(changed).toBe(true);
    expect(endOfSession({ ...after, isUndelivered: false }, at + 300 * day).kind).toBe("ended");
    const again = apply(after, [settle(outcome === "failed" ? "succeeded" : "failed")], { at });
    expect(again.changed).toBe(false);
    expect(exceptionsIn(again.after)).toEqual(exceptions);
  });

  test("rule 11: is settled by an operator also where an earlier build had kept it of a payment that was reversed", () => {
    const kept = { status: "succeeded", reversal_pending: 1, exceptions: '["reversed"]' } as const;
    const { after, changed, decision } = apply(heldWith(kept), [settle("failed")], { at });
    expect(changed).toBe(true);
    expect(paymentOf(after).reversal_pending).toBe(0);
    expect(decision.events).toEqual([]);
  });

  test("rule 11: of one in review is settled with it", () => {
    const review = apply(heldWith({ status: "pending" }), [reversal, query(paid)]).after;
    expect(paymentOf(review)).toMatchObject({ status: "review", reversal_pending: 1 });
    const during = apply(review, [settle("succeeded")]).after;
    expect(paymentOf(during)).toMatchObject({ status: "succeeded", reversal_pending: 1 });
    const { after } = apply(review, [settle("succeeded")], { at: at + 30 * day });
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", reversal_pending: 0 });
  });

  test("rule 11: of what never counted as paid keeps its session no longer than its watch", () => {
    const expired = apply(heldWith({ status: "expired" }, { status: "expired" }), [
      reversal,
      query({ status: "failed" }),
    ]).after;
    expect(paymentOf(expired)).toMatchObject({ status: "expired", reversal_pending: 1 });
    const held = { ...expired, isUndelivered: false };
    expect(endOfSession(held, paymentOf(expired).watch_until - 1)).toEqual({ kind: "kept", why: "watched" });
    expect(endOfSession(held, paymentOf(expired).watch_until).kind).toBe("ended");
  });
});
