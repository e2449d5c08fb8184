/** Rule 5: succeeded needs order number, currency and amount to agree, by whatever channel they come. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderReport } from "../../../bff/core/report.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { accepted, paid, query, strongCallback, weakCallback } from "../support/facts.ts";
import { apply, applyInTurn, eventTypes, exceptionsIn, heldWith, paymentOf } from "../support/held.ts";
import { tell, ways } from "../support/ways.ts";

const many = { numRuns: 400 };
const pending = heldWith({ status: "pending" });
const someText = fc.oneof(
  fc.constantFrom("150.00", "150", "150.000", "149.99", "150.01", "150.005", "1e3", "0", "-150.00", ""),
  fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
);
const amountText = fc.option(someText, { nil: null, freq: 8 });
const currency = fc.constantFrom(null, null, "MXN", "USD");

/** Minor units of MXN; null for a text that is no amount. Written independently of our own code. */
function minorOf(text: string): number | null {
  if (!/^\d+(\.\d\d?0*)?$/.test(text)) return null;
  return Math.round(Number(text) * 100);
}

interface Verdict {
  readonly status: string;
  readonly exceptions: readonly string[];
  readonly received_minor?: string;
}

/** What cannot be compared stands for nothing, so that the order of what is said does not matter (rule 13). */
const incomparable: Verdict = { status: "review", exceptions: ["underpaid"], received_minor: "0" };

/** The required result of a verified success with that amount. */
function verdictOn(amountText: string | null, currency: string | null): Verdict {
  if (currency === "USD") return incomparable;
  if (amountText === null) return { status: "succeeded", exceptions: [], received_minor: "15000" };
  const minor = minorOf(amountText);
  if (minor === null) return incomparable;
  const received_minor = String(minor);
  if (minor === 15_000) return { status: "succeeded", exceptions: [], received_minor };
  return { status: "review", exceptions: [minor < 15_000 ? "underpaid" : "overpaid"], received_minor };
}

function expectVerdict(held: HeldSession, { exceptions, ...columns }: Verdict): void {
  expect(paymentOf(held)).toMatchObject(columns);
  expect(exceptionsIn(held)).toEqual(exceptions);
}

/** What an assertion and the query that confirms it must lead to: they are compared, and the lesser of two amounts came. */
function expectBoth(
  held: HeldSession,
  said: { readonly asserted: string | null; readonly coin: string | null; readonly answered: string | null },
): void {
  const { asserted, coin, answered } = said;
  const named = [asserted, answered].filter((text) => text !== null);
  const amounts = named.map(minorOf).filter((minor) => minor !== null);
  const isReadable = coin !== "USD" && amounts.length === named.length;
  expectVerdict(held, isReadable ? verdictOnAmounts(amounts) : incomparable);
}

function verdictOnAmounts(amounts: readonly number[]): Verdict {
  if (amounts.length === 0) return verdictOn(null, null);
  const received_minor = String(Math.min(...amounts));
  if (Math.min(...amounts) < 15_000) return { status: "review", exceptions: ["underpaid"], received_minor };
  const isMore = Math.max(...amounts) > 15_000;
  return isMore
    ? { status: "review", exceptions: ["overpaid"], received_minor }
    : { status: "succeeded", exceptions: [], received_minor };
}

const channels: Readonly<Record<string, (report: Partial<OrderReport>) => HeldSession>> = {
  "the answer to a creation": (report) =>
    apply(heldWith({ status: "creating" }), [accepted, query(report)], { cause: "create" }).after,
  "a callback that counts by itself": (report) => apply(pending, [strongCallback(report)]).after,
  "the answer to a query": (report) => apply(pending, [query(report)]).after,
};

