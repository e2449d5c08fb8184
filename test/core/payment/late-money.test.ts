/**
 * Rule 8: what late money and second money mean for the session, and that a repeat of recorded money does nothing.
 */
import { describe, expect, test } from "vitest";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { abandoned, paid, query, weakCallback } from "../support/facts.ts";
import { apply, eventTypes, exceptionsIn, heldWith, jobsOf, paymentOf } from "../support/held.ts";
import { start } from "../support/records.ts";
import { day, second } from "../support/times.ts";
import { tell, ways } from "../support/ways.ts";

const two = heldWith([{ status: "canceled" }, { status: "pending" }]);
const less = { ...paid, amountText: "149.00" } as const;

const about = (paymentId: string, fact: Parameters<typeof query>[0]): PaymentFact =>
  query({ orderNo: `order-no-${paymentId}`, ...fact });

function pay(held: HeldSession, paymentId: string, report: Parameters<typeof query>[0] = paid) {
  return apply(held, [about(paymentId, report)], { paymentId });
}

describe("rule 8: a second success", () => {
  test.each(ways)(
    "rule 8: by $title is a duplicate instead of a success, whichever of the two comes first",
    (way) => {
      for (const [first, second, exceptions] of [
        ["pay_2", "pay_1", ["paid_late", "duplicate_paid"]],
        ["pay_1", "pay_2", ["duplicate_paid"]],
      ] as const) {
        const one = tell(two, way, { says: paid }, { paymentId: first });
        const other = tell(one.after, way, { says: paid }, { paymentId: second });
        expect(exceptionsIn(other.after, second)).toEqual(exceptions);
        expect(other.after.session.paid_payment_id).toBe(first);
        expect(other.decisions.flatMap(eventTypes)).toEqual(["payment.duplicate"]);
        const [event] = other.decisions.flatMap((decision) => decision.events);
        expect(event?.payment).toEqual(paymentOf(other.after, second));
        expect(event?.session.status).toBe("succeeded");
      }
    },
  );

  test("rule 8: of another amount needs manual review first, and is a duplicate once it is exact", () => {
    const paidOnce = pay(two, "pay_2").after;
    const review = pay(paidOnce, "pay_1", less);
    expect(exceptionsIn(review.after, "pay_1")).toEqual(["underpaid", "paid_late"]);
    expect(review.after.session).toMatchObject({ status: "succeeded", open_payment_id: "pay_1" });
    const exact = pay(review.after, "pay_1");
    expect(exceptionsIn(exact.after, "pay_1")).toEqual(["paid_late", "duplicate_paid"]);
    expect(eventTypes(exact.decision)).toEqual(["payment.duplicate"]);
  });

  test("rule 8: pays the session and is no duplicate once the first was reversed; the session's end is no news", () => {
    const first = pay(two, "pay_2").after;
    const reversed = pay(first, "pay_2", { status: "reversed" });
    expect(reversed.after.session.paid_payment_id).toBe(null);
    const next = pay(reversed.after, "pay_1");
    expect(exceptionsIn(next.after, "pay_1")).toEqual(["paid_late"]);
    expect(next.after.session.paid_payment_id).toBe("pay_1");
    expect(eventTypes(next.decision)).toEqual(["payment.succeeded"]);
  });

  test("rule 8: is a duplicate also of a payment that was reversed in review and then paid exactly", () => {
    const reviewed = pay(two, "pay_2", less).after;
    const reversed = pay(reviewed, "pay_2", { status: "reversed" }).after;
    expect(exceptionsIn(reversed, "pay_2")).toEqual(["underpaid", "reversed"]);
    const first = pay(reversed, "pay_2").after;
    expect(exceptionsIn(first, "pay_2")).toEqual([]);
    expect(first.session.paid_payment_id).toBe("pay_2");
    expect(exceptionsIn(pay(first, "pay_1").after, "pay_1")).toEqual(["paid_late", "duplicate_paid"]);
  });
});

describe("rule 8: a first success that was reversed", () => {
  test("rules 8 and 20: comes back as a duplicate of the one that has paid the session meanwhile", () => {
    const reversed = pay(pay(two, "pay_2").after, "pay_2", { status: "reversed" }).after;
    const { after } = pay(reversed, "pay_1");
    const more = pay(after, "pay_2", { ...paid, amountText: "200.00" });
    expect(exceptionsIn(more.after, "pay_2")).toEqual(["overpaid", "duplicate_paid"]);
    expect(eventTypes(more.decision)).toEqual(["payment.duplicate"]);
    expect(more.after.session.paid_payment_id).toBe("pay_1");
  });
});

describe("rule 8: a duplicate that was reversed", () => {
  test("rules 8 and 20: does not pay the session when it comes back, so that the first success is no duplicate then", () => {
    const reversal = { status: "reversed" } as const;
    const both = pay(pay(two, "pay_2").after, "pay_1").after;
    const none = pay(pay(both, "pay_1", reversal).after, "pay_2", reversal).after;
    expect(exceptionsIn(none, "pay_1")).toEqual(["paid_late", "duplicate_paid", "reversed"]);
    const duplicate = pay(none, "pay_1");
    expect(exceptionsIn(duplicate.after, "pay_1")).toEqual(["paid_late", "duplicate_paid"]);
    expect(duplicate.after.session).toMatchObject({ status: "succeeded", paid_payment_id: null });
    const first = pay(duplicate.after, "pay_2");
    expect(exceptionsIn(first.after, "pay_2")).toEqual([]);
    expect(first.after.session.paid_payment_id).toBe("pay_2");
    expect(eventTypes(first.decision)).toEqual(["payment.updated"]);
  });
});

