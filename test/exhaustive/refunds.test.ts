/** Refunds of one payment: all orders of what the merchant, the customer, the providers and the jobs do, crashes included. */
import { expect, test } from "vitest";
import { withRefundChanges } from "../../bff/core/refund/change-refund.ts";
import { objectionToClaim, objectionToRefund } from "../../bff/core/refund/decide-refund.ts";
import { sayFinding } from "./world/findings.ts";
import { searchOrders } from "./world/refund-orders.ts";
import { rightly } from "./world/refund-plans.ts";
import { type RefundSearch, searchRefunds } from "./world/refund-search.ts";

/** `npm run test:exhaustive` says how many facts; five take too long, because two at once are many more. */
const wanted = Number(process.env.EXHAUSTIVE_FACTS ?? 0);
const longest = wanted === 0 ? 3 : Math.min(wanted, 4);

test(`up to ${longest} facts, in every order and any two of them at once, never give back more than was received`, {
  timeout: 900_000,
}, () => {
  const { found, states, decisions } = searchRefunds({ longest });
  console.log(`refunds: ${states} states, ${decisions} decisions`);
  expect(found.map(sayFinding)).toEqual([]);
});

test(`rule 13: up to ${longest} words of callbacks and queries about two refunds end the same in every order`, {
  timeout: 900_000,
}, () => {
  const { lists, orders, found } = searchOrders(longest);
  console.log(`refunds: ${lists} lists of words, ${orders} orders`);
  expect(found).toEqual([]);
});

test("rule 13: the search finds it when a callback is not heard once a refund has failed", () => {
  const { found } = searchOrders(2, {
    follow: (draft, change) => (change.refund.status === "failed" ? null : rightly.follow(draft, change)),
  });
  expect(found).not.toEqual([]);
});

/** Decisions that are wrong in one thing each: the search must find the facts that show it. */
const mistakes: Readonly<Record<string, Omit<RefundSearch, "longest"> & { readonly rule: string }>> = {
  "the sum forgets refunds of which nobody knows what became": {
    mistakes: {
      mayRefund: (payment, minor) =>
        objectionToRefund(
          { ...payment, refunds: payment.refunds.replaceAll('"unknown"', '"failed"') },
          minor,
        ),
    },
    rule: "never more",
  },
  "the expiry frees a claim that was made": {
    mistakes: {
      expire: (draft, refund, now) => rightly.expire(draft, { ...refund, status: "awaiting_claim" }, now),
    },
    rule: "14",
  },
  "the late success of a failed payout is not told": {
    mistakes: {
      follow: (draft, change) => (change.refund.status === "failed" ? null : rightly.follow(draft, change)),
    },
    rule: "told",
  },
  "a success is told twice": {
    mistakes: {
      follow(draft, { refund, ...change }) {
        const followed = rightly.follow(draft, { refund, ...change });
        if (followed === null || change.payout.status !== "succeeded") return followed;
        const changes = { status: "succeeded" } as const;
        return withRefundChanges(followed, { ...change, refund: { ...refund, status: "pending" }, changes });
      },
    },
    rule: "told",
  },
  "a claim does not look at the payment again": {
    mistakes: { mayClaim: (_draft, refund, now) => objectionToClaim(refund, now) },
    rule: "never more",
  },
  "an approval does not look at the payment again": {
    mistakes: { maySend: () => null },
    rule: "never more",
  },
  "a callback that says that a failed payout was paid after all is forgotten until it is confirmed": {
    mistakes: {
      follow: (draft, change) =>
        rightly.follow(draft, {
          ...change,
          payout: { ...change.payout, confirm_pending: 0, testimony: null },
        }),
    },
    rule: "14",
  },
  "two that were decided on at once are both written": { isGated: false, rule: "never more" },
};

test.each(Object.entries(mistakes))("the search finds it when %s", (_, { rule, ...search }) => {
  const isEnough: RefundSearch["isEnough"] = (found) => found.some((one) => one.rule === rule);
  const { found } = searchRefunds({ ...search, longest, isEnough });
  expect(found.some((one) => one.rule === rule)).toBe(true);
});
