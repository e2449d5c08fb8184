/**
 * Rules 6 and 8: the true history of an order ends the same, in whatever order its reports arrive and however often.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderReport } from "../../../bff/core/report.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { abandoned, accepted, paid, query, timeOver } from "../support/facts.ts";
import { type Applied, apply, eventTypes, exceptionsIn, heldWith, paymentOf } from "../support/held.ts";
import { answerOf, tell, ways } from "../support/ways.ts";

const part = { status: "partially_paid", amountText: "50.00" } as const;
const creating = heldWith({ status: "creating" });

const histories: Readonly<Record<string, readonly Partial<OrderReport>[]>> = {
  "pending, a part, paid, paid again": [{ status: "pending" }, part, paid, paid],
  "failed, then paid": [{ status: "pending" }, { status: "failed" }, paid, paid],
  "canceled by the customer, then paid": [{ status: "pending" }, { status: "canceled" }, paid, paid],
};

type Decision = Applied["decision"];

/** Every report from the creation on. */
function life() {
  const decisions: Decision[] = [];
  let held: HeldSession = creating;
  return {
    step({ after, ...made }: { after: HeldSession; decision?: Decision; decisions?: readonly Decision[] }) {
      held = after;
      decisions.push(...(made.decisions ?? []), ...(made.decision === undefined ? [] : [made.decision]));
    },
    held: () => held,
    events: () => decisions.flatMap(eventTypes),
  };
}

const isEnding = (type: string) => /succeeded|duplicate|review|reversed|session/.test(type);
const cells = ways.flatMap((way) => Object.keys(histories).map((name) => [name, way.title, way] as const));

describe("rules 6 and 8", () => {
  test.each(cells)("rules 6 and 8: %s, told in any order by %s, ends the same", (name, _, way) => {
    const told = histories[name] ?? [];
    const some = fc.shuffledSubarray(told.map((_, index) => index));
    fc.assert(
      fc.property(some, fc.boolean(), (order, isAnsweredFirst) => {
        const { step, held, events } = life();
        if (isAnsweredFirst) step(apply(held(), [accepted]));
        if (isAnsweredFirst && name.startsWith("canceled")) step(apply(held(), [abandoned]));
        for (const index of order) {
          step(tell(held(), way, { says: told[index] ?? {}, truth: paid, digest: `${index}` }));
        }
        if (!isAnsweredFirst) step(apply(held(), [accepted]));
        // A "paid" that can mean any amount counts together with the callback that names the amount.
        // The query requests that callback again.
        if (way.naming === "untold") step(tell(held(), way, { says: paid, digest: "again" }));
        step(apply(held(), [query(answerOf(way, paid))]));
        expect(paymentOf(held())).toMatchObject({
          status: "succeeded",
          received_minor: "15000",
          confirm_pending: 0,
          reversal_pending: 0,
        });
        const wasLate = events().some((type) => /payment\.(failed|canceled)/.test(type));
        expect(exceptionsIn(held())).toEqual(wasLate ? ["paid_late"] : []);
        expect(events().filter(isEnding)).toEqual(["payment.succeeded", "session.succeeded"]);
      }),
      { numRuns: 100 },
    );
  });

  const endings = {
    failed: query({ status: "failed" }),
    canceled: abandoned,
    expired: timeOver,
  };
  const late = ways.flatMap((way) =>
    Object.entries(endings).map(([end, fact]) => [end, way.title, way, fact] as const),
  );

  test.each(late)(
    "rule 8: a payment that is %s and is paid after all, by %s, succeeds as late",
    (end, _, way, fact) => {
      const { after } = apply(heldWith({ status: "pending" }), [fact]);
      expect(paymentOf(after).status).toBe(end);
      const { after: paidAfter, decisions } = tell(after, way, { says: paid });
      expect(paymentOf(paidAfter)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(exceptionsIn(paidAfter)).toEqual(["paid_late"]);
      expect(decisions.flatMap(eventTypes)).toEqual(["payment.succeeded", "session.succeeded"]);
    },
  );
});
