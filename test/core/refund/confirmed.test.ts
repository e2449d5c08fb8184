import { expect, test } from "vitest";
import { objectionToRefund } from "../../../bff/core/refund/decide-refund.ts";
import { confirmedMinor } from "../../../bff/core/refund/on-payment.ts";
import { paymentRow } from "../../storage/rows.ts";

const word = (status: string, amountText: string | null) => ({
  status,
  amountText,
  orderedAmountText: null,
  currency: null,
});

/** A payment of MXN 150.00. */
const received = (received_minor: string, testimony: object | null) =>
  paymentRow("pay_1", "cs_1", {
    status: "succeeded",
    amount_minor: "15000",
    received_minor,
    testimony: testimony === null ? null : JSON.stringify(testimony),
  });

test.each([
  [
    "what the last answer names, where a callback names more",
    "4900",
    { query: word("partially_paid", "1") },
    100n,
  ],
  ["what both say", "15000", { query: word("succeeded", "150.00") }, 15_000n],
  [
    "what was received, where the last answer names more",
    "4900",
    { query: word("succeeded", "150.00") },
    4_900n,
  ],
  [
    "what was ordered, where the answer names no amount",
    "900000",
    { query: word("succeeded", null) },
    15_000n,
  ],
  ["nothing of a part that only a callback names", "4900", { query: word("partially_paid", null) }, 0n],
  [
    "what was ordered, where the amount cannot be read",
    "900000",
    { query: word("succeeded", "NaN") },
    15_000n,
  ],
  [
    "what an operator has settled, where the answers name less",
    "900000",
    { query: word("succeeded", null), acceptedMinor: "900000" },
    900_000n,
  ],
  [
    "no more than an operator saw, whatever a callback names later",
    "900000",
    { query: word("succeeded", null), acceptedMinor: "20000" },
    20_000n,
  ],
  ["all, where nobody was queried because the signature is proof", "900000", null, 900_000n],
])("of what was received, %s may leave", (_what, minor, testimony, agreed) => {
  expect(confirmedMinor(received(minor, testimony))).toBe(agreed);
});

test("a refund of more than the answers confirm is refused, and the refusal says so", () => {
  const payment = received("900000", { query: word("succeeded", null) });
  expect(objectionToRefund(payment, 15_000n)).toBeNull();
  expect(objectionToRefund(payment, 15_001n)).toMatchObject({
    code: "refund_exceeds_received",
    detail:
      "150.00 MXN of 9000.00 may still be given back. More was reported, and the provider's answers do not confirm it.",
  });
});
