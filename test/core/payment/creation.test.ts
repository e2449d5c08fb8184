/** The effects of an answer to a creation: rules 1, 2, 3 and 9. */
import { describe, expect, test } from "vitest";
import {
  accepted,
  noAnswer,
  paid,
  paymentPage,
  query,
  refused,
  strongCallback,
  weakCallback,
} from "../support/facts.ts";
import { apply, applyInTurn, eventTypes, heldWith, jobsOf, paymentOf } from "../support/held.ts";
import { paymentRecord, start } from "../support/records.ts";
import { day, hour, minute, second } from "../support/times.ts";

const now = start + minute;
const creating = heldWith({ status: "creating" });

describe("an accepted creation", () => {
  const { decision, after } = apply(creating, [accepted]);

  test("makes the payment pending, with what the customer must do, sealed for that payment", () => {
    expect(paymentOf(after)).toMatchObject({
      status: "pending",
      provider_order_id: "P-1",
      next_action_sealed: `pay_1 ${JSON.stringify(paymentPage)}`,
      updated_at: now,
    });
  });

  test("rule 3: is one line, one event with everything as it then stood, and one transition", () => {
    expect(decision.timeline).toEqual([
      {
        subjectId: "pay_1",
        at: now,
        from: "creating",
        to: "pending",
        cause: "create",
        actor: null,
        detail: null,
        noteSealed: null,
      },
    ]);
    expect(decision.events).toEqual([
      {
        type: "payment.pending",
        session: decision.after,
        payments: after.payments,
        payment: paymentOf(after),
      },
    ]);
    expect(decision.transitions).toEqual([
      { subjectId: "pay_1", accountId: "paypro-mx", from: "creating", to: "pending", cause: "create" },
    ]);
    expect(after.session).toMatchObject({ status: "requires_action", open_payment_id: "pay_1" });
  });

  test("rule 9: schedules its expiry a second after its time, and its first query after a minute", () => {
    expect(jobsOf(decision, "expire_payment")).toMatchObject([
      { subjectId: "pay_1", runAt: start + hour + second, keepEarlier: false },
    ]);
    const [job] = jobsOf(decision, "sync_payment");
    expect(job).toMatchObject({ subjectId: "pay_1", step: 1, bornLeased: false });
    expect(Math.abs((job?.runAt ?? 0) - (now + minute))).toBeLessThan(minute / 1_000);
  });

  test("rule 9: takes the provider's own expiry, and watches from there: a code for 72 hours, a page for 24", () => {
    const expiresAt = start + 10 * minute;
    const code = {
      type: "display_code",
      codeType: "store",
      code: "9300",
      barcode: null,
      details: [],
      expiresAt,
    } as const;
    const page = apply(creating, [
      { kind: "accepted", providerOrderId: null, nextAction: paymentPage, expiresAt },
    ]);
    expect(paymentOf(page.after)).toMatchObject({ expires_at: expiresAt, watch_until: expiresAt + day });
    expect(jobsOf(page.decision, "expire_payment")).toMatchObject([{ runAt: expiresAt + second }]);
    const printed = apply(creating, [
      { kind: "accepted", providerOrderId: null, nextAction: code, expiresAt },
    ]);
    expect(paymentOf(printed.after).watch_until).toBe(expiresAt + 3 * day);
  });

  test("that says at once how the order stands is one decision: two lines, and the events in their order", () => {
    const both = apply(creating, [accepted, query(paid)], { cause: "create" });
    expect(both.decision.timeline.map(({ from, to }) => [from, to])).toEqual([
      ["creating", "pending"],
      ["pending", "succeeded"],
    ]);
    expect(eventTypes(both.decision)).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    expect(both.decision.changedPayments).toMatchObject([
      { id: "pay_1", from: "creating", changes: { status: "succeeded" } },
    ]);
    expect(both.decision.events[0]?.payment?.status).toBe("pending");
    expect(both.decision.events[0]?.session.status).toBe("requires_action");
  });
});

