import { describe, expect, test } from "vitest";
import { dayOf, decideLimits, type PayoutLimits } from "../../../bff/core/payout/limits.ts";

const limits: PayoutLimits = {
  maxAmount: new Map([["INR", 10_000n]]),
  dailyLimit: new Map([["INR", 25_000n]]),
  approveAbove: new Map([
    ["INR", 5_000n],
    ["MXN", 0n],
  ]),
};

function decide(minor: bigint, acceptedMinor = 0n, currency = "INR") {
  return decideLimits(limits, { amount: { minor, currency, decimals: 2 }, acceptedMinor });
}

describe("the limits of payouts", () => {
  test("allow an amount at the limit, and refuse the next one", () => {
    expect(decide(10_000n).kind).toBe("allowed");
    expect(decide(10_001n)).toMatchObject({
      kind: "refused",
      failure: { code: "payout_limit_exceeded", errors: [{ path: "amount" }] },
    });
  });

  test("count what was accepted that day", () => {
    expect(decide(10_000n, 15_000n).kind).toBe("allowed");
    expect(decide(10_000n, 15_001n).kind).toBe("refused");
  });

  test("ask for an approval above an amount, and not at it", () => {
    expect(decide(5_000n)).toEqual({ kind: "allowed", needsApproval: false });
    expect(decide(5_001n)).toEqual({ kind: "allowed", needsApproval: true });
    expect(decide(1n, 0n, "MXN")).toEqual({ kind: "allowed", needsApproval: true });
  });

  test("are of their currency alone", () => {
    expect(decide(999_999_999n, 999_999_999n, "CNY")).toEqual({ kind: "allowed", needsApproval: false });
  });

  test("are not told, nor what is left of them", () => {
    for (const refused of [decide(10_001n), decide(10_000n, 24_999n)]) {
      expect(JSON.stringify(refused)).not.toMatch(/\d{2}/);
    }
  });
});

test("a day is of 24 hours, in UTC", () => {
  const noon = Date.UTC(2026, 10, 20, 12);
  expect(dayOf(noon)).toEqual({ from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 21) });
  expect(dayOf(Date.UTC(2026, 10, 21))).toEqual({ from: Date.UTC(2026, 10, 21), to: Date.UTC(2026, 10, 22) });
  expect(dayOf(Date.UTC(2026, 10, 21) - 1)).toEqual(dayOf(noon));
});
