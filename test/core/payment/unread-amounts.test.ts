/** Rule 21: an operator who was shown nothing, because an amount could not be compared, settles the payment as failed. */
import { expect, test } from "vitest";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import {
  apply,
  applyInTurn,
  eventTypes,
  exceptionsIn,
  heldWith,
  jobsOf,
  paymentOf,
} from "../support/held.ts";

const pending = heldWith({ status: "pending" });
const settled = { kind: "operator", outcome: "failed", noteSealed: "looked" } as const;
const unread = [
  ["cannot be read", { amountText: "150.005" }],
  ["is of another currency", { amountText: "150.00", currency: "USD" }],
  ["is for an order that cannot be read", { amountText: "150.00", orderedAmountText: "abc" }],
] as const;
const callbacks = { strong: strongCallback, weak: weakCallback };
const cases = unread.flatMap(([name, said]) =>
  (["strong", "weak"] as const).map((signed) => [signed, name, said] as const),
);

function settledAfter(signed: "strong" | "weak", said: (typeof unread)[number][1]) {
  const answer = query({ status: "succeeded", amountText: "150.00" });
  const review = applyInTurn(pending, [callbacks[signed]({ status: "succeeded", ...said }), answer]).after;
  expect(paymentOf(review)).toMatchObject({ status: "review", received_minor: "0" });
  return apply(review, [settled], { cause: "operator" }).after;
}

test.each(cases)(
  "rule 21: after a %sly signed callback whose amount %s, the provider's answers alone change nothing",
  (signed, _, said) => {
    const failed = settledAfter(signed, said);
    const answer = query({ status: "succeeded", amountText: "150.00" });
    const { after, decision } = applyInTurn(failed, [answer, answer]);
    expect(paymentOf(after).status).toBe("failed");
    expect(eventTypes(decision)).toEqual([]);
  },
);

test.each(cases)(
  "rule 21: after a %sly signed callback whose amount %s, a right callback is news that a query confirms",
  (signed, _, said) => {
    const failed = settledAfter(signed, said);
    const right = callbacks[signed]({ status: "succeeded", amountText: "150.00" });
    const claimed = apply(failed, [right]);
    expect(paymentOf(claimed.after)).toMatchObject({ status: "failed", confirm_pending: 1 });
    expect(jobsOf(claimed.decision, "sync_payment")).toHaveLength(1);
    const { after, decision } = apply(claimed.after, [query({ status: "succeeded", amountText: "150.00" })]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(exceptionsIn(after)).toEqual(["paid_late"]);
    expect(eventTypes(decision)).toContain("payment.succeeded");
  },
);

test.each([
  ["a smaller one", { amountText: "10.00" }],
  ["one that cannot be read", { amountText: "abc" }],
  ["one in another currency", { amountText: "150.00", currency: "USD" }],
])(
  "rule 11: while a reversal is in doubt, a query that names %s changes nothing that is shown",
  (_, said) => {
    const success = query({ status: "succeeded", amountText: "150.00" });
    const paid = applyInTurn(pending, [success, weakCallback({ status: "reversed" })]).after;
    const { after, decision } = apply(paid, [query({ status: "succeeded", ...said })]);
    expect(paymentOf(after)).toMatchObject({
      status: "succeeded",
      received_minor: "15000",
      reversal_pending: 1,
    });
    expect(exceptionsIn(after)).toEqual([]);
    expect(eventTypes(decision)).toEqual([]);
  },
);
