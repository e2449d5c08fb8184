/** Rule 21: what an operator settled as taken back stays so, while nobody says more than that person knew. */
import { describe, expect, test } from "vitest";
import { say } from "../../../bff/core/details.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { apply, applyInTurn, eventTypes, exceptionsIn, heldWith, paymentOf } from "../support/held.ts";
import { start } from "../support/records.ts";
import { day } from "../support/times.ts";

const whole = { status: "succeeded", amountText: "150.00" } as const;
const unnamed = { status: "succeeded", amountText: null } as const;
const reversal = weakCallback({ status: "reversed", amountText: "150.00" });
const settle = { kind: "operator", outcome: "failed", noteSealed: "the bank says so" } as const;

/** Paid by a callback and a query. Then a callback says that it was reversed, queries say paid, and a person settles it. */
function takenBack() {
  const said = [weakCallback(whole), query(whole), reversal, query(whole), settle];
  const { after } = applyInTurn(heldWith({ status: "pending" }), said);
  expect(paymentOf(after)).toMatchObject({ status: "succeeded", reversal_pending: 0, confirm_pending: 0 });
  expect(exceptionsIn(after)).toEqual(["reversed"]);
  return after;
}

describe("rule 21: a payment of which an operator settled that its money was taken back", () => {
  test.each<readonly [string, Partial<OrderReport>]>([
    ["the amount", whole],
    ["no amount", unnamed],
    ["a lesser amount", { ...whole, amountText: "50.00" }],
    ["a part", { status: "partially_paid", amountText: "50.00" }],
    ["no amount, whatever was paid", { ...unnamed, amountUntold: true }],
    ["another currency", { ...whole, currency: "USD" }],
  ])("stays reversed when queries go on saying paid with %s", (_, report) => {
    const { after, decision } = applyInTurn(takenBack(), [query(report), query(report)]);
    expect(exceptionsIn(after)).toEqual(["reversed"]);
    expect(paymentOf(after)).toMatchObject({ reversal_pending: 0, confirm_pending: 0 });
    expect(decision).toMatchObject({ events: [], jobs: [] });
    expect(decision.timeline.length).toBeLessThanOrEqual(1);
  });

  test.each<readonly [string, Partial<OrderReport>]>([
    ["the amount", whole],
    ["no amount", unnamed],
    ["another currency", { ...whole, currency: "USD" }],
  ])("stays reversed when an operator had called it paid before any query had said so: %s", (_, said) => {
    const accept = { ...settle, outcome: "succeeded" } as const;
    const over = { kind: "time_over", detail: say("watch_over", {}) } as const;
    const asserted = apply(heldWith({ status: "pending" }), [weakCallback(said, "1")]).after;
    const at = start + 30 * day;
    const settled = applyInTurn(asserted, [over, accept, reversal, settle], { at }).after;
    expect(paymentOf(settled)).toMatchObject({
      status: "succeeded",
      received_minor: "0",
      reversal_pending: 0,
    });
    expect(exceptionsIn(settled)).toContain("reversed");
    const { after } = applyInTurn(settled, [query(said), query(whole), query(said)]);
    expect(exceptionsIn(after)).toContain("reversed");
    const more = { ...whole, amountText: "200.00" };
    const told = applyInTurn(after, [weakCallback(more, "more"), query(more)]).after;
    expect(exceptionsIn(told)).toEqual(["overpaid"]);
  });

  test("stays reversed, and is in no doubt again, when the reversal is reported again", () => {
    for (const callback of [weakCallback, strongCallback]) {
      const again = callback({ status: "reversed", amountText: "150.00" }, "again");
      const { after, decision } = applyInTurn(takenBack(), [again, query(whole), reversal, query(whole)]);
      expect(exceptionsIn(after)).toEqual(["reversed"]);
      expect(paymentOf(after).reversal_pending).toBe(0);
      expect(decision.events).toEqual([]);
    }
  });

  test.each([
    ["weak", weakCallback],
    ["strong", strongCallback],
  ] as const)(
    "is not paid again by a %sly signed callback alone, and is when a query says so, too",
    (_, callback) => {
      for (const digest of [undefined, "later"]) {
        const told = apply(takenBack(), [callback(whole, digest)]);
        expect(exceptionsIn(told.after)).toEqual(["reversed"]);
        expect(paymentOf(told.after).confirm_pending).toBe(1);
        expect(told.decision.jobs).toMatchObject([{ kind: "sync_payment", step: 0 }]);
        const { after, decision } = apply(told.after, [query(whole)]);
        expect(exceptionsIn(after)).toEqual([]);
        expect(eventTypes(decision)).toEqual(["payment.updated"]);
      }
    },
  );

  test.each(["failed", "canceled", "reversed"] as const)(
    "is paid again by a query that says so after one that said %s",
    (status) => {
      const denied = apply(takenBack(), [query({ status })]);
      expect(exceptionsIn(denied.after)).toEqual(["reversed"]);
      const { after, decision } = apply(denied.after, [query(whole)]);
      expect(exceptionsIn(after)).toEqual([]);
      expect(eventTypes(decision)).toEqual(["payment.updated"]);
    },
  );

  test("is shown with more money than the operator knew of when a callback and a query tell of it", () => {
    const more = { ...whole, amountText: "200.00" };
    const { after, decision } = applyInTurn(takenBack(), [weakCallback(more, "more"), query(more)]);
    expect(paymentOf(after).received_minor).toBe("20000");
    expect(exceptionsIn(after)).toEqual(["overpaid"]);
    expect(eventTypes(decision)).toContain("payment.updated");
  });

  test("can be taken back a second time", () => {
    const said = [weakCallback(whole, "again"), query(whole), weakCallback({ status: "reversed" }, "second")];
    const inDoubt = applyInTurn(takenBack(), said).after;
    expect([exceptionsIn(inDoubt), paymentOf(inDoubt).reversal_pending]).toEqual([[], 1]);
    const { after } = applyInTurn(inDoubt, [settle, query(whole)]);
    expect(exceptionsIn(after)).toEqual(["reversed"]);
  });
});
