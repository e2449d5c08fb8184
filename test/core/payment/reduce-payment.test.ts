import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../../bff/contract.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { reducePayment } from "../../../bff/core/payment/reduce-payment.ts";
import type { PaymentRecord } from "../../../bff/core/records.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { absentForMs, doubtWatchMs } from "../../../bff/core/schedule.ts";
import { readTestimony, testimonyText, wordOf } from "../../../bff/core/testimony.ts";
import { reportOf } from "../support/facts.ts";
import { paymentRecord } from "../support/records.ts";

const now = 1_000_000_000;
const reduce = (row: PaymentRecord, fact: PaymentFact, at: number) =>
  reducePayment({
    payment: row,
    fact,
    now: at,
    keepAction: (_id, action) => ({
      next_action_sealed: JSON.stringify(action),
      code_digest: action.type === "display_code" ? action.code : null,
    }),
  });
const many = { numRuns: 1_000 };
const flag = fc.constantFrom(0, 1);
const amountText = fc.constantFrom(null, "150.00", "149.99", "150.01", "50.00", "150.005");
const statuses = fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed");
const currency = fc.constantFrom(null, "MXN", "USD");

const payment = fc
  .record({
    status: fc.constantFrom(...paymentStatuses),
    confirm_pending: flag,
    reversal_pending: flag,
    received_minor: fc.constantFrom("0", "5000", "14999", "15000", "20000"),
    unknown_since: fc.constantFrom(null, now - 1),
    watch_until: fc.constantFrom(now - 1, now + 2 * doubtWatchMs),
    failure_code: fc.constantFrom(null, "resolved_as_failed", "payment_failed"),
  })
  .map((changes) => paymentRecord(changes));

const report = fc
  .record({ status: statuses, amountText, orderedAmountText: amountText, currency })
  .map((changes) => reportOf(changes));

const money = fc
  .record({
    status: fc.constantFrom("succeeded", "partially_paid"),
    amountText,
    orderedAmountText: amountText,
    currency,
  })
  .map((changes) => reportOf(changes));

/** A query's answer; or, if it must be confirmed, a weakly signed callback. */
function said(report: OrderReport, certainty: "confirmed" | "must_confirm" = "confirmed"): PaymentFact {
  return { kind: "report", report, certainty, digest: certainty === "confirmed" ? null : "digest" };
}

/** The payment while the assertion of a callback waits for a query. */
function asserted(row: PaymentRecord, assertion: OrderReport): PaymentRecord {
  const testimony = { assertion: wordOf(assertion), callback: null, query: null, settledMinor: null };
  return { ...row, confirm_pending: 1, testimony: testimonyText(testimony) };
}

describe("rule 5: what is reported", () => {
  test("rule 5: by a query without an amount is read as if it said what the callback asserted of the same status", () => {
    fc.assert(
      fc.property(payment, money, (row, assertion) => {
        // Of rows from before it was kept how much an operator knew of, callbacks and queries are read apart.
        fc.pre(assertion.amountText !== null && row.failure_code !== "resolved_as_failed");
        const meant = reduce(asserted(row, assertion), said(reportOf({ status: assertion.status })), now);
        const named = reduce({ ...row, testimony: null }, said(assertion), now);
        expect(meant.fact).toBe(named.fact);
        expect(meant.changes.received_minor).toBe(named.changes.received_minor);
        // It is read so the next time, too.
        expect(readTestimony({ testimony: meant.changes.testimony ?? null }).callback).toEqual(
          wordOf(assertion),
        );
      }),
      many,
    );
  });

  test("rule 13: means the same whichever of callback and query says which of two things", () => {
    fc.assert(
      fc.property(payment, money, money, (row, one, other) => {
        fc.pre(one.status === other.status);
        const oneWay = reduce(asserted(row, one), said(other), now);
        const otherWay = reduce(asserted(row, other), said(one), now);
        expect(oneWay.fact).toBe(otherWay.fact);
        expect(oneWay.changes.received_minor).toBe(otherWay.changes.received_minor);
      }),
      many,
    );
  });

  test("rule 5: by a weak callback moves no money and settles nothing, and an assertion is kept and watched for a day", () => {
    fc.assert(
      fc.property(payment, report, (row, assertion) => {
        const { fact, changes } = reduce(row, said(assertion, "must_confirm"), now);
        expect(changes.received_minor).toBe(undefined);
        if (fact !== "unconfirmed") return;
        expect(changes.watch_until).toBe(Math.max(row.watch_until, now + doubtWatchMs));
        if (assertion.status === "reversed") expect(changes.reversal_pending).toBe(1);
        else expect(changes.confirm_pending).toBe(1);
        const kept = readTestimony({ testimony: changes.testimony ?? null }).assertion;
        if (assertion.status !== "reversed") expect(kept).toEqual(wordOf(assertion));
      }),
      many,
    );
  });

  test("rule 5: by an answer ends the wait for a confirmation, unless it says that the money went back", () => {
    fc.assert(
      fc.property(payment, report, (row, answer) => {
        const { fact, changes } = reduce({ ...row, confirm_pending: 1 }, said(answer), now);
        if (fact === "unconfirmed") return;
        expect(changes.confirm_pending).toBe(answer.status === "reversed" ? undefined : 0);
      }),
      many,
    );
  });
});

