import { describe, expect, test } from "vitest";
import {
  payment as paymentSchema,
  refund as refundSchema,
  type TimelineEntry,
} from "../../../bff/contract.ts";
import { createFormat } from "../../../widget/console/i18n/format.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { tellPayment } from "../../../widget/console/story/payment-story.ts";
import { tellOpenRefunds, tellRefund } from "../../../widget/console/story/refund-story.ts";
import { payableOf, suggestedRefund, unreturnedExcess } from "../../../widget/console/story/refunded.ts";
import { at, mxn, paid, refund } from "../../browser/console/support/answers.ts";

const texts = await languages.en.load();
const words = { texts, format: createFormat("en") };

function line(from: string | null, to: string, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return { at: at(1), from, to, cause: "query", actor: null, detail: null, ...more };
}
const refundWith = (...timeline: readonly TimelineEntry[]) =>
  refundSchema.parse({ ...refund, status: timeline.at(-1)?.to, timeline });
const made = line(null, "awaiting_claim", { cause: "create", actor: "operator:ana" });
const sentences = (...timeline: readonly TimelineEntry[]) =>
  tellRefund(refundWith(...timeline), words).map(({ text }) => text);

describe("the story of a refund", () => {
  test("says who asked for it and how, that the customer claimed it, who approved it, and that it is done", () => {
    const told = sentences(
      made,
      line("awaiting_claim", "awaiting_approval", { cause: "create", actor: "customer" }),
      line("awaiting_approval", "creating", { cause: "operator", actor: "operator:bob" }),
      line("creating", "pending"),
      line("pending", "succeeded"),
    );
    expect(told).toEqual([
      "ana requested a refund of MX$20.00 (Paid too much), by a link for the customer.",
      "The customer entered an account for the refund of MX$20.00.",
      "The refund of MX$20.00 waits until another person approves it.",
      "bob approved the refund of MX$20.00.",
      "paypro-mx has accepted the refund of MX$20.00.",
      "paypro-mx confirmed that MX$20.00 has been refunded.",
    ]);
  });

  test("says how it ended without money, and by whom", () => {
    expect(
      sentences(made, line("awaiting_claim", "canceled", { cause: "cancel", actor: "key:backend" })).at(-1),
    ).toBe("the shop (backend) canceled the refund of MX$20.00. Nothing was sent.");
    expect(sentences(made, line("awaiting_claim", "expired", { cause: "expiry" })).at(-1)).toBe(
      "The customer did not use the link for the refund of MX$20.00 in time. Nothing was sent.",
    );
    const rejected = line("awaiting_approval", "canceled", { cause: "operator", actor: "operator:bob" });
    expect(sentences(made, rejected).at(-1)).toBe("bob canceled the refund of MX$20.00. Nothing was sent.");
  });

  test("is told in every language without a placeholder that is left", async () => {
    const states = ["unknown", "pending", "succeeded", "failed", "canceled", "expired", "awaiting_approval"];
    for (const { load } of Object.values(languages)) {
      const told = { texts: await load(), format: createFormat("en") };
      const all = states.flatMap((to) => tellRefund(refundWith(made, line("creating", to)), told));
      expect(all.length).toBeGreaterThan(states.length);
      for (const { text } of all) expect(text).not.toMatch(/\{\w+\}/);
    }
  });

  test("says how those stand that have not ended, and no others", () => {
    const list = [
      "awaiting_claim",
      "awaiting_approval",
      "creating",
      "unknown",
      "pending",
      "succeeded",
      "failed",
      "canceled",
      "expired",
    ];
    const told = tellOpenRefunds(
      list.map((status) => refundSchema.parse({ ...refund, status })),
      words,
    );
    expect(told).toHaveLength(5);
    expect(told[0]).toBe(
      "The customer has not entered an account for the refund of MX$20.00 yet. Send the link.",
    );
  });

  test("stands among the payment's own steps by its time", () => {
    const payment = paymentSchema.parse({ ...paid, reference: "order-1001", refunds: [] });
    const { steps, now } = tellPayment({ payment, session: null, refunds: [refundWith(made)], ...words });
    expect(steps.map(({ at: time }) => Date.parse(time))).toEqual(
      steps.map(({ at: time }) => Date.parse(time)).toSorted((one, other) => one - other),
    );
    expect(steps.some(({ text }) => text.startsWith("ana requested a refund"))).toBe(true);
    expect(now.at(-1)).toContain("has not entered an account");
  });
});

describe("the amount that is suggested", () => {
  const overpaid = paymentSchema.parse({ ...paid, reference: "order-1001", refunds: [] });
  const options = (left: string, held = "0.00", unconfirmed = "0.00") => {
    return { left: mxn(left), held: mxn(held), unconfirmed: mxn(unconfirmed) };
  };

  test("is what was paid too much, less what is in refunds already", () => {
    expect(suggestedRefund(overpaid, options("170.00"), 2)).toEqual(mxn("20.00"));
    expect(suggestedRefund(overpaid, options("162.00", "8.00"), 2)).toEqual(mxn("12.00"));
  });

  test("is all that is left where nothing was paid too much, or the excess is in refunds, or all was paid twice", () => {
    expect(suggestedRefund(overpaid, options("150.00", "20.00"), 2)).toEqual(mxn("150.00"));
    expect(unreturnedExcess(overpaid, options("140.00", "30.00"))).toBeNull();
    const exact = { ...overpaid, amountReceived: mxn("150.00") };
    expect(suggestedRefund(exact, options("150.00"), 2)).toEqual(mxn("150.00"));
    const twice = { ...overpaid, exceptions: ["duplicate_paid" as const, "overpaid" as const] };
    expect(suggestedRefund(twice, options("170.00"), 2)).toEqual(mxn("170.00"));
  });

  test("has nothing of what only a callback named", () => {
    expect(unreturnedExcess(overpaid, options("150.00", "0.00", "20.00"))).toBeNull();
    expect(unreturnedExcess(overpaid, options("160.00", "0.00", "10.00"))).toEqual(mxn("10.00"));
    expect(suggestedRefund(overpaid, options("150.00", "0.00", "20.00"), 2)).toEqual(mxn("150.00"));
  });

  test("is cut down to what the account can pay, and is nothing where that is nothing", () => {
    const received = { ...overpaid, amountReceived: mxn("1200.50") };
    expect(suggestedRefund(received, options("1200.50"), 0)).toEqual(mxn("1050.00"));
    expect(suggestedRefund(received, options("1200.50"), 1)).toEqual(mxn("1050.50"));
    expect(suggestedRefund(received, options("150.50", "1050.00"), 0)).toBeNull();
    const yen = { value: "1050", currency: "JPY" };
    expect(payableOf(yen, 0)).toEqual(yen);
  });
});
