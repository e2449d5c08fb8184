import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import { classifyReport, type Expected, type Reported } from "../../../bff/core/payment/classify-report.ts";
import type { Certainty } from "../../../bff/core/report-fact.ts";

const ours = { minor: 15_000n, currency: "MXN", decimals: 2 } as const;
const amountText = fc.constantFrom(
  null,
  "150.00",
  "150",
  "150.000",
  "149.99",
  "150.01",
  "0",
  "150.005",
  "1e3",
  "",
);
const reported = fc.record({
  orderNo: fc.constantFrom("ours", "ours", "theirs"),
  status: fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed"),
  amountText,
  amountUntold: fc.boolean(),
  orderedAmountText: amountText,
  currency: fc.constantFrom(null, "MXN", "USD"),
  undocumentedStatus: fc.constantFrom(null, null, "77"),
}) satisfies fc.Arbitrary<Reported>;
const held = fc.record({
  status: fc.constantFrom(...paymentStatuses),
  orderNo: fc.constant("ours"),
  amount: fc.constant(ours),
  reversalPending: fc.boolean(),
}) satisfies fc.Arbitrary<Expected>;
const certainty = fc.constantFrom<Certainty>("confirmed", "must_confirm");
const many = { numRuns: 3_000 };

/** What the texts of these tests say, in minor units; undefined for what cannot be held exactly. */
const minorOf: Readonly<Record<string, bigint>> = {
  "150.00": 15_000n,
  "150": 15_000n,
  "150.000": 15_000n,
  "149.99": 14_999n,
  "150.01": 15_001n,
  "0": 0n,
};

const paid: Reported = {
  orderNo: "ours",
  status: "succeeded",
  amountText: "150.00",
  orderedAmountText: null,
  currency: null,
};
const open: Expected = { status: "pending", orderNo: "ours", amount: ours, reversalPending: false };

describe("rule 5: a report", () => {
  test("rule 5: is an exact payment only where order number, currency, amount and amount ordered agree, and is confirmed", () => {
    fc.assert(
      fc.property(reported, held, certainty, (report, payment, sure) => {
        const { fact, receivedMinor } = classifyReport(report, payment, sure);
        const agrees =
          report.status === "succeeded" &&
          sure === "confirmed" &&
          report.orderNo === "ours" &&
          report.currency !== "USD" &&
          (report.amountText === null ? !report.amountUntold : minorOf[report.amountText] === 15_000n) &&
          (report.orderedAmountText === null || minorOf[report.orderedAmountText] === 15_000n) &&
          !payment.reversalPending;
        expect(fact === "paid_exact").toBe(agrees);
        if (agrees) expect(receivedMinor).toBe(15_000n);
      }),
      many,
    );
  });

  test("rule 5: counts as money of another amount only by a number that can be held, and with that number", () => {
    fc.assert(
      fc.property(reported, held, certainty, (report, payment, sure) => {
        const { fact, receivedMinor, isIncomparable } = classifyReport(report, payment, sure);
        if (isIncomparable === true || (fact !== "paid_less" && fact !== "paid_more")) return;
        expect(receivedMinor).toBe(minorOf[report.amountText ?? ""]);
        expect(fact).toBe((receivedMinor ?? 0n) < 15_000n ? "paid_less" : "paid_more");
      }),
      many,
    );
  });

  test("rule 5: by a weak signature says nothing of money, whatever it says", () => {
    fc.assert(
      fc.property(reported, held, (report, payment) => {
        const { fact, receivedMinor } = classifyReport(report, payment, "must_confirm");
        expect(receivedMinor).toBe(null);
        expect(fact === "unconfirmed").toBe(report.status !== "pending");
      }),
      many,
    );
  });

  test.each<readonly [string, Partial<Reported>, bigint | null]>([
    ["another order number", { orderNo: "theirs" }, 15_000n],
    ["another order number and another amount", { orderNo: "theirs", amountText: "149.99" }, 14_999n],
  ])("rule 5: of %s disagrees: it is for a person", (_, difference, receivedMinor) => {
    const reading = classifyReport({ ...paid, ...difference }, open, "confirmed");
    expect(reading).toMatchObject({ fact: "paid_disagreeing", receivedMinor });
    expect(reading.detail).not.toBe(null);
  });

  test.each<readonly [string, Partial<Reported>, bigint]>([
    ["another currency", { currency: "USD" }, 0n],
    ["an amount that cannot be read", { amountText: "150.005" }, 0n],
    ["another amount ordered", { orderedAmountText: "149.99" }, 14_999n],
    ["an amount ordered that cannot be read", { orderedAmountText: "1e3" }, 0n],
  ])("rule 13: of %s counts as less, by what is sure of it", (_, difference, receivedMinor) => {
    const reading = classifyReport({ ...paid, ...difference }, open, "confirmed");
    expect(reading).toMatchObject({ fact: "paid_less", receivedMinor, isIncomparable: true });
    expect(reading.detail).not.toBe(null);
  });

  test("rule 5: agrees if its currency is ours in other letters", () => {
    expect(classifyReport({ ...paid, currency: "mxn" }, open, "confirmed").fact).toBe("paid_exact");
  });

  test("rule 5: that names no amount means the amount ordered, unless the provider calls paid whatever was paid", () => {
    const unnamed = { ...paid, amountText: null };
    expect(classifyReport(unnamed, open, "confirmed")).toMatchObject({
      fact: "paid_exact",
      receivedMinor: 15_000n,
    });
    const untold = classifyReport({ ...unnamed, amountUntold: true }, open, "confirmed");
    expect(untold).toMatchObject({ fact: "unconfirmed", receivedMinor: null });
  });

  test("rule 5: of a part has what was received, or nothing where that cannot be read", () => {
    const part = { ...paid, status: "partially_paid" } as const;
    const read = (text: string | null) => classifyReport({ ...part, amountText: text }, open, "confirmed");
    expect(read("50.00")).toEqual({ fact: "reported_partial", receivedMinor: 5_000n, detail: null });
    expect(read("50.005").receivedMinor).toBe(null);
    expect(read(null).receivedMinor).toBe(null);
  });
});

