/** Rule 1: a payment is decided on before the provider is called. */
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { decideStart } from "../../../bff/core/payment/decide-start.ts";
import { isOpen } from "../../../bff/core/payment/status.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { finish, heldWith } from "../support/held.ts";
import { paymentRecord, start } from "../support/records.ts";
import { day, minute } from "../support/times.ts";

const now = start + minute;
const another = paymentRecord({ id: "pay_new", created_at: now, updated_at: now });

function startIn(held: HeldSession, { paymentsPerSession = 0, at = now } = {}) {
  return decideStart(held, { payment: another, paymentsPerSession, now: at });
}

function opened(held: HeldSession) {
  const decided = startIn(held);
  if (decided.kind !== "opened") throw new Error(`not opened: ${decided.kind}`);
  return finish(held, decided.draft);
}

describe("rule 1: a payment that is started", () => {
  test("rule 1: is one decision with its row, its first line, its leased job, and its place in the session", () => {
    const { decision, after } = opened(heldWith());
    expect(decision).toMatchObject({
      insertedPayments: [{ id: "pay_new", status: "creating" }],
      changedPayments: [],
      timeline: [
        { subjectId: "pay_new", at: now, from: null, to: "creating", cause: "create", detail: null },
      ],
      jobs: [{ kind: "sync_payment", subjectId: "pay_new", runAt: now, step: 0, bornLeased: true }],
      callbacks: [],
      events: [],
      isVisible: true,
    });
    expect(after.session).toMatchObject({
      status: "processing",
      open_payment_id: "pay_new",
      payment_count: 1,
      updated_at: now,
    });
  });

  test("rule 1: is the newest payment of its session, and counts beside the earlier ones", () => {
    const { after } = opened(heldWith([{ status: "failed" }, { status: "canceled" }]));
    expect(after.payments.map((payment) => payment.id)).toEqual(["pay_1", "pay_2", "pay_new"]);
    expect(after.session.payment_count).toBe(3);
  });
});

describe("a session that is not free for a payment", () => {
  test.each(paymentStatuses.filter(isOpen))("is occupied while a payment of it is %s", (status) => {
    expect(startIn(heldWith({ status }))).toEqual({ kind: "occupied" });
  });

  test("is occupied also when its time is over, as the open payment holds it open", () => {
    expect(startIn(heldWith({ status: "pending" }), { at: start + 2 * day })).toEqual({ kind: "occupied" });
  });

  test.each([
    ["succeeded", heldWith({ status: "succeeded" }), now],
    ["canceled", heldWith([], { status: "canceled" }), now],
    ["expired", heldWith([], { status: "expired" }), now],
    ["expired", heldWith(), start + day],
  ])("is closed once it is %s, whatever its row says", (status, held, at) => {
    expect(startIn(held, { at })).toMatchObject({
      kind: "refused",
      failure: { code: "session_closed", detail: `The session is ${status}.` },
    });
  });

  test("is open to the last millisecond of its time", () => {
    expect(startIn(heldWith(), { at: start + day - 1 }).kind).toBe("opened");
  });

  test("has no payment left once it has had as many as are allowed, where there is a limit", () => {
    const held = heldWith([{ status: "failed" }, { status: "failed" }]);
    expect(startIn(held, { paymentsPerSession: 3 }).kind).toBe("opened");
    expect(startIn(held, { paymentsPerSession: 2 })).toMatchObject({
      kind: "refused",
      failure: { code: "too_many_payments" },
    });
    expect(startIn(held, { paymentsPerSession: 0 }).kind).toBe("opened");
  });

  test("says that it is closed before it says that its payments are used up", () => {
    const held = heldWith({ status: "succeeded" });
    expect(startIn(held, { paymentsPerSession: 1 })).toMatchObject({ failure: { code: "session_closed" } });
  });
});
