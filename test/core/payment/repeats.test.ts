/** Rules 2 and 3: a repeat changes nothing; what is ignored is recorded once. */
import { describe, expect, test } from "vitest";
import { isEmptyDecision } from "../../../bff/core/decision.ts";
import { paid, query, strongCallback, weakCallback } from "../support/facts.ts";
import { apply, applyInTurn, eventTypes, heldWith, paymentOf } from "../support/held.ts";

const pending = heldWith({ status: "pending" });

describe("rule 3: an exact repeat of a callback", () => {
  test.each([
    ["a success", strongCallback(paid)],
    ["a weak success", weakCallback(paid)],
    ["a failure", strongCallback({ status: "failed" })],
    ["what is ignored", strongCallback({ status: "pending" })],
  ])("changes nothing, be it %s", (_, fact) => {
    const { after } = apply(pending, [fact]);
    const again = apply(after, [fact]);
    expect(isEmptyDecision(again.decision)).toBe(true);
    expect(again).toMatchObject({ changed: false, payment: paymentOf(after) });
    expect(apply(pending, [fact, fact]).decision).toEqual(apply(pending, [fact]).decision);
  });

  test("is known by its bytes: the same report in other bytes is another callback", () => {
    const { after } = apply(pending, [strongCallback({ status: "pending" }, "a")]);
    const { decision } = apply(after, [strongCallback({ status: "pending" }, "b")]);
    expect(decision.callbacks).toMatchObject([{ subjectId: "pay_1", digest: "b" }]);
  });

  test("is one of the same payment only: bytes that name two orders of a session are applied to both", () => {
    const held = heldWith([{ status: "canceled" }, { status: "pending" }]);
    const about = (orderNo: string) => strongCallback({ ...paid, orderNo }, "one body, two orders");
    const first = apply(held, [about("order-no-pay_1")], { paymentId: "pay_1" });
    const second = apply(first.after, [about("order-no-pay_2")], { paymentId: "pay_2" });
    expect(paymentOf(second.after, "pay_2").status).toBe("succeeded");
    expect(eventTypes(second.decision)).toEqual(["payment.duplicate"]);
  });

  test("is recorded in the same decision as its effect, also where it has none", () => {
    const receipt = { subjectId: "pay_1", digest: "d" };
    for (const report of [paid, { status: "pending" }, { status: "failed" }] as const) {
      const { decision } = apply(heldWith({ status: "failed" }), [strongCallback(report, "d")]);
      expect(decision.callbacks).toMatchObject([receipt]);
    }
  });
});

describe("rule 2: a fact that the table ignores", () => {
  const succeeded = heldWith({ status: "succeeded", received_minor: "15000" });

  test("is on the timeline once, however often it comes in a row", () => {
    const facts = ["a", "b", "c"].map((digest) => strongCallback({ status: "failed" }, digest));
    const once = apply(succeeded, facts.slice(0, 1));
    expect(once.decision.timeline).toMatchObject([
      {
        from: "succeeded",
        to: "succeeded",
        cause: "callback",
        detail: "reported_failed: recorded, nothing changed",
      },
    ]);
    expect(apply(once.after, facts.slice(1)).decision.timeline).toEqual([]);
    expect(apply(succeeded, facts).decision.timeline).toHaveLength(1);
  });

  test("is on the timeline again when something else was in between", () => {
    const facts = ["failed", "canceled", "failed"].map((status, index) =>
      strongCallback({ status: status === "failed" ? "failed" : "canceled" }, `${index}`),
    );
    expect(apply(succeeded, facts).decision.timeline).toHaveLength(3);
  });

  test("takes nothing back of what was received, be it a part", () => {
    const { after, changed } = apply(succeeded, [query({ status: "partially_paid", amountText: "100.00" })]);
    expect(changed).toBe(false);
    expect(paymentOf(after)).toMatchObject({
      status: "succeeded",
      received_minor: "15000",
      exceptions: "[]",
    });
  });

  test("changes no money, no reason of failure and nothing that is shown, and tells nobody", () => {
    const { decision, after } = apply(succeeded, [strongCallback({ status: "failed", amountText: "1.00" })]);
    expect(paymentOf(after)).toMatchObject({
      received_minor: "15000",
      failure_code: null,
      failure_retryable: null,
    });
    expect(decision).toMatchObject({ events: [], jobs: [], transitions: [], isVisible: false });
    expect(decision.after).toBe(decision.before);
  });

  test("that a query says is no news where it is the hundredth 'still pending'", () => {
    const { after } = apply(pending, [query({ status: "pending" })]);
    for (const held of [after, succeeded]) {
      expect(isEmptyDecision(apply(held, [query({ status: "pending" })]).decision)).toBe(true);
    }
  });
});

test("a fact about a payment that the session does not have decides nothing", () => {
  const { decision, payment } = apply(pending, [query(paid)], { paymentId: "pay_stranger" });
  expect(payment).toBe(undefined);
  expect(isEmptyDecision(decision)).toBe(true);
});

test("no facts decide nothing, and a decision on nothing still ends the run of its job", () => {
  expect(isEmptyDecision(apply(pending, []).decision)).toBe(true);
  const completes = { id: "sync_payment:pay_1", token: "t" };
  const repeat = applyInTurn(pending, [strongCallback(paid)]).after;
  for (const facts of [[], [strongCallback(paid)], [query({ status: "failed" })]]) {
    const { decision } = apply(repeat, facts, { completes });
    expect(decision.completes).toEqual(completes);
    expect(isEmptyDecision(decision)).toBe(false);
  }
});
