/**
 * A session whose first payment was given up and whose second one is open: all orders of up to four facts about both.
 */
import { afterAll, describe, expect, test } from "vitest";
import type { PaymentFact } from "../../bff/core/payment/facts.ts";
import { isOpen, readExceptions } from "../../bff/core/payment/status.ts";
import type { HeldSession } from "../../bff/core/session/draft.ts";
import { abandoned, query, strongCallback, timeOver, weakCallback } from "../core/support/facts.ts";
import { apply, heldWith } from "../core/support/held.ts";
import { start } from "../core/support/records.ts";
import { minute } from "../core/support/times.ts";

const longest = 4;
const at = start + minute;

interface Step {
  readonly name: string;
  readonly paymentId: string;
  readonly fact: PaymentFact;
}

interface Life {
  readonly held: HeldSession;
  readonly steps: readonly Step[];
  readonly events: readonly string[];
  /** The payments that a job is due for at once. */
  readonly due: readonly string[];
}

const paid = { status: "succeeded", amountText: "150.00" } as const;

function paidBy(paymentId: string, callback: typeof strongCallback): readonly Step[] {
  const report = { ...paid, orderNo: `order-no-${paymentId}` };
  return [
    { name: `callback paid for ${paymentId}`, paymentId, fact: callback(report, `paid ${paymentId}`) },
    { name: `query paid for ${paymentId}`, paymentId, fact: query(report) },
  ];
}

function stepsWith(callback: typeof strongCallback): readonly Step[] {
  return [
    ...paidBy("pay_1", callback),
    ...paidBy("pay_2", callback),
    { name: "pay_2 given up", paymentId: "pay_2", fact: abandoned },
    { name: "time over for pay_2", paymentId: "pay_2", fact: timeOver },
  ];
}

function live(life: Life, step: Step): Life {
  const { decision, after } = apply(life.held, [step.fact], { paymentId: step.paymentId, at });
  const due = decision.jobs.filter((job) => job.runAt <= at).map((job) => job.subjectId);
  const isQuery = step.fact.kind === "report" && step.fact.digest === null;
  const kept = isQuery ? life.due.filter((id) => id !== step.paymentId) : life.due;
  return {
    held: after,
    steps: [...life.steps, step],
    events: [...life.events, ...decision.events.map(({ type }) => type)],
    due: [...kept, ...due],
  };
}

/** The queries that are due at once, answered by what was said of the payment. */
function settle(life: Life): Life {
  return ["pay_1", "pay_2"].reduce((current, paymentId) => {
    const isPaid = current.steps.some((step) => step.paymentId === paymentId && step.fact.kind === "report");
    if (!isPaid || !current.due.includes(paymentId)) return current;
    const fact = query({ ...paid, orderNo: `order-no-${paymentId}` });
    return live(current, { name: `(query paid for ${paymentId})`, paymentId, fact });
  }, life);
}

const sayLife = ({ steps }: Life) => steps.map(({ name }) => name).join(", ");

/** What is wrong with a session, by the number of the rule. */
function mistakesOf({ held, events, due }: Life): string[] {
  const mistakes: string[] = [];
  const succeeded = held.payments.filter(({ status }) => status === "succeeded");
  const count = (type: string) => events.filter((one) => one === type).length;
  const isFirst = succeeded.filter((payment) => !readExceptions(payment).includes("duplicate_paid"));
  if (isFirst.length > 1 || (succeeded.length > 0 && isFirst.length === 0))
    mistakes.push("8: who paid first");
  if (count("payment.succeeded") > 1) mistakes.push("8: two successes");
  if (count("payment.succeeded") + count("payment.duplicate") !== succeeded.length)
    mistakes.push("3: one event for each success");
  if (count("session.succeeded") !== Math.min(1, succeeded.length))
    mistakes.push("3: one end of the session");
  const others = held.payments.filter(({ status, id }) => isOpen(status) && !due.includes(id));
  if (held.session.status === "succeeded" && others.length > 0) mistakes.push("19: another order stays open");
  return mistakes;
}

/** Calls for each order of up to so many of the steps, with the same step any number of times. */
function* livesFrom(life: Life, steps: readonly Step[], left: number): Generator<Life> {
  if (life.steps.length > 0) yield life;
  if (left === 0) return;
  for (const step of steps) yield* livesFrom(live(life, step), steps, left - 1);
}

describe("a session with two payments, told up to four facts in every order", () => {
  const counts: string[] = [];
  const ways = [
    ["strongly signed callbacks", strongCallback],
    ["weakly signed callbacks", weakCallback],
  ] as const;

  test.each(ways)(
    "rules 3, 8 and 19: is paid once with %s, and keeps no other order open",
    (name, callback) => {
      const found = new Map<string, string>();
      let orders = 0;
      const held = heldWith([{ status: "canceled" }, { status: "pending" }]);
      for (const life of livesFrom({ held, steps: [], events: [], due: [] }, stepsWith(callback), longest)) {
        orders++;
        for (const mistake of [...mistakesOf(life), ...mistakesOf(settle(life))]) {
          const known = found.get(mistake);
          if (known === undefined || known.length > sayLife(life).length) found.set(mistake, sayLife(life));
        }
      }
      counts.push(`${name}: ${orders} orders`);
      expect([...found]).toEqual([]);
    },
  );

  test.each(ways)("rule 13: whoever paid is paid, with %s, in whatever order", (_, callback) => {
    const held = heldWith([{ status: "canceled" }, { status: "pending" }]);
    const steps = [...paidBy("pay_1", callback), ...paidBy("pay_2", callback)];
    const ends = new Map<string, string>();
    for (const life of livesFrom({ held, steps: [], events: [], due: [] }, steps, longest)) {
      const told = [...new Set(life.steps.map(({ paymentId }) => paymentId))].toSorted().join(" and ");
      const { payments } = settle(life).held;
      const end = payments
        .map(({ id, status, received_minor }) => [id, status, received_minor].join(" "))
        // Which order stays open when the session is paid is rule 19's matter.
        .filter((text) => told.includes(text.split(" ", 1).join()))
        .join(", ");
      expect(ends.get(told) ?? end, sayLife(life)).toBe(end);
      ends.set(told, end);
    }
    expect(Object.fromEntries(ends)).toEqual({
      pay_1: "pay_1 succeeded 15000",
      pay_2: "pay_2 succeeded 15000",
      "pay_1 and pay_2": "pay_1 succeeded 15000, pay_2 succeeded 15000",
    });
  });

  afterAll(() => console.log(counts.join("\n")));
});
