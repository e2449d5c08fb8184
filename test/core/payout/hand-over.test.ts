import { describe, expect, test } from "vitest";
import { fail } from "../../../bff/core/errors.ts";
import { handOver } from "../../../bff/core/payout/hand-over.ts";
import { reducePayout } from "../../../bff/core/payout/reduce-payout.ts";
import { payoutMoveOf } from "../../../bff/core/payout/transitions.ts";
import { payoutRecord } from "../support/records.ts";

const approved = payoutRecord({ status: "creating", send_pending: 1 });
const reversed = fail("nothing_received", "The payment was reversed.");

describe("an approved payout that is about to be sent", () => {
  test("is sent when nothing speaks against its refund", () => {
    expect(handOver(approved, null)).toEqual({ kind: "handed_over" });
  });

  test("waits for an approval again when its refund may not be sent any more", () => {
    const reduced = reducePayout(approved, handOver(approved, reversed), 1_000);
    expect(payoutMoveOf(approved.status, reduced.fact)).toBe("awaiting_approval");
    expect(reduced).toMatchObject({
      changes: { send_pending: 0 },
      detail: "not sent: the refund may not be sent any more (nothing_received)",
    });
  });

  test("is not held back once somebody has begun to send it", () => {
    const begun = payoutRecord({ status: "creating", send_pending: 0 });
    expect(handOver(begun, reversed)).toEqual({ kind: "handed_over" });
  });
});
