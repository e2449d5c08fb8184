/** How a refund stands whose payout had ended before a callback said that it was paid. */
import { describe, expect, test } from "vitest";
import { refundStateOf } from "../../../bff/core/refund/status.ts";
import { query, weakCallback } from "../support/facts.ts";
import { applyToPayout, heldPayoutWith } from "../support/held-payout.ts";

const orderNo = "order-no-po_1";
const claim = weakCallback({ orderNo, status: "succeeded" }, "paid");
const failed = query({ orderNo, status: "failed" });
const paid = query({ orderNo, status: "succeeded" });

const statusAfter = (
  status: "failed" | "rejected" | "awaiting_approval" | "pending",
  facts: readonly (typeof claim)[],
) => {
  const held = facts.reduce(
    (payout, fact) =>
      applyToPayout(payout, [fact], { cause: fact.digest === null ? "query" : "callback" }).after,
    heldPayoutWith({ status }),
  );
  return refundStateOf(held.payout).status;
};

describe("a refund whose payout had ended without money", () => {
  test.each(["failed", "rejected", "awaiting_approval"] as const)(
    "is pending while a callback says that the %s payout was paid, so that its amount is not refunded again",
    (status) => {
      expect(statusAfter(status, [claim])).toBe("pending");
      expect(statusAfter(status, [claim, paid])).toBe("succeeded");
    },
  );

  test("is pending while a callback says that money that came back went out again, and ends with the answer", () => {
    const reversed = query({ orderNo, status: "reversed" });
    expect(statusAfter("pending", [paid, reversed])).toBe("failed");
    expect(statusAfter("pending", [paid, reversed, claim])).toBe("pending");
    expect(statusAfter("pending", [paid, reversed, claim, failed])).toBe("failed");
    expect(statusAfter("pending", [paid, reversed, claim, paid])).toBe("succeeded");
  });
});
