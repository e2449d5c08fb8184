/** Rule 12: the effects of answers and callbacks about a payout. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmptyDecision, type PayoutDecision } from "../../../bff/core/decision.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import type { PayoutStatus } from "../../../bff/core/payout/status.ts";
import type { PayoutRecord } from "../../../bff/core/records.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import { query, strongCallback, weakCallback } from "../support/facts.ts";
import { applyToPayout, heldPayoutWith } from "../support/held-payout.ts";
import { start } from "../support/records.ts";
import { day, minute, second } from "../support/times.ts";

const now = start + minute;
const accepted: PayoutFact = { kind: "accepted", providerOrderId: "P-1" };
const refused: PayoutFact = { kind: "refused", code: "no_funds", retryable: true };
const noAnswer: PayoutFact = { kind: "no_answer", reason: "timeout" };
const notFound: PayoutFact = { kind: "not_found" };
const paid = { status: "succeeded", amountText: "500.00" } as const;
const creating = heldPayoutWith();
const pending = heldPayoutWith({ status: "pending" });

describe("the answer to a payout's creation", () => {
  test("that takes it makes it pending, with one line, one transition, no event, and a query after a minute", () => {
    const { decision, after } = applyToPayout(creating, [accepted], { cause: "create" });
    expect(after.payout).toMatchObject({ status: "pending", provider_order_id: "P-1", updated_at: now });
    expect(decision).toMatchObject({
      timeline: [
        { subjectId: "po_1", at: now, from: "creating", to: "pending", cause: "create", detail: null },
      ],
      transitions: [
        { subjectId: "po_1", accountId: "cxpay-in", from: "creating", to: "pending", cause: "create" },
      ],
      events: [],
      jobs: [{ kind: "sync_payout", subjectId: "po_1", step: 1, keepEarlier: false, bornLeased: false }],
    });
    expect(Math.abs((decision.jobs[0]?.runAt ?? 0) - (now + minute))).toBeLessThan(minute / 1_000);
  });

  test("that refuses it fails it, with the event, and nothing is watched", () => {
    const { decision, after } = applyToPayout(creating, [refused]);
    expect(after.payout).toMatchObject({
      status: "failed",
      failure_code: "no_funds",
      failure_retryable: 1,
      watch_until: now,
    });
    expect(decision.events).toEqual([{ type: "payout.failed", payout: after.payout }]);
    expect(decision.jobs).toEqual([]);
  });

  test("rule 12: that does not come leaves it unknown, with a query after 5 seconds", () => {
    const { decision, after } = applyToPayout(creating, [noAnswer]);
    expect(after.payout).toMatchObject({ status: "unknown", unknown_since: now });
    expect(decision.events).toEqual([]);
    expect(Math.abs((decision.jobs[0]?.runAt ?? 0) - (now + 5 * second))).toBeLessThan(10);
  });

  test("that says at once that it is paid is one decision, with both lines", () => {
    const { decision, after } = applyToPayout(creating, [accepted, query(paid)]);
    expect(after.payout.status).toBe("succeeded");
    expect(decision.timeline.map(({ to }) => to)).toEqual(["pending", "succeeded"]);
    expect(decision.events.map(({ type }) => type)).toEqual(["payout.succeeded"]);
  });
});

describe("rule 12: a payout in doubt", () => {
  test("rule 10: fails once the provider has not known it for 15 minutes, and not before", () => {
    const unknown = applyToPayout(creating, [noAnswer, notFound], { at: start }).after;
    expect(applyToPayout(unknown, [notFound], { at: start + 15 * minute - 1 }).after.payout.status).toBe(
      "unknown",
    );
    const { decision, after } = applyToPayout(unknown, [notFound], { at: start + 15 * minute });
    expect(after.payout).toMatchObject({ status: "failed", failure_code: "not_created" });
    expect(decision.events).toMatchObject([{ type: "payout.failed", payout: { status: "failed" } }]);
  });

  test("rule 10: is no longer in doubt once the provider knows it", () => {
    const { after } = applyToPayout(creating, [noAnswer, notFound, query({ status: "pending" })]);
    expect(after.payout).toMatchObject({ status: "pending", unknown_since: null, absent_since: null });
  });

  test("rule 10: that was accepted is not believed to be absent, however long", () => {
    const { decision, after } = applyToPayout(pending, [notFound, notFound], { at: start + day });
    expect(after.payout).toEqual(pending.payout);
    expect(isEmptyDecision(decision)).toBe(true);
  });
});

describe("rule 12: a weakly signed callback", () => {
  test.each(["succeeded", "failed", "canceled", "reversed"] as const)(
    "rule 12: that says %s is queried about at once before anything is announced",
    (status) => {
      const { decision, after } = applyToPayout(pending, [weakCallback({ status })], { cause: "callback" });
      expect(after.payout.status).toBe("pending");
      expect(decision).toMatchObject({ events: [], transitions: [], jobs: [{ runAt: now, step: 0 }] });
      expect(decision.timeline).toMatchObject([{ from: "pending", to: "pending", cause: "callback" }]);
      const asked = applyToPayout(after, [query({ status })]).after.payout;
      expect(asked).toMatchObject({
        status: status === "succeeded" ? "succeeded" : "failed",
        confirm_pending: 0,
      });
    },
  );

  test("rule 12: that calls a failed payout paid is queried about, and changes nothing until then", () => {
    const { decision, after } = applyToPayout(heldPayoutWith({ status: "failed" }), [weakCallback(paid)]);
    expect(after.payout).toMatchObject({ status: "failed", confirm_pending: 1 });
    expect(decision).toMatchObject({ events: [], jobs: [{ runAt: now, step: 0 }] });
  });
});

describe("rule 12: a payout that has an end", () => {
  test("rule 12: failed, is not queried about because a weak callback repeats that, and keeps its reason", () => {
    const held = heldPayoutWith({ status: "failed", failure_code: "no_funds" });
    const { decision, after } = applyToPayout(held, [weakCallback({ status: "failed" })]);
    expect(after.payout).toMatchObject({ status: "failed", failure_code: "no_funds", confirm_pending: 0 });
    expect(decision).toMatchObject({ jobs: [], events: [] });
  });

  test("rule 2: has the same report on its timeline once, however often it comes in a row", () => {
    const held = heldPayoutWith({ status: "failed" });
    const { decision, after } = applyToPayout(held, [
      query({ status: "failed" }),
      query({ status: "failed" }),
    ]);
    expect(decision.timeline).toHaveLength(1);
    expect(applyToPayout(after, [query({ status: "failed" })]).decision.timeline).toEqual([]);
  });

  test("rule 12: succeeds after it was called failed, and is announced again", () => {
    const failed = applyToPayout(pending, [strongCallback({ status: "failed" })], { cause: "callback" });
    expect(failed.decision.events.map(({ type }) => type)).toEqual(["payout.failed"]);
    const { decision } = applyToPayout(failed.after, [query(paid)]);
    expect(decision.events.map(({ type }) => type)).toEqual(["payout.succeeded"]);
  });
});

const statuses = fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed");
const report: fc.Arbitrary<Partial<OrderReport>> = fc.record({
  status: statuses,
  amountText: fc.constantFrom(null, "500.00", "1.00"),
});
const digest = fc.constantFrom("a", "b", "c");
const anyFact: fc.Arbitrary<PayoutFact> = fc.oneof(
  fc.constantFrom(accepted, refused, noAnswer, notFound),
  report.map((said) => query(said)),
  fc.tuple(report, digest).map(([said, bytes]) => strongCallback(said, bytes)),
  fc.tuple(report, digest).map(([said, bytes]) => weakCallback(said, bytes)),
);
const life = fc.array(anyFact, { maxLength: 8 });
const anyPayout = fc
  .record({
    status: fc.constantFrom("creating", "unknown", "pending", "review", "succeeded", "failed"),
    confirm_pending: fc.constantFrom(0, 1),
    unknown_since: fc.constantFrom(null, start),
    absent_since: fc.constantFrom(null, start - day),
  })
  .map(heldPayoutWith);
const many = { numRuns: 300 };

const endings = { succeeded: "payout.succeeded", failed: "payout.failed", review: "payout.review_required" };

/** The event that a new state is told by; null: by none. */
function eventOf(status: PayoutStatus): string | null {
  return status in endings ? Reflect.get(endings, status) : null;
}

