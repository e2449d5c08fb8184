/** The answer to a query that began before a callback came. */
import { describe, expect, test } from "vitest";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { notFound, paid, query, weakCallback } from "../support/facts.ts";
import { apply, heldWith, paymentOf } from "../support/held.ts";

describe("rule 5: the answer to a query that began before the callback", () => {
  const answers: readonly PaymentFact[] = [
    query({ ...paid, status: "failed" }),
    query({ ...paid, status: "canceled" }),
    query({ ...paid, status: "reversed" }),
    query({ ...paid, status: "pending" }),
    notFound,
  ];

  test.each(answers)("rule 5: leaves the confirmation open, and its query due: %j", (answer) => {
    const before = heldWith({ status: "pending" });
    const { after } = apply(before, [weakCallback(paid)]);
    const { decision } = apply(after, [answer], { queried: paymentOf(before) });
    expect(decision).toMatchObject({ jobs: [], events: [], timeline: [] });
    expect(paymentOf(apply(after, [answer], { queried: paymentOf(before) }).after)).toEqual(paymentOf(after));
  });

  test("rule 5: counts all the same when it says paid", () => {
    const before = heldWith({ status: "pending" });
    const { after } = apply(before, [weakCallback(paid)]);
    const { after: end } = apply(after, [query(paid)], { queried: paymentOf(before) });
    expect(paymentOf(end)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
  });

  test("rule 8: counts all the same when it says that a part has come, and a callback that the order failed", () => {
    const before = heldWith({ status: "pending" });
    const { after } = apply(before, [weakCallback({ status: "failed" })]);
    const part = query({ status: "partially_paid", amountText: "50.00" });
    const { after: end } = apply(after, [part], { queried: paymentOf(before) });
    expect(paymentOf(end)).toMatchObject({ status: "partially_paid", received_minor: "5000" });
  });

  test("rule 16: dismisses an assertion of failure only when the query began after it", () => {
    const before = heldWith({ status: "pending" });
    const { after } = apply(before, [weakCallback({ status: "failed" })]);
    const pendingAnswer = query({ status: "pending" });
    const early = apply(after, [pendingAnswer], { queried: paymentOf(before) });
    expect(paymentOf(early.after).confirm_pending).toBe(1);
    const late = apply(after, [pendingAnswer], { queried: paymentOf(after) });
    expect(paymentOf(late.after)).toMatchObject({ status: "pending", confirm_pending: 0 });
  });
});
