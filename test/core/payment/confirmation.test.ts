/** Rules 5, 7 and 8: a success that waits for the query that confirms it. */
import { describe, expect, test } from "vitest";
import { isAmountMissing } from "../../../bff/core/payment/assertions.ts";
import { nextQueryAt } from "../../../bff/core/payment/next-query.ts";
import { readTestimony, testimonyText, wordOf } from "../../../bff/core/testimony.ts";
import {
  abandoned,
  paid,
  query,
  reportOf,
  strongCallback,
  timeOver,
  weakCallback,
} from "../support/facts.ts";
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

const now = start + minute;
const pending = heldWith({ status: "pending" });
const waiting = apply(pending, [weakCallback(paid)]);

describe("rule 5: a success by a weak signature", () => {
  test("rule 5: changes no status, is on the timeline, and schedules a query at once, from the start of the schedule", () => {
    expect(paymentOf(waiting.after)).toMatchObject({
      status: "pending",
      received_minor: "0",
      confirm_pending: 1,
    });
    expect(waiting.decision.timeline).toMatchObject([
      { cause: "callback", detail: "success reported; the provider is queried" },
    ]);
    expect(waiting.decision.jobs).toEqual([
      {
        kind: "sync_payment",
        subjectId: "pay_1",
        runAt: now,
        step: 0,
        keepEarlier: false,
        bornLeased: false,
      },
    ]);
    expect(waiting.decision).toMatchObject({ events: [], transitions: [], isVisible: false });
  });

  test("rule 5: has the amount on the timeline where it is another than ours", () => {
    const { decision } = apply(pending, [weakCallback({ status: "succeeded", amountText: "200.00" })]);
    expect(decision.timeline[0]?.detail).toBe("success reported (200.00 MXN); the provider is queried");
  });

  test("rule 5: counts once a query says the same, and nothing is left to confirm", () => {
    const { decision, after } = apply(waiting.after, [query(paid)]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
    expect(readTestimony(paymentOf(after))).toMatchObject({ assertion: null, callback: paid, query: paid });
    expect(eventTypes(decision)).toEqual(["payment.succeeded", "session.succeeded"]);
    expect(decision.jobs).toEqual([]);
  });

  test.each(["failed", "canceled"] as const)(
    "rules 13 and 14: is not overruled by a query that says %s: the provider is asked again, and a person looks in the end",
    (status) => {
      const denied = apply(waiting.after, [query({ status })]);
      expect(paymentOf(denied.after)).toMatchObject({ status: "pending", confirm_pending: 1 });
      expect(denied.decision.timeline).toMatchObject([{ from: "pending", to: "pending", cause: "query" }]);
      const again = apply(denied.after, [query({ status })]);
      expect(again.decision).toMatchObject({ timeline: [], events: [] });
      expect(paymentOf(apply(again.after, [query(paid)]).after).status).toBe("succeeded");
      const { watch_until: at } = paymentOf(again.after);
      const end = apply(again.after, [timeOver], { at });
      expect(paymentOf(end.after)).toMatchObject({ status: "review", confirm_pending: 0 });
      expect(eventTypes(end.decision)).toEqual(["payment.review_required"]);
    },
  );

  test.each([
    ["still pending", query({ status: "pending" })],
    ["rule 7's: outside the documentation", query({ status: "pending", undocumentedStatus: "77" })],
  ])("rule 5: waits on while the query's answer is %s, on the schedule that it is on", (_, fact) => {
    const { decision, after } = apply(waiting.after, [fact]);
    expect(paymentOf(after)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(decision.jobs).toEqual([]);
  });

  test("rule 5: is queried again after 5 s, 15 s, 60 s, 5 min, 15 min, then hourly, until the end of the watch", () => {
    const payment = paymentOf(waiting.after);
    const waits = [0, 1, 2, 3, 4, 5, 6, 50].map(
      (step) => (nextQueryAt(payment, { step, now, randomByte: noJitter }) ?? 0) - now,
    );
    const expected = [5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, hour, hour];
    for (const [index, wait] of waits.entries())
      expect(Math.abs(wait - (expected[index] ?? 0))).toBeLessThanOrEqual(wait / 1_000);
    const { watch_until } = payment;
    const last = { step: 9, randomByte: noJitter };
    expect(nextQueryAt(payment, { ...last, now: watch_until - second })).toBe(watch_until);
    expect(nextQueryAt(payment, { ...last, now: watch_until })).toBe(null);
  });

  test("rule 8: is watched for a day from then, also after the watch was over; a query that repeats it adds nothing", () => {
    const late = start + 3 * day;
    const expired = heldWith({ status: "expired" });
    const first = apply(expired, [weakCallback(paid)], { at: late });
    expect(paymentOf(first.after).watch_until).toBe(late + day);
    const untold = query({ status: "succeeded", amountUntold: true });
    const { after } = apply(expired, [weakCallback({ status: "succeeded", amountText: null }), untold], {
      at: late,
    });
    expect(paymentOf(apply(after, [untold], { at: late + hour }).after).watch_until).toBe(late + day);
  });
});

describe("rule 5: a query that says paid of any amount and names none", () => {
  const untold = query({ status: "succeeded", amountUntold: true });

  test("rule 5: waits for the callback that names the amount, and is repeated by the schedule, not at once", () => {
    const { decision, after } = apply(pending, [untold]);
    expect(paymentOf(after)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(isAmountMissing(paymentOf(after))).toBe(true);
    expect(decision.timeline[0]?.detail).toBe("success reported without its amount; the provider is queried");
    const [job] = jobsOf(decision, "sync_payment");
    expect(job?.step).toBe(1);
    expect(Math.abs((job?.runAt ?? 0) - (now + 5 * second))).toBeLessThan(10);
    expect(apply(after, [untold]).decision.jobs).toEqual([]);
  });

  test("rule 5: is read together with that callback, whichever of them comes first", () => {
    const callback = weakCallback({ status: "succeeded", amountText: "90.00" });
    for (const facts of [
      [untold, callback, untold],
      [callback, untold],
    ]) {
      const { after } = applyInTurn(pending, facts);
      expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "9000" });
    }
  });
});

describe("rule 5: another notice of a success that is stored", () => {
  const succeeded = heldWith({ status: "succeeded", received_minor: "15000" });

  test.each([null, "150.00"])("rule 5: asks for no query where it names %s", (amountText) => {
    const { decision, after } = apply(succeeded, [weakCallback({ status: "succeeded", amountText })]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
    expect(decision.jobs).toEqual([]);
  });

  test.each([
    ["200.00", "20000", "overpaid"],
    ["15.00", "1500", "underpaid"],
  ])(
    "rule 13: asks for one where it names %s, and a query that names no amount confirms it: the merchant is told",
    (amountText, received_minor, exception) => {
      const other = apply(succeeded, [weakCallback({ status: "succeeded", amountText })]);
      expect(jobsOf(other.decision, "sync_payment")).toMatchObject([{ runAt: now, step: 0 }]);
      const { after, decision } = apply(other.after, [query({ status: "succeeded", amountUntold: true })]);
      expect(paymentOf(after)).toMatchObject({ status: "succeeded", confirm_pending: 0, received_minor });
      expect(exceptionsIn(after)).toEqual([exception]);
      expect(eventTypes(decision)).toEqual(["payment.updated"]);
    },
  );

  test.each(["150.00", "150.0", "150"])(
    "rule 13: of the same as a callback on record (%s) asks for none, be that another amount than was received",
    (amountText) => {
      const known = { assertion: null, callback: wordOf(reportOf(paid)), query: null, settledMinor: null };
      const held = heldWith({
        status: "succeeded",
        received_minor: "1500",
        testimony: testimonyText(known),
      });
      const { after, decision } = apply(held, [weakCallback({ status: "succeeded", amountText })]);
      const { received_minor, exceptions } = paymentOf(held);
      expect(paymentOf(after)).toMatchObject({ received_minor, exceptions, confirm_pending: 0 });
      expect(decision.jobs).toEqual([]);
    },
  );

  test("rule 5: of more, confirmed, is on record as overpaid, and the merchant is told", () => {
    const { decision, after } = apply(succeeded, [query({ status: "succeeded", amountText: "200.00" })]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "20000" });
    expect(exceptionsIn(after)).toEqual(["overpaid"]);
    expect(decision.timeline).toMatchObject([{ from: "succeeded", to: "succeeded" }]);
    expect(decision).toMatchObject({
      events: [{ type: "payment.updated" }],
      transitions: [{ from: "succeeded", to: "succeeded" }],
      isVisible: true,
    });
  });
});

describe("rule 8: a success that nobody ever confirmed", () => {
  test.each([
    ["pending", []],
    ["unknown", []],
    ["partially_paid", ["underpaid"]],
    ["failed", ["paid_late"]],
    ["canceled", ["paid_late"]],
    ["expired", ["paid_late"]],
  ] as const)(
    "rule 8: needs manual review at the end of the watch, not expiry, of a payment that is %s",
    (status, exceptions) => {
      for (const assertion of [weakCallback(paid), query({ status: "succeeded", amountUntold: true })]) {
        const { after } = apply(heldWith({ status }), [assertion]);
        const { watch_until: at } = paymentOf(after);
        expect(paymentOf(apply(after, [timeOver], { at: at - 1 }).after).status).toBe(status);
        const { decision, after: end } = apply(after, [timeOver], { at });
        expect(paymentOf(end)).toMatchObject({ status: "review", confirm_pending: 0 });
        expect(exceptionsIn(end)).toEqual(exceptions);
        expect(decision.timeline).toMatchObject([{ to: "review", detail: "paid, but never confirmed" }]);
        expect(eventTypes(decision)).toEqual(["payment.review_required"]);
      }
    },
  );

  test("rule 18: is not given up by anybody: the payment stays open until the query has counted", () => {
    const kept = apply(waiting.after, [abandoned]);
    expect(paymentOf(kept.after)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(kept.decision.events).toEqual([]);
    const { after } = apply(kept.after, [query(paid)]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
    expect(exceptionsIn(after)).toEqual([]);
  });
});

test("rule 16: a weakly signed callback that says pending dismisses no assertion of failure: a query is waited for", () => {
  const asserted = apply(heldWith({ status: "pending" }), [weakCallback({ status: "failed" })]).after;
  const { after } = apply(asserted, [weakCallback({ status: "pending" })]);
  expect(paymentOf(after)).toMatchObject({ status: "pending", confirm_pending: 1 });
  expect(paymentOf(apply(after, [query({ status: "failed" })]).after).status).toBe("failed");
});

test("rule 7: a status outside the documentation, in a callback, changes nothing of the payment but its receipt", () => {
  const { decision, after } = apply(pending, [strongCallback({ undocumentedStatus: "77<canary>" })]);
  expect(paymentOf(after)).toEqual(paymentOf(pending));
  expect(decision.callbacks).toHaveLength(1);
  expect(decision).toMatchObject({ timeline: [], events: [], jobs: [], isVisible: false });
});

describe("two questions at once, a confirmation and a reversal", () => {
  test.each([
    ["the confirmation of a success", "succeeded", query(paid), { confirm_pending: 0, reversal_pending: 1 }],
    [
      "the reversal of what expired",
      "expired",
      query({ status: "pending" }),
      { confirm_pending: 1, reversal_pending: 0 },
    ],
  ] as const)(
    "go on with the schedule from its start once one has its answer: %s",
    (_, status, answer, open) => {
      const known = { assertion: wordOf(reportOf(paid)), callback: null, query: null, settledMinor: null };
      const held = heldWith({
        status,
        received_minor: "15000",
        confirm_pending: 1,
        testimony: testimonyText(known),
        reversal_pending: 1,
      });
      const { decision, after } = apply(held, [answer]);
      expect(paymentOf(after)).toMatchObject({ status, ...open });
      const [job] = jobsOf(decision, "sync_payment");
      expect(job?.step).toBe(1);
      expect(Math.abs((job?.runAt ?? 0) - (now + 5 * second))).toBeLessThan(10);
    },
  );
});
