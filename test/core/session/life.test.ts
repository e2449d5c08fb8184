/** A session's whole life, in any order of what customers, merchants, providers and clocks can do. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SessionDecision } from "../../../bff/core/decision.ts";
import { decideStart } from "../../../bff/core/payment/decide-start.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { isOpen, readExceptions } from "../../../bff/core/payment/status.ts";
import { decideCancel, decideExpiry } from "../../../bff/core/session/decide-end.ts";
import type { HeldSession } from "../../../bff/core/session/draft.ts";
import { isClosed } from "../../../bff/core/session/status.ts";
import { anyFact } from "../support/arbitraries.ts";
import { abandoned, paid, query, strongCallback } from "../support/facts.ts";
import { apply, finish, heldWith } from "../support/held.ts";
import { paymentRecord, start } from "../support/records.ts";
import { hour, minute } from "../support/times.ts";

type Step =
  | { readonly do: "start" | "cancel" | "expire" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "happen"; readonly to: number; readonly fact: PaymentFact };

const happen = (fact: fc.Arbitrary<PaymentFact>) =>
  fc.record({ do: fc.constant("happen" as const), to: fc.nat(2), fact });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ do: "start" }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "cancel" }, { do: "expire" }) },
  { weight: 1, arbitrary: fc.constantFrom(minute, hour, 25 * hour).map((ms): Step => ({ do: "wait", ms })) },
  { weight: 6, arbitrary: happen(anyFact) },
  // Enough examples that some sessions are paid late, and some twice.
  {
    weight: 3,
    arbitrary: happen(
      fc.constantFrom(query(paid), strongCallback(paid), query({ status: "reversed" }), abandoned),
    ),
  },
);

/** Facts are about one order each: their reports carry its number. */
function aimed(fact: PaymentFact, orderNo: string): PaymentFact {
  return fact.kind === "report" ? { ...fact, report: { ...fact.report, orderNo } } : fact;
}

interface Made {
  readonly held: HeldSession;
  readonly decision: SessionDecision;
  readonly after: HeldSession;
  /** The payment of the step; null for a step of the session itself. */
  readonly subject: string | null;
}

/** Makes one step. @returns null when the step is refused or needs no decision. */
function take(held: HeldSession, taken: Step, now: number): Omit<Made, "held"> | null {
  switch (taken.do) {
    case "start": {
      const id = `pay_${held.payments.length + 1}`;
      const payment = paymentRecord({
        id,
        created_at: now,
        expires_at: now + hour,
        watch_until: now + 25 * hour,
      });
      const decided = decideStart(held, { payment, paymentsPerSession: 4, now });
      const hasOpen = held.payments.some(({ status }) => isOpen(status));
      if (decided.kind !== "opened") return null;
      expect(hasOpen).toBe(false);
      return { ...finish(held, decided.draft), subject: null };
    }
    case "cancel": {
      const decided = decideCancel(held, now);
      return decided.kind === "canceled" ? { ...finish(held, decided.draft), subject: null } : null;
    }
    case "expire": {
      const decided = decideExpiry(held, now);
      return decided.kind === "expired" ? { ...finish(held, decided.draft), subject: null } : null;
    }
    case "happen": {
      const payment = held.payments[taken.to];
      if (payment === undefined) return null;
      const fact = aimed(taken.fact, payment.order_no);
      return { ...apply(held, [fact], { paymentId: payment.id, at: now }), subject: payment.id };
    }
    case "wait":
      return null;
    default:
      return taken satisfies never;
  }
}

function live(steps: readonly Step[]): Made[] {
  let held = heldWith();
  let now = start;
  const made: Made[] = [];
  for (const taken of steps) {
    if (taken.do === "wait") now += taken.ms;
    const outcome = take(held, taken, now);
    if (outcome === null) continue;
    made.push({ held, ...outcome });
    held = outcome.after;
  }
  return made;
}

/** Enough steps for a session to be paid twice. */
const anySteps = fc.array(step, { maxLength: 40, size: "max" });

function forAnyLife(check: (life: readonly Made[]) => void): void {
  fc.assert(
    fc.property(anySteps, (steps) => check(live([{ do: "start" }, ...steps]))),
    { numRuns: 150 },
  );
}

const isDuplicate = (held: HeldSession, id: string | null) => {
  const payment = byId(held, id);
  return payment !== undefined && readExceptions(payment).includes("duplicate_paid");
};

const byId = (held: HeldSession, id: string | null) => held.payments.find((payment) => payment.id === id);