/** A change without a new state is told where exceptions come or go. */
function expectNoMove({ timeline, transitions }: PayoutDecision, isChanged: boolean): void {
  expect(timeline.filter(({ from, to }) => from !== to)).toEqual([]);
  if (!isChanged) return;
  expect(timeline).toHaveLength(1);
  expect(transitions).toHaveLength(1);
}

function expectMove({ timeline, transitions, events, jobs }: PayoutDecision, payout: PayoutRecord): void {
  expect(timeline.filter(({ from, to }) => from !== to)).toHaveLength(1);
  expect(transitions).toHaveLength(1);
  const type = eventOf(payout.status);
  expect(events).toEqual(type === null ? [] : [{ type, payout }]);
  if (payout.status === "unknown" || payout.status === "pending") expect(jobs).toHaveLength(1);
}

describe("any facts about any payout", () => {
  test("rule 3: make one line and at most one event of each change of its status, and leave succeeded never", () => {
    fc.assert(
      fc.property(anyPayout, life, (before, facts) => {
        let held = before;
        for (const fact of facts) {
          const { decision, after } = applyToPayout(held, [fact]);
          const from = held.payout.status;
          const to = after.payout.status;
          expect(decision.timeline.length).toBeLessThanOrEqual(1);
          expect(decision.events.length).toBeLessThanOrEqual(1);
          const isChanged = held.payout.exceptions !== after.payout.exceptions;
          if (from === to) expectNoMove(decision, isChanged);
          else expectMove(decision, after.payout);
          if (from === "succeeded") expect(to).toBe("succeeded");
          held = after;
        }
      }),
      many,
    );
  });

  test("come to the same in one decision as in one for each, where no time passes", () => {
    fc.assert(
      fc.property(anyPayout, life, (before, facts) => {
        const atOnce = applyToPayout(before, facts);
        let held = before;
        const decisions = facts.map((fact) => {
          const { decision, after } = applyToPayout(held, [fact]);
          held = after;
          return decision;
        });
        expect(atOnce.after).toEqual(held);
        for (const part of ["timeline", "events", "callbacks", "transitions"] as const) {
          expect(atOnce.decision[part]).toEqual(
            decisions.flatMap((decision): readonly unknown[] => decision[part]),
          );
        }
        expect(atOnce.decision.jobs).toEqual(decisions.flatMap((decision) => decision.jobs).slice(-1));
      }),
      many,
    );
  });

  test("rule 3: change nothing when their callback is repeated, and end the run of a job all the same", () => {
    const callback = fc
      .tuple(report, fc.boolean())
      .map(([said, strong]) => (strong ? strongCallback : weakCallback)(said, "a"));
    const completes = { id: "sync_payout:po_1", token: "t" };
    fc.assert(
      fc.property(anyPayout, callback, (before, fact) => {
        const { after } = applyToPayout(before, [fact]);
        expect(isEmptyDecision(applyToPayout(after, [fact]).decision)).toBe(true);
        expect(applyToPayout(after, [fact], { completes }).decision.completes).toEqual(completes);
      }),
      many,
    );
  });
});
