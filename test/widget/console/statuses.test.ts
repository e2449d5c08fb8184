import { describe, expect, test } from "vitest";
import {
  account,
  eventView,
  paymentStatuses,
  payoutStatuses,
  refundStatuses,
  sessionStatuses,
} from "../../../bff/contract.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";

const known = {
  session: sessionStatuses,
  payment: paymentStatuses,
  payout: payoutStatuses,
  refund: refundStatuses,
  delivery: eventView.shape.deliveries.element.shape.state.options,
  circuit: account.shape.circuit.options,
} as const;

describe.each(Object.entries(languages))("%s", (_tag, { load }) => {
  test.each(Object.entries(known))("has a word of its own for each status of a %s", async (of, statuses) => {
    const words: Readonly<Record<string, string>> =
      Object.entries((await load()).status).find(([object]) => object === of)?.[1] ?? {};
    expect(Object.keys(words).toSorted()).toEqual([...statuses].toSorted());
    expect(new Set(Object.values(words)).size).toBe(statuses.length);
  });

  test("does not borrow a payment's word for money that goes out", async () => {
    const { payment, payout, refund } = (await load()).status;
    for (const status of ["creating", "unknown", "pending", "succeeded"] as const) {
      expect(payout[status]).not.toBe(payment[status]);
      expect(refund[status]).not.toBe(payment[status]);
    }
    expect(refund.succeeded).not.toBe(payout.succeeded);
    expect(refund.expired).not.toBe(payment.expired);
  });

  test("knows no other object with statuses", async () => {
    expect(Object.keys((await load()).status).toSorted()).toEqual(Object.keys(known).toSorted());
  });
});
