/** Rules 9 and 10: the end of a payment's time, and an order that the provider does not know. */
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { nextQueryAt } from "../../../bff/core/payment/next-query.ts";
import { accepted, noAnswer, notFound, query, strongCallback, timeOver } from "../support/facts.ts";
import {
  apply,
  applyInTurn,
  eventTypes,
  exceptionsIn,
  heldWith,
  jobsOf,
  noJitter,
  paymentOf,
} from "../support/held.ts";
import { start } from "../support/records.ts";
import { day, hour, minute, second } from "../support/times.ts";

describe("rule 9: a payment whose time is over", () => {
  const ends: Readonly<Record<string, string>> = {
    unknown: "expired",
    pending: "expired",
    partially_paid: "expired partially_paid",
  };

  test.each(paymentStatuses)(
    "rule 9: expires where it waited for the customer, and a payment that is %s ends so",
    (status) => {
      const { after } = apply(heldWith({ status }), [timeOver]);
      expect([paymentOf(after).status, ...exceptionsIn(after)].join(" ")).toBe(ends[status] ?? status);
    },
  );

  test("rule 9: is one line with the reason, one event, and a first query for late money after a minute", () => {
    const at = start + hour + second;
    const { decision, after } = apply(heldWith({ status: "pending" }), [timeOver], { at });
    expect(decision.timeline).toEqual([
      {
        subjectId: "pay_1",
        at,
        from: "pending",
        to: "expired",
        cause: "expiry",
        actor: null,
        detail: "its time is over",
        noteSealed: null,
      },
    ]);
    expect(eventTypes(decision)).toEqual(["payment.expired"]);
    expect(after.session.status).toBe("requires_payment_method");
    const [job] = jobsOf(decision, "sync_payment");
    expect(job?.step).toBe(1);
    expect(Math.abs((job?.runAt ?? 0) - (at + minute))).toBeLessThan(minute / 1_000);
    expect(jobsOf(decision, "expire_payment")).toEqual([]);
  });

  test("rule 9: is queried after 1, 5, 15 minutes, then hourly, and last at the end of the watch", () => {
    const payment = paymentOf(heldWith({ status: "expired" }));
    const at = (step: number, now = start) => nextQueryAt(payment, { step, now, randomByte: noJitter });
    for (const [step, wait] of [minute, 5 * minute, 15 * minute, hour, hour].entries()) {
      expect(Math.abs((at(step) ?? 0) - start - wait)).toBeLessThanOrEqual(wait / 1_000);
    }
    expect(at(4, payment.watch_until - minute)).toBe(payment.watch_until);
    expect(at(4, payment.watch_until)).toBe(null);
  });

  test("rule 9: a payment that succeeded is not queried, unless a reversal or more money was reported", () => {
    const next = (flags: object) =>
      nextQueryAt(
        { ...paymentOf(heldWith({ status: "succeeded" })), ...flags },
        { step: 0, now: start, randomByte: noJitter },
      );
    expect(next({})).toBe(null);
    expect(next({ reversal_pending: 1 })).not.toBe(null);
    expect(next({ confirm_pending: 1 })).not.toBe(null);
  });
});

describe("the expiry's job", () => {
  test("is scheduled again by news of a payment that waits for the customer, and its retries go on where they were", () => {
    const part = query({ status: "partially_paid", amountText: "50.00" });
    const { decision } = apply(heldWith({ status: "pending" }), [part]);
    expect(jobsOf(decision, "expire_payment")).toMatchObject([
      { subjectId: "pay_1", runAt: start + hour + second, step: null, keepEarlier: false },
    ]);
  });

  test("is not scheduled by what is no news", () => {
    expect(apply(heldWith({ status: "pending" }), [query({})]).decision.jobs).toEqual([]);
  });
});

describe("rule 10: an order that the provider does not know", () => {
  const unknown = apply(heldWith({ status: "creating" }), [noAnswer], { at: start }).after;

  test("rule 10: is a failure once that stays the answer for 15 minutes after a creation in doubt, and not before", () => {
    const { after } = apply(unknown, [notFound], { at: start + minute });
    expect(paymentOf(after)).toMatchObject({ status: "unknown", absent_since: start + minute });
    const almost = apply(after, [notFound], { at: start + 16 * minute - 1 });
    expect(paymentOf(almost.after).status).toBe("unknown");
    const { decision, after: failed } = apply(almost.after, [notFound], { at: start + 16 * minute });
    expect(paymentOf(failed)).toMatchObject({
      status: "failed",
      failure_code: "not_created",
      failure_retryable: 1,
    });
    expect(eventTypes(decision)).toEqual(["payment.failed"]);
  });

  test("rule 10: no answer in between neither counts nor starts the 15 minutes anew", () => {
    const { after } = applyInTurn(unknown, [notFound, noAnswer], { at: start });
    expect(paymentOf(after).absent_since).toBe(start);
    expect(paymentOf(apply(after, [notFound], { at: start + 15 * minute }).after).status).toBe("failed");
  });

  test.each([
    ["a query's pending", query({ status: "pending" })],
    ["a status outside the documentation", query({ undocumentedStatus: "77" })],
    ["a callback", strongCallback({ status: "pending" })],
    ["the creation's answer", accepted],
  ])("rule 10: %s in between ends the doubt for good", (_, fact) => {
    const { after } = applyInTurn(unknown, [notFound, fact], { at: start });
    expect(paymentOf(after)).toMatchObject({ status: "pending", unknown_since: null, absent_since: null });
    const later = applyInTurn(after, [notFound, notFound], { at: start + day });
    expect(paymentOf(later.after).status).toBe("pending");
    expect(later.decision.events).toEqual([]);
  });

  test("rule 10: says nothing about an order that was accepted", () => {
    const { decision, after } = apply(heldWith({ status: "pending" }), [notFound]);
    expect(paymentOf(after)).toEqual(paymentOf(heldWith({ status: "pending" })));
    expect(decision.events).toEqual([]);
  });
});