describe("rule 7: a status outside the documentation", () => {
  test("rule 7: settles neither a confirmation nor a reversal", () => {
    fc.assert(
      fc.property(payment, (row) => {
        const odd = reportOf({ undocumentedStatus: "77" });
        const { fact, changes, settled } = reduce(row, said(odd), now);
        expect(fact).toBe("reported_pending");
        expect(settled).toBe(false);
        expect(changes.confirm_pending).toBe(undefined);
        expect(changes.reversal_pending).toBe(undefined);
      }),
      many,
    );
  });
});

describe("rule 8: money that is on record", () => {
  test("rule 8: of a payment that was given up opens it again only when it is more than before", () => {
    const abandoned = fc.constantFrom("failed", "canceled", "expired");
    const received = fc.bigInt({ min: 0n, max: 30_000n });
    const status = fc.constantFrom("partially_paid", "succeeded");
    fc.assert(
      fc.property(abandoned, received, received, status, (was, before, minor, told) => {
        fc.pre(told === "partially_paid" || minor !== 15_000n);
        const row = paymentRecord({ status: was, received_minor: before.toString() });
        const amountText = `${minor / 100n}.${(minor % 100n).toString().padStart(2, "0")}`;
        const answer = reportOf({ status: told, amountText });
        const isNews = before === 0n || minor > before;
        expect(reduce(row, said(answer), now).fact !== "reported_pending").toBe(isNews);
      }),
      many,
    );
  });
});

describe("rule 10: an order that is not found", () => {
  const notFound = { kind: "not_found" } as const;
  const at = (unknownSince: number | null, absentSince: number | null) =>
    paymentRecord({
      status: "unknown",
      unknown_since: unknownSince,
      absent_since: absentSince,
    });

  test("rule 10: counts from the first time that it was, and at 15 minutes, not a moment before", () => {
    expect(reduce(at(now, null), notFound, now)).toMatchObject({
      fact: "no_answer",
      changes: { absent_since: now },
    });
    expect(reduce(at(0, now), notFound, now + absentForMs - 1).fact).toBe("no_answer");
    expect(reduce(at(0, now), notFound, now + absentForMs)).toMatchObject({
      fact: "absent",
      changes: { failure_code: "not_created", failure_retryable: 1 },
    });
  });

  test("rule 10: counts only where the creation was in doubt", () => {
    expect(reduce(at(null, 0), notFound, now).fact).toBe("reported_pending");
  });
});

test("no report writes a state by itself, nor a sentence of the provider's own text", () => {
  const canary = "<canary>";
  const hostile = report.map((answer) => ({
    ...answer,
    currency: canary,
    amountText: canary,
    undocumentedStatus: answer.status === "pending" ? canary : null,
  }));
  const certainty = fc.constantFrom("confirmed", "must_confirm");
  fc.assert(
    fc.property(payment, hostile, certainty, (row, answer, sure) => {
      const { changes, detail } = reduce(row, said(answer, sure), now);
      expect(Object.keys(changes)).not.toContain("status");
      expect(Object.keys(changes)).not.toContain("exceptions");
      expect(detail ?? "").not.toContain("canary");
    }),
    many,
  );
});