describe("rule 11: a report", () => {
  test("rule 11: reverses only what counts as paid, by an answer, after a reversal was reported or by one that counts", () => {
    fc.assert(
      fc.property(reported, held, certainty, (report, payment, sure) => {
        const { fact } = classifyReport(report, payment, sure);
        const countsAsPaid = payment.status === "succeeded" || payment.status === "review";
        const saysUnpaid = ["pending", "failed", "canceled"].includes(report.status);
        const settles =
          saysUnpaid && payment.reversalPending && countsAsPaid && report.undocumentedStatus === null;
        expect(fact === "reversed").toBe(sure === "confirmed" && (settles || report.status === "reversed"));
      }),
      many,
    );
  });

  test("rule 11: that says paid while a reversal is in doubt is for a person", () => {
    expect(classifyReport(paid, { ...open, reversalPending: true }, "confirmed").fact).toBe(
      "paid_disagreeing",
    );
  });
});

describe("rule 7: a report", () => {
  test("rule 7: with a status outside the documentation is still pending, whatever is held", () => {
    fc.assert(
      fc.property(held, certainty, (payment, sure) => {
        const odd = { ...paid, status: "pending", undocumentedStatus: "77" } as const;
        expect(classifyReport(odd, payment, sure)).toEqual({
          fact: "reported_pending",
          receivedMinor: null,
          detail: null,
        });
      }),
    );
  });
});

test("a report never makes a sentence of the provider's own text", () => {
  const canary = "<canary>";
  const hostile = fc.record({
    orderNo: fc.constantFrom("ours", canary),
    status: fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed"),
    amountText: fc.constantFrom(null, canary),
    orderedAmountText: fc.constantFrom(null, canary),
    currency: fc.constantFrom(null, canary),
    undocumentedStatus: fc.constantFrom(null, canary),
  }) satisfies fc.Arbitrary<Reported>;
  fc.assert(
    fc.property(hostile, held, certainty, (report, payment, sure) => {
      expect(classifyReport(report, payment, sure).detail ?? "").not.toContain("canary");
    }),
    many,
  );
});
