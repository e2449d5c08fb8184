/** Rule 21: what an operator settled as failed stays so, until more money than that person knew of is reported. */

import { describe, expect, test } from "vitest";
import { say } from "../../../bff/core/details.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { apply, eventTypes, heldWith, paymentOf } from "../support/held.ts";
import { start } from "../support/records.ts";
import { day } from "../support/times.ts";

const settle = { kind: "operator", outcome: "failed", noteSealed: "sent back" } as const;
const part = { status: "partially_paid", amountText: "20.50" } as const;
const unnamedPart = { status: "partially_paid" } as const;
const untold = { status: "succeeded", amountUntold: true } as const;

/** In review with that on record, and settled as failed. */
function settledAfter(...reports: readonly Partial<OrderReport>[]) {
  const said = reports.map((report) => query(report));
  const review = apply(heldWith({ status: "review" }), said).after;
  expect(paymentOf(review).status).toBe("review");
  const settled = apply(review, [settle]).after;
  expect(paymentOf(settled).status).toBe("failed");
  return settled;
}

describe("rule 21: a payment that an operator settled as failed, who knew of a part", () => {
  test("rule 21: is in doubt again when a query says paid and nobody says how much", () => {
    const { after } = apply(settledAfter(part), [query(untold)]);
    expect(paymentOf(after)).toMatchObject({ status: "failed", confirm_pending: 1 });
    const unnamedBefore = apply(settledAfter(unnamedPart), [query(untold)]).after;
    expect(paymentOf(unnamedBefore)).toMatchObject({ status: "failed", confirm_pending: 1 });
  });

  test("rule 21: needs manual review when nobody has said how much to the end of the watch", () => {
    const doubted = apply(settledAfter(part), [query(untold)]).after;
    const over = { kind: "time_over", detail: say("watch_over", {}) } as const;
    const { after, decision } = apply(doubted, [over], { at: start + 30 * day });
    expect(paymentOf(after).status).toBe("review");
    expect(eventTypes(decision)).toEqual(["payment.review_required"]);
  });

  test("rule 21: succeeds when a callback then names the whole", () => {
    const doubted = apply(settledAfter(part), [query(untold)]).after;
    const told = apply(doubted, [weakCallback({ status: "succeeded", amountText: "150.00" }), query(untold)]);
    expect(paymentOf(told.after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
  });

  test("rule 21: is queried about when a callback says paid without an amount", () => {
    const { after } = apply(settledAfter(part), [weakCallback({ status: "succeeded" })]);
    expect(paymentOf(after)).toMatchObject({ status: "failed", confirm_pending: 1 });
  });

  test("rule 21: needs manual review when a query names what was ordered, though it calls that a part", () => {
    const { after } = apply(settledAfter(part), [query({ ...part, amountText: "150.00" })]);
    expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "15000" });
  });

  test.each([part, unnamedPart])("rule 21: stays failed when a part is reported again: %j", (report) => {
    const said = [query(report), strongCallback(report), weakCallback(report)];
    for (const fact of said) expect(apply(settledAfter(part), [fact]).changed).toBe(false);
    const unnamed = apply(settledAfter(unnamedPart), [query(unnamedPart)]);
    expect(unnamed.changed).toBe(false);
  });
});

test("rule 21: a part without an amount is news to an operator who knew of no money", () => {
  const { after, decision } = apply(settledAfter(), [query(unnamedPart)]);
  expect(paymentOf(after).status).toBe("review");
  expect(eventTypes(decision)).toEqual(["payment.review_required"]);
});

test("rule 21: paid without an amount is no news to an operator who knew of it, also after another answer", () => {
  const settled = settledAfter(untold);
  const pending = apply(settled, [query({ status: "pending" })]).after;
  const { after } = apply(pending, [query(untold), weakCallback({ status: "succeeded" })]);
  expect(paymentOf(after)).toMatchObject({ status: "failed", confirm_pending: 0 });
});

describe("rule 21: a payment that an operator settled as failed while a reversal was in doubt", () => {
  const whole = { status: "succeeded", amountText: "150.00" } as const;

  function returned() {
    const reversed = apply(heldWith({ status: "pending" }), [weakCallback({ status: "reversed" })]).after;
    const review = apply(reversed, [query(whole)]).after;
    expect(paymentOf(review).status).toBe("review");
    return apply(review, [settle]).after;
  }

  test.each(["failed", "canceled", "reversed"] as const)(
    "rule 21: needs manual review when it is paid again after a query has said %s",
    (status) => {
      const gone = apply(returned(), [query({ status })]).after;
      const { after, decision } = apply(gone, [weakCallback(whole), query(whole)]);
      expect(paymentOf(after).status).toBe("review");
      expect(eventTypes(decision)).toEqual(["payment.review_required"]);
    },
  );

  test("rule 21: stays failed while the provider goes on saying paid", () => {
    expect(apply(returned(), [query(whole)]).changed).toBe(false);
    expect(apply(returned(), [query({ status: "pending" }), query(whole)]).changed).toBe(false);
  });
});

