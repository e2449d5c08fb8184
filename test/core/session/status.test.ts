import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses, sessionStatuses } from "../../../bff/contract.ts";
import { isOpen } from "../../../bff/core/payment/status.ts";
import { isClosed, sessionStatusOf } from "../../../bff/core/session/status.ts";

const payments = fc.array(fc.record({ status: fc.constantFrom(...paymentStatuses) }), { maxLength: 4 });
const before = fc.constantFrom(...sessionStatuses);
const session = fc.record({ status: before, expiresAt: fc.integer({ min: 0, max: 200 }), payments });

describe("a session", () => {
  test("has succeeded exactly when a payment has", () => {
    fc.assert(
      fc.property(session, fc.integer({ min: 0, max: 200 }), (facts, now) => {
        const paid = facts.payments.some(({ status }) => status === "succeeded");
        expect(sessionStatusOf(facts, now) === "succeeded").toBe(paid);
      }),
    );
  });

  test("never expires while a payment of it is open", () => {
    fc.assert(
      fc.property(session, (facts) => {
        fc.pre(facts.payments.some(({ status }) => isOpen(status)));
        expect(sessionStatusOf(facts, Number.MAX_SAFE_INTEGER)).not.toBe("expired");
      }),
    );
  });

  test.each([
    [[], "requires_payment_method"],
    [["failed", "canceled"], "requires_payment_method"],
    [["failed", "pending"], "requires_action"],
    [["creating"], "processing"],
    [["unknown"], "processing"],
    [["partially_paid"], "processing"],
    [["review"], "processing"],
    [["expired", "succeeded"], "succeeded"],
  ] as const)("with payments %j is %s", (statuses, expected) => {
    const facts = { status: "requires_payment_method", expiresAt: 100 } as const;
    const mine = statuses.map((status) => ({ status }));
    expect(sessionStatusOf({ ...facts, payments: mine }, 50)).toBe(expected);
    expect(isClosed(expected)).toBe(expected === "succeeded");
  });

  test("ends by its time, or by the merchant, and late money still counts", () => {
    const open = { status: "requires_payment_method", expiresAt: 100, payments: [] } as const;
    expect(sessionStatusOf(open, 99)).toBe("requires_payment_method");
    expect(sessionStatusOf(open, 100)).toBe("expired");
    expect(sessionStatusOf({ ...open, status: "canceled" }, 1_000)).toBe("canceled");
    const late = { ...open, status: "canceled", payments: [{ status: "succeeded" }] } as const;
    expect(sessionStatusOf(late, 1_000)).toBe("succeeded");
  });
});