describe("rule 5: a verified success", () => {
  test.each(Object.keys(channels))(
    "rule 5: by %s counts by its amount and its currency, whatever they are",
    (channel) => {
      fc.assert(
        fc.property(amountText, currency, (text, coin) => {
          const after = channels[channel]?.({ status: "succeeded", amountText: text, currency: coin });
          expectVerdict(after ?? pending, verdictOn(text, coin));
        }),
        many,
      );
    },
  );

  test.each(Object.keys(channels))(
    "rule 5: by %s about another order number needs manual review",
    (channel) => {
      const after = channels[channel]?.({ ...paid, orderNo: "a-stranger-s" }) ?? pending;
      expect(paymentOf(after).status).toBe("review");
      expect(after.lastDetails.get("pay_1")).toBe("paid under another order number");
    },
  );
});

describe("rule 5: a weakly signed callback", () => {
  test.each(["named", "unnamed", "untold"] as const)(
    "rules 5 and 13: and the query that confirms it, whose amount is %s, decide together",
    (naming) => {
      fc.assert(
        fc.property(amountText, someText, currency, (asserted, answered, coin) => {
          const callback = weakCallback({ status: "succeeded", amountText: asserted, currency: coin });
          const answer = { status: "succeeded", amountText: naming === "named" ? answered : null } as const;
          const { after } = applyInTurn(pending, [
            callback,
            query(naming === "untold" ? { ...answer, amountUntold: true } : answer),
          ]);
          if (naming === "named") return expectBoth(after, { asserted, coin, answered });
          const names = asserted !== null || coin === "USD";
          if (naming === "unnamed" || names) return expectVerdict(after, verdictOn(asserted, coin));
          expect(paymentOf(after)).toMatchObject({ status: "pending", confirm_pending: 1 });
        }),
        many,
      );
    },
  );

  test.each([
    ["less", { amountText: "15.00" }],
    ["more", { amountText: "200.00" }],
    ["another currency", { amountText: "150.00", currency: "USD" }],
    ["an amount that cannot be read", { amountText: "150.005" }],
    ["another amount as ordered", { amountText: "150.00", orderedAmountText: "15.00" }],
  ])(
    "rule 5: of %s stays in review however often a query that names no amount says paid, and is reported once",
    (_, asserted) => {
      const answer = query({ status: "succeeded" });
      const first = applyInTurn(pending, [weakCallback({ status: "succeeded", ...asserted }), answer]);
      expect(paymentOf(first.after).status).toBe("review");
      expect(eventTypes(first.decision)).toEqual(["payment.review_required"]);
      const later = apply(first.after, [answer, answer, answer]);
      expect(later.changed).toBe(false);
      expect(later.decision.events).toEqual([]);
      expect(paymentOf(later.after)).toEqual({ ...paymentOf(first.after), updated_at: expect.any(Number) });
    },
  );
});