describe("a creation without an answer", () => {
  test("rule 1: leaves the payment in doubt: no event, and a query after 5 seconds", () => {
    const { decision, after } = apply(creating, [noAnswer]);
    expect(paymentOf(after)).toMatchObject({ status: "unknown", unknown_since: now });
    expect(after.session).toMatchObject({ status: "processing", open_payment_id: "pay_1" });
    expect(decision.events).toEqual([]);
    expect(decision.timeline).toMatchObject([{ to: "unknown", detail: "no answer to rely on: timeout" }]);
    const [job] = jobsOf(decision, "sync_payment");
    expect(job?.step).toBe(1);
    expect(Math.abs((job?.runAt ?? 0) - (now + 5 * second))).toBeLessThan(10);
    expect(jobsOf(decision, "expire_payment")).toEqual([]);
  });

  test("rule 1: is in doubt since the first time, however often nobody answers", () => {
    const { decision, after } = applyInTurn(creating, [noAnswer, noAnswer], { at: now });
    expect(paymentOf(after).unknown_since).toBe(now);
    expect(decision.timeline).toEqual([]);
    expect(paymentOf(apply(after, [noAnswer], { at: now + hour }).after)).toEqual(paymentOf(after));
  });
});

describe("a refused creation", () => {
  test("fails the payment: there is no order, so nothing is watched and the customer may choose again", () => {
    const { decision, after } = apply(creating, [refused]);
    expect(paymentOf(after)).toMatchObject({
      status: "failed",
      failure_code: "no_capacity",
      failure_retryable: 1,
      watch_until: now,
    });
    expect(after.session).toMatchObject({ status: "requires_payment_method", open_payment_id: null });
    expect(eventTypes(decision)).toEqual(["payment.failed"]);
    expect(jobsOf(decision, "sync_payment")).toEqual([]);
    expect(jobsOf(decision, "expire_session")).toMatchObject([
      { subjectId: "cs_1", runAt: start + day + second, keepEarlier: true, step: null },
    ]);
  });

  test("is followed by a payment at another account, in the same decision", () => {
    const successor = paymentRecord({ id: "pay_next", account_id: "other-mx", created_at: now });
    const { decision, after, succeededBy } = apply(creating, [refused], { successor });
    expect(succeededBy?.id).toBe("pay_next");
    expect(decision.insertedPayments.map((payment) => payment.id)).toEqual(["pay_next"]);
    expect(decision.timeline.map(({ subjectId, to }) => [subjectId, to])).toEqual([
      ["pay_1", "failed"],
      ["pay_next", "creating"],
    ]);
    expect(decision.jobs).toMatchObject([{ subjectId: "pay_next", bornLeased: true }]);
    expect(after.session).toMatchObject({
      status: "processing",
      open_payment_id: "pay_next",
      payment_count: 2,
    });
    expect(decision.events[0]).toMatchObject({
      type: "payment.failed",
      session: { status: "processing" },
      payments: [{ id: "pay_1" }, { id: "pay_next" }],
      payment: { id: "pay_1", status: "failed" },
    });
  });

  test("is never followed by a payment of the same millisecond: the newest of a session must be one", () => {
    const held = heldWith({ status: "creating", created_at: now });
    const successor = paymentRecord({ id: "pay_next", created_at: now });
    expect(apply(held, [refused], { successor }).succeededBy?.created_at).toBe(now + 1);
  });

  test.each([
    ["the provider took the order", creating, [accepted]],
    ["nobody answered", creating, [noAnswer]],
    [
      "the session was paid meanwhile",
      heldWith([{ status: "succeeded" }, { status: "creating" }]),
      [refused],
    ],
    [
      "the session was canceled meanwhile",
      heldWith({ status: "creating" }, { status: "canceled" }),
      [refused],
    ],
    ["the payment was failed before", heldWith({ status: "failed" }), [refused]],
  ])("is not followed by another payment where %s", (_, held, facts) => {
    const successor = paymentRecord({ id: "pay_next" });
    const { decision, succeededBy } = apply(held, facts, { successor });
    expect(succeededBy).toBe(null);
    expect(decision.insertedPayments).toEqual([]);
  });
});

