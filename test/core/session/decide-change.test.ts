/** The merchant changes what is still to be paid: every state of a payment, and money for the amount of before. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import type { Amount } from "../../../bff/core/money.ts";
import { isOpen } from "../../../bff/core/payment/status.ts";
import { decideChange } from "../../../bff/core/session/decide-change.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { anyHeld } from "../support/arbitraries.ts";
import { paid, query, weakCallback } from "../support/facts.ts";
import { apply, eventTypes, exceptionsIn, finish, heldWith, jobsOf, paymentOf } from "../support/held.ts";
import { start } from "../support/records.ts";
import { day, minute } from "../support/times.ts";

const now = start + minute;
const pesos = (value: number): Amount => ({ minor: BigInt(value) * 100n, currency: "MXN", decimals: 2 });

function changed(held: HeldSession, amount: Amount): HeldSession {
  const answer = decideChange(held, { terms: { amount }, now });
  if (answer.kind !== "changed") throw new Error(`not changed: ${answer.kind}`);
  return finish(held, answer.draft).after;
}

const refusalOf = (held: HeldSession, amount = pesos(200)) => {
  const answer = decideChange(held, { terms: { amount }, now });
  return answer.kind === "refused" ? answer.failure.code : answer.kind;
};

describe("another amount", () => {
  test.each([
    ["creating", "payment_in_progress"],
    ["unknown", "occupied"],
    ["pending", "occupied"],
    ["partially_paid", "payment_in_progress"],
    ["review", "payment_in_progress"],
    ["succeeded", "session_closed"],
    ["failed", "changed"],
    ["canceled", "changed"],
    ["expired", "changed"],
  ] as const)("beside a payment that is %s: %s", (status, expected) => {
    expect(refusalOf(heldWith({ status }))).toBe(expected);
  });

  test.each(["succeeded", "canceled", "expired"] as const)("of a session that is %s is refused", (status) => {
    expect(refusalOf(heldWith([], { status }))).toBe("session_closed");
  });

  test("of a session whose time is over is refused, before its job has run", () => {
    expect(refusalOf(heldWith([], { expires_at: now }))).toBe("session_closed");
  });

  test("of a session that had expired and that late money has opened again is refused", () => {
    const reopened = heldWith({ status: "review" }, { status: "processing", announced: "session.expired" });
    const answer = decideChange(reopened, { terms: { expiresAt: now + day }, now });
    expect(answer).toMatchObject({ kind: "refused", failure: { code: "session_closed" } });
  });

  test.each(["pending", "canceled"] as const)(
    "while a reported success of a payment that is %s is being confirmed is refused",
    (status) => {
      const reported = apply(heldWith({ status }), [weakCallback(paid)]).after;
      expect(refusalOf(reported)).toBe("payment_being_confirmed");
    },
  );

  test("in another currency is taken only while no payment was started", () => {
    const dollars = { minor: 1_000n, currency: "USD", decimals: 2 };
    expect(refusalOf(heldWith(), dollars)).toBe("changed");
    expect(refusalOf(heldWith({ status: "canceled" }), dollars)).toBe("validation_failed");
  });

  test("changes no payment, announces nothing, and is seen by the customer", () => {
    const held = heldWith({ status: "canceled" });
    const answer = decideChange(held, { terms: { amount: pesos(200) }, now });
    if (answer.kind !== "changed") throw new Error(answer.kind);
    const { decision, after } = finish(held, answer.draft);
    expect(after.session).toMatchObject({ amount_minor: "20000", updated_at: now });
    expect(decision).toMatchObject({ changedPayments: [], events: [], timeline: [], isVisible: true });
  });

  test("that is the same amount is no change", () => {
    expect(refusalOf(heldWith({ status: "review" }), pesos(150))).toBe("unchanged");
  });

  test("is never taken while a payment is open or has succeeded, whatever was said of it", () => {
    fc.assert(
      fc.property(anyHeld, (held) => {
        const isBusy = held.payments.some(({ status }) => isOpen(status) || status === "succeeded");
        if (isBusy) expect(refusalOf(held, pesos(9_999))).not.toBe("changed");
      }),
    );
  });
});

test("other words and times are taken beside an open payment in any state", () => {
  for (const status of paymentStatuses.filter(isOpen)) {
    const held = heldWith({ status });
    const expiresAt = now + 2 * day;
    const answer = decideChange(held, { terms: { reference: "order-2", expiresAt }, now });
    if (answer.kind !== "changed") throw new Error(answer.kind);
    const { decision, after } = finish(held, answer.draft);
    expect(after.session).toMatchObject({ reference: "order-2", expires_at: expiresAt });
    expect(jobsOf(decision, "expire_session")).toMatchObject([{ keepEarlier: false }]);
  }
});

describe("money for the amount of before", () => {
  const given = heldWith({ status: "canceled" });

  test("is too little once the amount was raised: a person looks, and the session is not paid", () => {
    const late = apply(changed(given, pesos(200)), [query(paid)]);
    expect(paymentOf(late.after)).toMatchObject({ status: "review", received_minor: "15000" });
    expect(exceptionsIn(late.after)).toEqual(["underpaid", "paid_late"]);
    expect(late.after.session).toMatchObject({ status: "processing", paid_payment_id: null });
    expect(eventTypes(late.decision)).toEqual(["payment.review_required"]);
  });

  test("is too much once the amount was lowered", () => {
    const late = apply(changed(given, pesos(100)), [query(paid)]);
    expect(paymentOf(late.after)).toMatchObject({ status: "review", received_minor: "15000" });
    expect(exceptionsIn(late.after)).toContain("overpaid");
    expect(late.after.session.paid_payment_id).toBeNull();
  });

  test("pays when the amount is what it was", () => {
    const back = changed(changed(given, pesos(200)), pesos(150));
    expect(apply(back, [query(paid)]).after.session.status).toBe("succeeded");
  });

  test("is a duplicate once another payment has paid the new amount", () => {
    const raised = changed(given, pesos(200));
    const paidNow = heldWith(
      [...raised.payments, { status: "succeeded", amount_minor: "20000", received_minor: "20000" }],
      { ...raised.session, status: "succeeded", paid_payment_id: "pay_2" },
    );
    const late = apply(paidNow, [query(paid)], { paymentId: "pay_1" });
    expect(exceptionsIn(late.after, "pay_1")).toEqual(["paid_late", "duplicate_paid"]);
  });

  test("never makes a session paid that costs more, in whatever form and order it is reported", () => {
    const reports = [query(paid), weakCallback(paid), query({ ...paid, amountText: null })];
    fc.assert(
      fc.property(
        fc.constantFrom("failed", "canceled", "expired" as const),
        fc.array(fc.constantFrom(...reports), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 151, max: 900 }),
        (status, facts, value) => {
          const held = changed(heldWith({ status }), pesos(value));
          const { after } = apply(held, facts);
          expect(after.session.status).not.toBe("succeeded");
          expect(after.session.paid_payment_id).toBeNull();
        },
      ),
    );
  });
});