describe("rule 13: what cannot be compared with the answer of a query", () => {
  const cells = [
    ["another currency", { amountText: "150.00", currency: "USD" }, "0"],
    ["an amount that cannot be read", { amountText: "150.005" }, "0"],
    ["an amount that is no number", { amountText: "abc" }, "0"],
    ["a smaller amount as ordered", { amountText: "150.00", orderedAmountText: "15.00" }, "1500"],
    [
      "a smaller amount as ordered, and paid more",
      { amountText: "200.00", orderedAmountText: "15.00" },
      "1500",
    ],
    ["a larger amount as ordered", { amountText: "150.00", orderedAmountText: "200.00" }, "15000"],
  ] as const;
  const sources = { strong: strongCallback, weak: weakCallback };
  const answers = { "no amount": null, "the whole amount": "150.00", "a larger amount": "250.00" };
  const all = cells.flatMap(([name, said, received]) =>
    (["strong", "weak"] as const).flatMap((signed) =>
      (["no amount", "the whole amount", "a larger amount"] as const).map(
        (naming) => [`${signed} callback`, name, naming, { said, received, signed }] as const,
      ),
    ),
  );

  test.each(all)(
    "rule 13: the %s with %s and the query with %s end alike in either order, and the merchant hears of it",
    (_callback, _name, naming, { said, received, signed }) => {
      const callback = sources[signed]({ status: "succeeded", ...said });
      const answer = query({ status: "succeeded", amountText: answers[naming] });
      const first = applyInTurn(pending, [callback, answer]);
      expect(paymentOf(first.after)).toMatchObject({ status: "review", received_minor: received });
      const paidFirst = applyInTurn(pending, [answer]);
      const last = applyInTurn(paidFirst.after, signed === "weak" ? [callback, answer] : [callback]);
      expect(paymentOf(last.after)).toMatchObject({
        status: paymentOf(paidFirst.after).status,
        received_minor: received,
      });
      expect(exceptionsIn(last.after)).toEqual(exceptionsIn(first.after));
      expect(exceptionsIn(last.after)).toHaveLength(1);
      expect(eventTypes(last.decision)).toEqual(["payment.updated"]);
    },
  );

  test("rule 13: is taken back by a callback that can be compared", () => {
    const { after } = applyInTurn(pending, [
      query({ status: "succeeded" }),
      strongCallback({ status: "succeeded", amountText: "abc" }),
      strongCallback({ status: "succeeded", amountText: "150.00" }),
    ]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(exceptionsIn(after)).toEqual([]);
  });
});

describe("rule 5: what arrives in parts", () => {
  const part = (amountText: string) => ({ status: "partially_paid", amountText }) as const;

  test.each(ways)(
    "rule 5: by $title shows what arrived, is reported as partially paid once, then as updated, and is completed by the rest",
    (way) => {
      const one = tell(pending, way, { says: part("50.00") });
      expect(paymentOf(one.after)).toMatchObject({ status: "partially_paid", received_minor: "5000" });
      expect(one.decisions.flatMap(eventTypes)).toEqual(["payment.partially_paid"]);
      const two = tell(one.after, way, { says: part("70.00") });
      expect(paymentOf(two.after)).toMatchObject({ status: "partially_paid", received_minor: "7000" });
      expect(two.decisions.flatMap(eventTypes)).toEqual(["payment.updated"]);
      expect(two.decisions.flatMap(({ timeline }) => timeline).at(-1)).toMatchObject({
        from: "partially_paid",
        to: "partially_paid",
      });
      const all = tell(two.after, way, { says: paid });
      expect(paymentOf(all.after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(exceptionsIn(all.after)).toEqual([]);
    },
  );

  const cells = ways.flatMap((way) =>
    (["failed", "canceled"] as const).map((status) => [status, way.title, way] as const),
  );

  test.each(cells)("rule 5: and is then called off as %s by %s needs manual review", (status, _, way) => {
    const { after } = tell(tell(pending, way, { says: part("50.00") }).after, way, { says: { status } });
    expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "5000" });
    expect(exceptionsIn(after)).toEqual(["underpaid"]);
  });
});

describe("rule 5: an operator", () => {
  const noteSealed = "ops: seen at the bank";
  const settle = (outcome: "succeeded" | "failed") => ({ kind: "operator", outcome, noteSealed }) as const;

  test.each(ways)(
    "rule 5: settles what $title left in review, with the note on the timeline and what was received unchanged",
    (way) => {
      const { after } = tell(pending, way, { says: { ...paid, amountText: "149.00" } });
      const { decision, after: settled } = apply(after, [settle("succeeded")]);
      expect(paymentOf(settled)).toMatchObject({ status: "succeeded", received_minor: "14900" });
      expect(decision.timeline).toMatchObject([
        { from: "review", to: "succeeded", cause: "operator", detail: null, noteSealed },
      ]);
      expect(eventTypes(decision)).toEqual(["payment.succeeded", "session.succeeded"]);
      const failed = apply(after, [settle("failed")]).after;
      expect(paymentOf(failed)).toMatchObject({ status: "failed", failure_code: "resolved_as_failed" });
    },
  );

  test("rule 5: settles nothing else", () => {
    for (const status of ["pending", "unknown", "partially_paid", "failed", "expired"] as const) {
      for (const outcome of ["succeeded", "failed"] as const) {
        const { after, changed } = apply(heldWith({ status }), [settle(outcome)]);
        expect(changed).toBe(false);
        expect(paymentOf(after)).toMatchObject({ status, failure_code: null });
      }
    }
  });
});