describe("rule 21: a payment that an operator settled as failed, and a query had denied the money", () => {
  const part = { status: "succeeded", amountText: "149.00" } as const;
  const whole = { status: "succeeded", amountText: "150.00" } as const;
  const denial = query({ status: "failed" });

  /** A callback says that less was paid, which leads to `review`. */
  function reviewed() {
    const review = apply(heldWith({ status: "pending" }), [strongCallback(part)]).after;
    expect(paymentOf(review).status).toBe("review");
    return review;
  }

  test.each([
    ["before", [denial, settle]],
    ["after", [settle, denial]],
  ] as const)(
    "rule 21: is opened again by a query that says paid; denied %s it was settled",
    (_when, facts) => {
      const settled = apply(reviewed(), [...facts, query({ status: "pending" })]).after;
      expect(paymentOf(settled).status).toBe("failed");
      const { after, decision } = apply(settled, [query(part)]);
      expect(paymentOf(after).status).toBe("review");
      expect(eventTypes(decision)).toEqual(["payment.review_required"]);
      const again = apply(after, [settle, query(part)]);
      expect(paymentOf(again.after).status).toBe("failed");
    },
  );

  test("rule 21: stays failed when a callback says again what the operator knew", () => {
    const settled = apply(reviewed(), [denial, settle]).after;
    for (const told of [strongCallback(part), weakCallback(part)])
      expect(apply(settled, [told]).changed).toBe(false);
  });

  test("rule 21: is opened again where the money had succeeded, was reversed, and its query calls that failed", () => {
    const doubted = apply(heldWith({ status: "pending" }), [
      weakCallback({ status: "reversed" }),
      query(whole),
    ]);
    const settled = apply(doubted.after, [denial, settle, denial]).after;
    expect(paymentOf(settled).status).toBe("failed");
    const { after } = apply(settled, [query(whole)]);
    expect(["review", "succeeded"]).toContain(paymentOf(after).status);
  });
});

describe("rule 21: a payment that an operator settled as failed, and only a part had been told, by the name of the whole", () => {
  const named = { status: "partially_paid", amountText: "150.00" } as const;
  const whole = { status: "succeeded", amountText: "150.00" } as const;

  test.each([query(whole), strongCallback(whole)])(
    "rule 21: succeeds when the whole is called paid: %j",
    (fact) => {
      const { after } = apply(settledAfter(named), [fact]);
      expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    },
  );

  test("rule 21: stays failed when that part is told again", () => {
    for (const fact of [query(named), strongCallback(named), weakCallback(named)])
      expect(apply(settledAfter(named), [fact]).changed).toBe(false);
  });
});

describe("rule 21: a payment that an operator settled as failed while a reversal was in doubt", () => {
  const whole = { status: "succeeded", amountText: "150.00" } as const;
  /** A callback says that the money came back, and the query says paid, when a person settles it. */
  function settledInDoubt() {
    const said = [weakCallback({ status: "reversed" }), query(whole)];
    const review = apply(heldWith({ status: "pending" }), said).after;
    expect(paymentOf(review).status).toBe("review");
    const settled = apply(review, [settle]).after;
    expect(paymentOf(settled)).toMatchObject({ status: "failed", reversal_pending: 1 });
    return settled;
  }

  test("rule 21: stays failed when only the query goes on saying paid, because its books may lag", () => {
    expect(apply(settledInDoubt(), [query(whole), query(whole)]).changed).toBe(false);
  });

  test.each([
    ["weak", weakCallback],
    ["strong", strongCallback],
  ] as const)("rule 21: is queried about when a %sly signed callback says paid again", (_kind, callback) => {
    const told = apply(settledInDoubt(), [callback(whole)]);
    expect(paymentOf(told.after)).toMatchObject({ status: "failed", confirm_pending: 1 });
    const { after, decision } = apply(told.after, [query(whole)]);
    expect(["review", "succeeded"]).toContain(paymentOf(after).status);
    expect(eventTypes(decision)).toHaveLength(1);
  });
});

test("rules 7 and 21: an undocumented status does not take back what an operator knew of", () => {
  const review = apply(heldWith({ status: "canceled" }), [query(unnamedPart)]).after;
  const odd = query({ status: "pending", undocumentedStatus: "77" });
  const settled = apply(review, [odd, settle, odd]).after;
  expect(apply(settled, [query(unnamedPart)]).changed).toBe(false);
});
