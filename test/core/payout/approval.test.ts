/** What speaks against approving or rejecting a payout. The services' tests have what follows from it. */
import { describe, expect, test } from "vitest";
import { type Failure, fail } from "../../../bff/core/errors.ts";
import { type Approval, objectionTo } from "../../../bff/core/payout/decide-approval.ts";
import { dayOf, othersOfDay } from "../../../bff/core/payout/limits.ts";
import type { PayoutRecord } from "../../../bff/core/records.ts";
import { payoutRecord } from "../support/records.ts";

const noon = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60 * 1_000;
const today = dayOf(noon);

function waiting(changes: Partial<PayoutRecord> = {}): PayoutRecord {
  return payoutRecord({ status: "awaiting_approval", counted_at: noon, ...changes });
}

function objection(
  payout: PayoutRecord,
  changes: Partial<Approval> = {},
  {
    dailyMinor,
    dayMinor = 0n,
    ofRefund = null,
  }: { readonly dailyMinor?: bigint; readonly dayMinor?: bigint; readonly ofRefund?: Failure | null } = {},
) {
  const approval: Approval = {
    kind: "approved",
    actor: "key:desk",
    noteSealed: null,
    canBeSent: true,
    amount: { minor: BigInt(payout.amount_minor), currency: "INR", decimals: 2 },
    limits: {
      maxAmount: new Map(),
      dailyLimit: new Map(dailyMinor === undefined ? [] : [["INR", dailyMinor]]),
      approveAbove: new Map([["INR", 0n]]),
    },
    day: { at: noon, ...today },
    ...changes,
  };
  return objectionTo(payout, approval, { dayMinor, ofRefund })?.code ?? null;
}

describe("a payout that waits", () => {
  test("and carries a refund that may not be sent now is not approved, and can be rejected", () => {
    const ofRefund = fail("nothing_received", "The payment was reversed.");
    expect(objection(waiting(), {}, { ofRefund })).toBe("nothing_received");
    expect(objection(waiting(), { kind: "rejected" }, { ofRefund })).toBeNull();
  });

  test("is decided by another actor than the one that made it", () => {
    expect(objection(waiting())).toBeNull();
    expect(objection(waiting(), { kind: "rejected" })).toBeNull();
    for (const kind of ["approved", "rejected"] as const)
      expect(objection(waiting(), { kind, actor: "key:backend" })).toBe("same_actor");
  });

  test("and of which nobody knows who made it is decided by nobody", () => {
    for (const kind of ["approved", "rejected"] as const)
      expect(objection(waiting({ created_by: null }), { kind })).toBe("same_actor");
  });

  test.each(["creating", "unknown", "pending", "review", "succeeded", "failed"] as const)(
    "is decided once: %s is no state of it",
    (status) => {
      expect(objection(waiting({ status }))).toBe("not_awaiting_approval");
      expect(objection(waiting({ status }), { kind: "rejected" })).toBe("not_awaiting_approval");
    },
  );

  test("and of which a callback says that it was paid out is not approved, but may be rejected", () => {
    // A row of an older version does not say what its callback said.
    const told = waiting({ confirm_pending: 1 });
    expect(objection(told)).toBe("not_awaiting_approval");
    expect(objection(told, { kind: "rejected" })).toBeNull();
  });

  test("is not approved while its account cannot send it", () => {
    expect(objection(waiting(), { canBeSent: false })).toBe("account_not_configured");
    expect(objection(waiting(), { canBeSent: false, kind: "rejected" })).toBeNull();
  });

  test("is approved within what the day of its approval leaves", () => {
    // INR 500.00 of its own, which the day's sum has already.
    expect(objection(waiting(), {}, { dailyMinor: 60_000n, dayMinor: 60_000n })).toBeNull();
    expect(objection(waiting(), {}, { dailyMinor: 60_000n, dayMinor: 60_001n })).toBe(
      "payout_limit_exceeded",
    );
    // Made the day before, it is not in today's sum.
    const old = waiting({ counted_at: noon - dayMs });
    expect(objection(old, {}, { dailyMinor: 60_000n, dayMinor: 10_000n })).toBeNull();
    expect(objection(old, {}, { dailyMinor: 60_000n, dayMinor: 10_001n })).toBe("payout_limit_exceeded");
    expect(objection(old, { kind: "rejected" }, { dailyMinor: 1n })).toBeNull();
  });
});

test("the others of a day are its sum without the payout itself, if it is in it", () => {
  const payout = { amount_minor: "300", counted_at: today.from };
  expect(othersOfDay(1_000n, payout, today)).toBe(700n);
  expect(othersOfDay(1_000n, { ...payout, counted_at: today.to - 1 }, today)).toBe(700n);
  expect(othersOfDay(1_000n, { ...payout, counted_at: today.to }, today)).toBe(1_000n);
  expect(othersOfDay(1_000n, { ...payout, counted_at: today.from - 1 }, today)).toBe(1_000n);
});