test("rule 3: each change of a payment's status is one line and one transition, and at most one event of it", () => {
  forAnyLife((life) => {
    for (const { held, decision, after, subject } of life) {
      const [before, now] = [byId(held, subject), byId(after, subject)];
      const moved = before !== undefined && before.status !== now?.status;
      expect(decision.timeline.filter(({ from, to }) => from !== null && from !== to)).toHaveLength(
        moved ? 1 : 0,
      );
      const ofPayment = decision.events.filter(({ payment }) => payment !== null);
      expect(ofPayment.length).toBeLessThanOrEqual(1);
      if (!moved) expect(ofPayment.map(({ type }) => type)).not.toContain("payment.succeeded");
      for (const event of ofPayment) expect(event.payment).toEqual(now);
      expect(decision.transitions.filter(({ from, to }) => from !== to)).toHaveLength(moved ? 1 : 0);
      if (moved) expect(decision.isVisible).toBe(true);
    }
  });
});

test("rule 6: succeeded is never left, by a payment or by its session", () => {
  forAnyLife((life) => {
    for (const { held, after } of life) {
      for (const payment of held.payments) {
        if (payment.status === "succeeded") expect(byId(after, payment.id)?.status).toBe("succeeded");
      }
      const isPaid = after.payments.some(({ status }) => status === "succeeded");
      expect(after.session.status === "succeeded").toBe(isPaid);
    }
  });
});

test("rule 1: a session's open payment is open, and there is one as long as any payment is", () => {
  forAnyLife((life) => {
    for (const { after } of life) {
      const open = byId(after, after.session.open_payment_id);
      expect(open === undefined || isOpen(open.status)).toBe(true);
      expect(open !== undefined).toBe(after.payments.some(({ status }) => isOpen(status)));
      expect(after.session.payment_count).toBe(after.payments.length);
    }
  });
});

test("rule 8: the first success pays the session, and each further one is a duplicate as long as that one stands", () => {
  forAnyLife((life) => {
    for (const { held, decision, after, subject } of life) {
      const types = decision.events.map(({ type }) => type);
      const paidBefore = held.session.paid_payment_id;
      if (types.includes("payment.succeeded")) {
        expect(paidBefore).toBe(null);
        expect(after.session.paid_payment_id).toBe(subject);
      }
      if (types.includes("payment.duplicate")) {
        expect(paidBefore).not.toBe(subject);
        expect(after.session.paid_payment_id).toBe(paidBefore);
      }
      const succeeds =
        byId(held, subject)?.status !== "succeeded" && byId(after, subject)?.status === "succeeded";
      // Money that is there again after a reversal may be one too many as well (rule 20).
      const isNowDuplicate = isDuplicate(after, subject) && !isDuplicate(held, subject);
      const announced = types.filter((type) => type === "payment.succeeded" || type === "payment.duplicate");
      expect(announced).toHaveLength(succeeds || isNowDuplicate ? 1 : 0);
    }
  });
});

test("rule 8: each end of a session is announced once in its life, after its payment's own event, with the session as it is", () => {
  forAnyLife((life) => {
    const ends = life.flatMap(({ decision }) => decision.events.filter(({ payment }) => payment === null));
    expect(new Set(ends.map(({ type }) => type)).size).toBe(ends.length);
    expect(ends.map(({ type }) => type).join(" ")).toBe(life.at(-1)?.after.session.announced);
    for (const { decision, held, after } of life) {
      const index = decision.events.findIndex(({ payment }) => payment === null);
      if (index >= 0) {
        expect(index).toBe(decision.events.length - 1);
        expect(decision.events[index]?.type).toBe(`session.${after.session.status}`);
        expect(decision.events[index]?.payments).toEqual(after.payments);
      }
      const hasEnded = isClosed(after.session.status) && held.session.status !== after.session.status;
      if (hasEnded) expect(after.session.announced.split(" ")).toContain(`session.${after.session.status}`);
    }
  });
});

test("rules 11 and 20: a reversal is announced once, until the money is there again", () => {
  forAnyLife((life) => {
    const reversed = new Set<string>();
    for (const { decision, after } of life) {
      for (const { type, payment } of decision.events) {
        if (type !== "payment.reversed" || payment === null) continue;
        expect(reversed).not.toContain(payment.id);
        reversed.add(payment.id);
      }
      for (const payment of after.payments) {
        if (!readExceptions(payment).includes("reversed")) reversed.delete(payment.id);
      }
    }
  });
});

test("these lives are lively: sessions are paid, twice, late and not at all, reversed, canceled and expired", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anySteps, (steps) => {
      for (const { decision } of live([{ do: "start" }, ...steps])) {
        for (const { type } of decision.events) seen.add(type);
      }
    }),
    { numRuns: 150, seed: 1 },
  );
  expect([...seen].sort()).toEqual([
    "payment.canceled",
    "payment.duplicate",
    "payment.expired",
    "payment.failed",
    "payment.partially_paid",
    "payment.pending",
    "payment.reversed",
    "payment.review_required",
    "payment.succeeded",
    "payment.updated",
    "session.canceled",
    "session.expired",
    "session.succeeded",
  ]);
});
