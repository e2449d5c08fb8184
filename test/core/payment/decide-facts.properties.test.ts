/** What holds for any facts about any payment of any session. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmptyDecision } from "../../../bff/core/decision.ts";
import { addJob } from "../../../bff/core/scheduled-jobs.ts";
import { anyCallback, anyFact, anyHeld } from "../support/arbitraries.ts";
import { type Applied, apply, exceptionsIn, heldWith, paymentOf } from "../support/held.ts";
import { paymentRecord, start } from "../support/records.ts";
import { hour, minute } from "../support/times.ts";

const many = { numRuns: 300 };
const someFacts = fc.array(anyFact, { maxLength: 8 });
const options = { cause: "query", paymentId: "pay_1" } as const;

describe("any facts about any payment", () => {
  test("come to the same in one decision as in one for each, where no time passes", () => {
    fc.assert(
      fc.property(anyHeld, someFacts, (before, facts) => {
        const atOnce = apply(before, facts, options);
        let held = before;
        const each: Applied[] = facts.map((fact) => {
          const applied = apply(held, [fact], options);
          held = applied.after;
          return applied;
        });
        const decisions = each.map((applied) => applied.decision);
        const { version: _, ...session } = held.session;
        expect(atOnce.after).toMatchObject({ ...held, session });
        expect(atOnce.changed).toBe(each.some((applied) => applied.changed));
        expect(atOnce.decision.isVisible).toBe(decisions.some((decision) => decision.isVisible));
        for (const part of ["timeline", "callbacks", "transitions"] as const) {
          expect(atOnce.decision[part]).toEqual(
            decisions.flatMap((decision): readonly unknown[] => decision[part]),
          );
        }
        expect(atOnce.decision.jobs).toEqual(
          decisions.flatMap((decision) => decision.jobs).reduce(addJob, []),
        );
        const withoutVersion = (decision: Applied["decision"]) =>
          decision.events.map((event) => ({ ...event, session: { ...event.session, version: 0 } }));
        expect(withoutVersion(atOnce.decision)).toEqual(decisions.flatMap(withoutVersion));
      }),
      many,
    );
  });

  test("decide the same each time, and change nothing of what is held", () => {
    fc.assert(
      // What is held and what comes in is frozen by the builders: a change in place throws.
      fc.property(anyHeld, someFacts, (held, facts) => {
        expect(apply(held, facts)).toEqual(apply(held, facts));
      }),
      many,
    );
  });

  test("rule 3: change nothing when their callback is repeated, and end the run of a job all the same", () => {
    const completes = { id: "sync_payment:pay_1", token: "t" };
    fc.assert(
      fc.property(anyHeld, anyCallback, (before, callback) => {
        const { after } = apply(before, [callback], options);
        const again = apply(after, [callback], options);
        expect(isEmptyDecision(again.decision)).toBe(true);
        expect(again.changed).toBe(false);
        expect(apply(after, [callback], { ...options, completes }).decision.completes).toEqual(completes);
      }),
      many,
    );
  });

  test("rule 17: at most ask for a query when a weak callback is repeated after other facts, with no second receipt", () => {
    fc.assert(
      fc.property(anyHeld, anyCallback, someFacts, (before, callback, facts) => {
        fc.pre(callback.kind === "report" && callback.certainty === "must_confirm");
        const { after } = apply(before, [callback, ...facts], options);
        const { decision, changed } = apply(after, [callback], options);
        expect(changed).toBe(false);
        expect(decision).toMatchObject({ events: [], callbacks: [], transitions: [] });
      }),
      many,
    );
  });

  test("rule 2: are recorded without effect where the table ignores them: no money, no event, nothing to see", () => {
    fc.assert(
      fc.property(anyHeld, anyFact, (held, fact) => {
        const { decision, after, changed } = apply(held, [fact], options);
        const [before, now] = [paymentOf(held), paymentOf(after)];
        if (changed || decision.isVisible) return;
        expect(now).toMatchObject({
          status: before.status,
          exceptions: before.exceptions,
          received_minor: before.received_minor,
          failure_code: before.failure_code,
          next_action_sealed: before.next_action_sealed,
          expires_at: before.expires_at,
        });
        expect(decision).toMatchObject({ events: [], transitions: [], insertedPayments: [] });
        expect(decision.after).toBe(decision.before);
      }),
      many,
    );
  });

  test("rule 3: change payments of the same session only, stamp them, and carry the time of the decision everywhere", () => {
    fc.assert(
      fc.property(anyHeld, someFacts, (held, facts) => {
        const at = start + 2 * minute;
        const { decision } = apply(held, facts, { ...options, at });
        for (const { id, changes } of decision.changedPayments) {
          expect(id).toBe("pay_1");
          expect(changes.updated_at).toBe(at);
        }
        for (const line of decision.timeline) expect(line).toMatchObject({ subjectId: "pay_1", at });
        for (const receipt of decision.callbacks)
          expect(receipt).toMatchObject({ subjectId: "pay_1", receivedAt: at });
        if (decision.after !== decision.before) expect(decision.after.updated_at).toBe(at);
      }),
      many,
    );
  });

  test("rule 9: leave no payment in an open state without the job that ends it", () => {
    fc.assert(
      fc.property(anyHeld, anyFact, (held, fact) => {
        const { decision, after } = apply(held, [fact], options);
        const { status, watch_until, expires_at } = paymentOf(after);
        if (paymentOf(held).status === status) return;
        const has = (kind: string) =>
          decision.jobs.some((job) => job.kind === kind && job.subjectId === "pay_1");
        const isWatched = start + minute < watch_until;
        const waits = status === "pending" || status === "partially_paid";
        expect(has("expire_payment")).toBe(waits);
        if (waits)
          expect(decision.jobs.find((job) => job.kind === "expire_payment")?.runAt).toBe(expires_at + 1_000);
        if (status === "unknown" || waits) expect(has("sync_payment")).toBe(isWatched);
      }),
      many,
    );
  });

  test("rule 1: have a successor only of a payment that this decision failed, in a session that still wants one", () => {
    fc.assert(
      fc.property(anyHeld, someFacts, (held, facts) => {
        const successor = paymentRecord({ id: "pay_next", created_at: start + hour });
        const { decision, succeededBy } = apply(held, facts, { ...options, successor });
        const failed = decision.transitions.some(({ from, to }) => from !== to && to === "failed");
        expect(decision.insertedPayments).toEqual(succeededBy === null ? [] : [succeededBy]);
        if (succeededBy !== null) {
          expect(failed).toBe(true);
          expect(decision.after.payment_count).toBe(decision.before.payment_count + 1);
          expect(succeededBy.created_at).toBeGreaterThan(paymentOf(held).created_at);
        }
      }),
      many,
    );
  });
});

test("rule 5: nothing but an agreeing, confirmed report and an operator makes a payment succeed", () => {
  fc.assert(
    fc.property(anyHeld, anyFact, (held, fact) => {
      const { after } = apply(held, [fact], options);
      const before = paymentOf(held);
      if (before.status === "succeeded" || paymentOf(after).status !== "succeeded") return;
      if (fact.kind === "operator") {
        expect([before.status, fact.outcome]).toEqual(["review", "succeeded"]);
        return;
      }
      if (fact.kind !== "report") throw new Error(`a payment succeeded by ${fact.kind}`);
      expect(fact).toMatchObject({ certainty: "confirmed", report: { status: "succeeded" } });
      expect(["150.00", null]).toContain(fact.report.amountText);
      expect(fact.report.currency).not.toBe("USD");
      expect(before.reversal_pending).toBe(0);
      expect(paymentOf(after).received_minor).toBe("15000");
      expect(exceptionsIn(after)).not.toContain("underpaid");
    }),
    { numRuns: 1_500 },
  );
});

test("what is held in these tests is frozen, so that a decision that changed it in place would throw", () => {
  const held = heldWith([{ status: "failed" }, { status: "pending" }]);
  expect(() => Object.assign(held.session, { status: "canceled" })).toThrow(TypeError);
  expect(() => Object.assign(held.payments[0] ?? {}, { status: "canceled" })).toThrow(TypeError);
  expect(() => new Map(held.lastDetails).set("pay_1", "")).not.toThrow();
  expect(() => Object(held.lastDetails).set("pay_1", "")).toThrow(TypeError);
});