describe("rule 8: late money that needs manual review", () => {
  const canceled = heldWith({ status: "canceled" });

  test("rule 8: is the session's open payment, so that nothing else is started beside it", () => {
    const { decision, after } = pay(canceled, "pay_1", less);
    expect(after.session).toMatchObject({ status: "processing", open_payment_id: "pay_1" });
    expect(eventTypes(decision)).toEqual(["payment.review_required"]);
  });

  test("rule 8: leaves another open payment the session's, and takes its place when that one ends", () => {
    const beside = pay(two, "pay_1", less).after;
    expect(beside.session.open_payment_id).toBe("pay_2");
    const older = pay(heldWith([{ status: "review" }, { status: "canceled" }]), "pay_2", less).after;
    expect(older.session.open_payment_id).toBe("pay_1");
    const alone = apply(beside, [abandoned], { paymentId: "pay_2" }).after;
    expect(alone.session).toMatchObject({ status: "processing", open_payment_id: "pay_1" });
  });

  test.each(["expired", "canceled"] as const)(
    "rule 8: does not make the end of a session that was %s news again",
    (end) => {
      const session = { status: end, announced: `session.${end}` } as const;
      const { after } = pay(heldWith({ status: "expired" }, session), "pay_1", less);
      const failed = apply(after, [{ kind: "operator", outcome: "failed", noteSealed: "sent back" }], {
        at: start + 2 * day,
      });
      expect(failed.after.session.status).toBe(end);
      expect(eventTypes(failed.decision)).toEqual(["payment.failed"]);
    },
  );

  test("rule 8: that becomes exact makes an ended session succeeded, with that event", () => {
    const session = { status: "expired", announced: "session.expired" } as const;
    const { decision, after } = pay(heldWith({ status: "expired" }, session), "pay_1");
    expect(after.session).toMatchObject({
      status: "succeeded",
      announced: "session.expired session.succeeded",
    });
    expect(eventTypes(decision)).toEqual(["payment.succeeded", "session.succeeded"]);
  });
});

describe("rule 8: money that is on record", () => {
  const expired = heldWith({ status: "expired", received_minor: "5000", exceptions: '["partially_paid"]' });
  const settled = heldWith({ status: "failed", received_minor: "14900", failure_code: "resolved_as_failed" });

  test.each([
    ["the part that expired", expired, { status: "partially_paid", amountText: "50.00" }],
    ["a smaller part than expired", expired, { status: "partially_paid", amountText: "40.00" }],
    ["what an operator settled as failed", settled, less],
    ["another currency than ours, settled as failed", settled, { ...paid, currency: "USD" }],
  ] as const)("rule 8: does not open the payment again when it is reported again: %s", (_, held, report) => {
    const { decision, after, changed } = pay(held, "pay_1", report);
    expect(changed).toBe(false);
    expect(paymentOf(after)).toMatchObject({ status: paymentOf(held).status });
    expect(decision).toMatchObject({ timeline: [], events: [], jobs: [] });
  });

  test.each([
    [
      "a larger part",
      expired,
      { status: "partially_paid", amountText: "70.00" },
      ["partially_paid", "underpaid", "paid_late"],
    ],
    ["a payment of less", expired, less, ["partially_paid", "underpaid", "paid_late"]],
    ["a payment of more", settled, { ...paid, amountText: "151.00" }, ["overpaid", "paid_late"]],
  ] as const)("rule 8: and is now more, %s, needs manual review", (_, held, report, exceptions) => {
    const { decision, after } = pay(held, "pay_1", report);
    expect(paymentOf(after).status).toBe("review");
    expect(exceptionsIn(after)).toEqual(exceptions);
    expect(eventTypes(decision)).toEqual(["payment.review_required"]);
  });

  test("rule 8: does not exist while nothing was received: a part of unknown size needs manual review", () => {
    const { after } = pay(heldWith({ status: "expired" }), "pay_1", { status: "partially_paid" });
    expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "0" });
  });

  test.each([expired, settled])("rule 8: and is now complete, succeeds as late", (held) => {
    const { after } = pay(held, "pay_1");
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(exceptionsIn(after)).toEqual(["paid_late"]);
  });

  test("rule 8: in another currency opens what was settled as failed once a callback has named more since, and once", () => {
    const dollars = { ...paid, currency: "USD" } as const;
    const asserted = apply(settled, [weakCallback(dollars)]).after;
    const review = apply(asserted, [query({ status: "succeeded" })]).after;
    expect(paymentOf(review).status).toBe("review");
    const again = apply(review, [{ kind: "operator", outcome: "failed", noteSealed: "sent back" }]).after;
    expect(apply(again, [query({ status: "succeeded" })]).changed).toBe(false);
  });
});

test("a session whose only payment has ended is free for another one, and expires at its own time", () => {
  const { decision, after } = apply(heldWith({ status: "pending" }), [abandoned]);
  expect(after.session).toMatchObject({ status: "requires_payment_method", open_payment_id: null });
  expect(eventTypes(decision)).toEqual(["payment.canceled"]);
  expect(jobsOf(decision, "expire_session")).toMatchObject([
    { subjectId: "cs_1", runAt: start + day + second, keepEarlier: true },
  ]);
});

test("a session whose time is over ends with the payment that held it open", () => {
  const { decision, after } = apply(heldWith({ status: "pending" }), [abandoned], { at: start + day });
  expect(after.session).toMatchObject({ status: "expired", announced: "session.expired" });
  expect(eventTypes(decision)).toEqual(["payment.canceled", "session.expired"]);
  expect(decision.events[1]).toMatchObject({
    payment: null,
    session: { status: "expired" },
    payments: [{ status: "canceled" }],
  });
});
