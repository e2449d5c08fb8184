import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses, sessionStatuses } from "../../bff/contract.ts";
import { firstScreenOf, firstTransition, withSession } from "../../widget/machine/first.ts";
import { withFirstKeys } from "../../widget/machine/reports.ts";
import { screenOf } from "../../widget/machine/screen.ts";
import { type Effect, type Input, initialState, type State } from "../../widget/machine/state.ts";
import { transition } from "../../widget/machine.ts";
import { localProblem } from "../../widget/net/problem.ts";
import { codeAction, makePayment, makeSession, pix, redirectAction, upi } from "./support/fixtures.ts";

const payments = fc
  .record({
    status: fc.constantFrom(...paymentStatuses),
    action: fc.constantFrom(codeAction, redirectAction, { type: "redirect", url: "javascript:1" } as const),
  })
  .map(({ status, action }) => makePayment({ status, nextAction: status === "pending" ? action : null }));

const sessions: fc.Arbitrary<Input> = fc
  .record({
    status: fc.constantFrom(...sessionStatuses),
    payment: fc.option(payments),
    methods: fc.constantFrom(makeSession().methods, [pix], []),
  })
  .chain((changes) =>
    fc
      .constantFrom(null, "pix", "store", "toString")
      .map((wanted): Input => ({ type: "session-loaded", session: makeSession(changes), wanted })),
  );

const inputs: fc.Arbitrary<Input> = fc.oneof(
  sessions,
  payments.map((payment): Input => ({ type: "payment-started", payment })),
  fc.constantFrom<Input>(
    { type: "load-failed", problem: localProblem("network", "from the test") },
    { type: "start-failed", problem: localProblem("network", "from the test") },
    { type: "method-selected", method: "bank_transfer" },
    { type: "method-selected", method: "store" },
    { type: "method-selected", method: "pix" },
    { type: "continue" },
    { type: "start-prevented" },
    { type: "cancel" },
    { type: "try-again" },
    { type: "woke", fromCache: false },
    { type: "woke", fromCache: true },
    { type: "refresh" },
  ),
);

/** What the watcher does begins when the rest of the widget takes over. */
const isFirst = ({ type }: Effect) => type === "load" || type === "submit" || type === "report";

const connected: Input = { type: "connected", allowHttp: false };

interface Walk {
  readonly states: readonly (readonly [first: State, whole: State])[];
  readonly effects: readonly (readonly [first: readonly Effect[], whole: readonly Effect[]])[];
  /** How many inputs the first part took. */
  readonly taken: number;
}

/** Both machines go the same way, until an input has to wait for the whole one. */
function walk(sequence: readonly Input[]): Walk {
  const states: (readonly [State, State])[] = [];
  const effects: (readonly [readonly Effect[], readonly Effect[]])[] = [];
  let first = initialState;
  let whole = initialState;
  for (const input of [connected, ...sequence]) {
    const step = firstTransition(first, input);
    if (step === null) break;
    const wholeStep = transition(whole, input);
    first = step.state;
    whole = wholeStep.state;
    states.push([first, whole]);
    effects.push([step.effects, wholeStep.effects.filter(isFirst)]);
  }
  return { states, effects, taken: states.length };
}

describe("the part of the machine that is there before the rest", () => {
  test("takes the same steps as the whole one, which goes on from its state", () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 12 }), (sequence) => {
        const { states, effects } = walk(sequence);
        for (const [first, whole] of effects) expect(first).toEqual(whole);
        for (const [first, whole] of states) {
          expect(first.session === null ? first : withFirstKeys(first)).toEqual(whole);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("shows what the whole one would show, or leaves it to the rest", () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 12 }), (sequence) => {
        for (const [first, whole] of walk(sequence).states) {
          const screen = screenOf(whole);
          const isOfTheFirst = ["loading", "methods"].includes(screen.name) || whole.session === null;
          expect(firstScreenOf(first)).toEqual(isOfTheFirst ? screen : null);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("chooses the only method when the chosen one is no longer offered", () => {
    const chosen = withSession({ ...initialState, selected: "pix" }, makeSession());
    expect(chosen.selected).toBe("pix");
    expect(withSession(chosen, makeSession({ methods: [upi] })).selected).toBe("upi");
  });

  test("lets a customer choose and continue, and leaves the answer to the rest", () => {
    const story: readonly Input[] = [
      { type: "session-loaded", session: makeSession() },
      { type: "method-selected", method: "pix" },
      { type: "continue" },
      { type: "payment-started", payment: makePayment() },
    ];
    const { effects, taken } = walk(story);
    expect(taken).toBe(4);
    expect(effects.flatMap(([first]) => first.map(({ type }) => type))).toEqual([
      "load",
      "report",
      "report",
      "submit",
    ]);
  });
});
