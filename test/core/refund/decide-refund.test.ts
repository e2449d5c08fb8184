import { expect, test } from "vitest";
import { objectionToRefund } from "../../../bff/core/refund/decide-refund.ts";
import { mostRefunds } from "../../../bff/core/refund/on-payment.ts";
import { paymentRow } from "../../storage/rows.ts";

const paid = (refunds: number) =>
  paymentRow("pay_1", "cs_1", {
    status: "succeeded",
    received_minor: "10000",
    refunds: JSON.stringify(
      Array.from({ length: refunds }, (_, at) => ({ id: `re_${at}`, status: "canceled", minor: "1" })),
    ),
  });

test("a payment has so many refunds at most, those that failed included, and says so by name", () => {
  expect(objectionToRefund(paid(mostRefunds - 1), 1n)).toBeNull();
  for (const minor of [1n, null]) {
    expect(objectionToRefund(paid(mostRefunds), minor)).toMatchObject({
      code: "too_many_refunds",
      detail: "The payment has 50 refunds already. There can be no more.",
    });
  }
});