describe("a callback before the creation's answer", () => {
  test("rule 6: that says paid counts, and the answer does not undo it", () => {
    const { after } = applyInTurn(creating, [strongCallback(paid), accepted]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", next_action_sealed: null });
  });

  test("rule 5: that says paid by a weak signature is asked about also when the answer comes after it", () => {
    const { decision, after } = applyInTurn(creating, [weakCallback(paid), accepted]);
    expect(paymentOf(after)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(jobsOf(decision, "sync_payment")).toHaveLength(1);
  });

  test("rule 8: that says failed stands, and what the customer could have done is not shown", () => {
    const { decision, after } = applyInTurn(creating, [strongCallback({ status: "failed" }), accepted]);
    expect(paymentOf(after)).toMatchObject({ status: "failed", next_action_sealed: null });
    expect(decision.timeline).toMatchObject([
      { from: "failed", to: "failed", detail: "accepted: recorded, nothing changed" },
    ]);
  });

  test("rule 1: that says pending ends the doubt, and the answer still brings what the customer must do", () => {
    const { after } = applyInTurn(creating, [strongCallback({ status: "pending" }), accepted]);
    expect(paymentOf(after)).toMatchObject({
      status: "pending",
      next_action_sealed: expect.stringContaining("pay_1"),
    });
  });
});

test("rule 2: what the table ignores in that state, such as a refusal of what is pending, is only recorded", () => {
  const { decision, after, changed } = apply(heldWith({ status: "pending" }), [refused], { at: now });
  expect(changed).toBe(false);
  expect(paymentOf(after)).toMatchObject({
    status: "pending",
    failure_code: null,
    watch_until: start + 25 * hour,
  });
  expect(decision.timeline).toMatchObject([
    { from: "pending", to: "pending", detail: "refused by the provider: no_capacity" },
  ]);
  expect(decision).toMatchObject({ events: [], jobs: [], transitions: [], isVisible: false });
});

test("rule 1: a successor takes the place of a payment once, whatever else is reported in the same answer", () => {
  const successor = paymentRecord({ id: "pay_next", created_at: now });
  const less = query({ ...paid, amountText: "1.00" });
  const settled = { kind: "operator", outcome: "failed", noteSealed: "sent back" } as const;
  const { decision } = apply(creating, [refused, less, settled], { successor });
  expect(decision.transitions.filter(({ to }) => to === "failed")).toHaveLength(2);
  expect(decision.insertedPayments).toHaveLength(1);
});

describe("what a report teaches about the order", () => {
  test("is the provider's number, where none is known yet", () => {
    const { after } = apply(creating, [query({ providerOrderId: "P-1" })]);
    expect(paymentOf(after).provider_order_id).toBe("P-1");
    expect(paymentOf(apply(after, [query({ providerOrderId: "P-2" })]).after).provider_order_id).toBe("P-1");
  });

  test("is the code, where the creation's answer was lost; it holds until the payment's own expiry", () => {
    const code = {
      type: "display_code",
      codeType: "store",
      code: "9300",
      barcode: null,
      details: [],
      expiresAt: 1,
    } as const;
    const { after } = apply(creating, [query({ nextAction: code })]);
    const sealed = `pay_1 ${JSON.stringify({ ...code, expiresAt: start + hour })}`;
    expect(paymentOf(after).next_action_sealed).toBe(sealed);
    const other = query({ nextAction: { ...code, code: "another" } });
    expect(paymentOf(apply(after, [other]).after).next_action_sealed).toBe(sealed);
  });
});
