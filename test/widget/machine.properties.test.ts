import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BrowserPayment,
  type BrowserStatus,
  paymentStatuses,
  sessionStatuses,
} from "../../bff/contract.ts";
import { type Screen, screenOf } from "../../widget/machine/screen.ts";
import { isCancelable, isOpen } from "../../widget/machine/snapshot.ts";
import { type Effect, type Input, initialState, type State } from "../../widget/machine/state.ts";
import { transition } from "../../widget/machine.ts";
import { localProblem } from "../../widget/net/problem.ts";
import { codeAction, makePayment, makeSession, makeStatus, redirectAction } from "./support/fixtures.ts";

const payments: fc.Arbitrary<BrowserPayment> = fc
  .record({
    order: fc.integer({ min: 1, max: 4 }),
    status: fc.constantFrom(...paymentStatuses),
    action: fc.constantFrom(codeAction, redirectAction, { type: "redirect", url: "javascript:1" } as const),
  })
  .map(({ order, status, action }) =>
    makePayment({
      id: `pay_${order}`,
      status,
      createdAt: `2026-11-20T12:00:0${order}.000Z`,
      nextAction: status === "pending" ? action : null,
    }),
  );

const serverTimes = fc.constantFrom(
  "2026-11-20T12:00:00.000Z",
  "2026-11-20T13:00:00.000Z",
  "2026-11-21T12:00:01.000Z",
);

const statuses: fc.Arbitrary<BrowserStatus> = fc
  .record({
    status: fc.constantFrom(...sessionStatuses),
    payment: fc.option(payments),
    serverTime: serverTimes,
  })
  .map((changes) => makeStatus(changes));

const problems = fc
  .constantFrom(
    "network",
    "payment_in_progress",
    "payment_being_confirmed",
    "validation_failed",
    "unauthorized",
    "session_closed",
  )
  .map((code) => localProblem(code, "from the test"));

const inputs: fc.Arbitrary<Input> = fc.oneof(
  statuses.map((status): Input => ({ type: "status", status })),
  statuses.map(
    ({ pollAfter: _, ...rest }): Input => ({ type: "session-loaded", session: makeSession(rest) }),
  ),
  problems.chain((problem) =>
    fc.constantFrom<Input>(
      { type: "load-failed", problem },
      { type: "start-failed", problem },
      { type: "cancel-failed", problem },
    ),
  ),
  fc
    .constantFrom("bank_transfer", "store", "pix")
    .map((method): Input => ({ type: "method-selected", method })),
  fc.constantFrom<Input>(
    { type: "continue" },
    { type: "details-given", payer: { name: "Ana" } },
    { type: "other-method" },
    { type: "other-method", sure: true },
    { type: "cancel" },
    { type: "cancel", sure: true },
    { type: "stay" },
    { type: "try-again" },
    { type: "deadline-reached" },
    { type: "still-here" },
    { type: "woke", fromCache: false },
    { type: "woke", fromCache: true },
    { type: "refresh" },
  ),
  payments.map((payment): Input => ({ type: "payment-started", payment })),
  fc
    .record({ payment: payments, choosing: fc.boolean() })
    .map((answer): Input => ({ type: "payment-canceled", ...answer })),
);

interface Run {
  readonly states: readonly State[];
  readonly steps: readonly {
    readonly input: Input;
    readonly effects: readonly Effect[];
    readonly after: State;
  }[];
}

function run(sequence: readonly Input[]): Run {
  const states: State[] = [initialState];
  const steps: { input: Input; effects: readonly Effect[]; after: State }[] = [];
  let state: State = initialState;
  for (const input of [{ type: "connected", allowHttp: false } as const, ...sequence]) {
    const step = transition(state, input);
    steps.push({ input, effects: step.effects, after: step.state });
    states.push(step.state);
    state = step.state;
  }
  return { states, steps };
}

/** What customers do in a row, with impatience; chance alone seldom gets as far as the details. */
const loaded: Input = { type: "session-loaded", session: makeSession() };
const stories: fc.Arbitrary<readonly Input[]> = fc.constantFrom<readonly Input[]>(
  [loaded, { type: "method-selected", method: "pix" }, { type: "continue" }, { type: "continue" }],
  [
    loaded,
    { type: "method-selected", method: "store" },
    { type: "continue" },
    { type: "details-given", payer: { name: "Ana" } },
    { type: "details-given", payer: { name: "Ana" } },
  ],
);

const sequences = fc
  .array(fc.oneof({ weight: 4, arbitrary: inputs.map((input) => [input]) }, stories), { maxLength: 30 })
  .map((parts) => parts.flat());

function reports(result: Run): { name: string; payment: string | null; input: Input }[] {
  return result.steps.flatMap(({ effects, input }) =>
    effects.flatMap((effect) => {
      if (effect.type !== "report") return [];
      const { name, detail } = effect.report;
      return [{ name, payment: "payment" in detail ? (detail.payment?.id ?? null) : null, input }];
    }),
  );
}

describe("the machine, over random orders of everything that can happen", () => {
  test("never submits a second time before the first submit has an answer (widget 7)", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let isOut = false;
        for (const { input, effects } of run(sequence).steps) {
          const isAnswer =
            input.type === "payment-started" ||
            input.type === "start-failed" ||
            (input.type === "woke" && input.fromCache);
          if (isAnswer) isOut = false;
          for (const effect of effects) {
            if (effect.type !== "submit") continue;
            expect(isOut).toBe(false);
            isOut = true;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("never goes from paid to unpaid", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let wasPaid = false;
        for (const state of run(sequence).states) {
          const isPaid = screenOf(state).name === "paid";
          if (wasPaid) expect(isPaid).toBe(true);
          wasPaid = isPaid;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("reports each outcome once: paid once in all, failed and expired once a payment", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const made = reports(run(sequence));
        const count = (name: string, payment?: string | null) =>
          made.filter(
            (report) => report.name === name && (payment === undefined || report.payment === payment),
          ).length;
        expect(count("pay-ready")).toBeLessThanOrEqual(1);
        expect(count("pay-succeeded")).toBeLessThanOrEqual(1);
        for (const { payment } of made) {
          if (payment === null) continue;
          expect(count("pay-action", payment)).toBeLessThanOrEqual(1);
          expect(count("pay-failed", payment)).toBeLessThanOrEqual(1);
          expect(count("pay-expired", payment)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("reports nothing but pay-ready for what the first answer already held", () => {
    fc.assert(
      fc.property(statuses, ({ pollAfter: _, ...rest }) => {
        const session = makeSession(rest);
        const made = reports(
          run([
            { type: "session-loaded", session },
            { type: "session-loaded", session },
          ]),
        );
        expect(made.map((report) => report.name)).toEqual(["pay-ready"]);
      }),
    );
  });

  test("always leaves a way out: something to press, a closed session, or a status that is being followed", () => {
    const settled: readonly Input[] = [
      { type: "start-failed", problem: localProblem("network", "") },
      { type: "cancel-failed", problem: localProblem("network", "") },
      { type: "load-failed", problem: localProblem("network", "") },
    ];
    const waysOn: readonly Input[] = [
      { type: "other-method", sure: true },
      { type: "cancel", sure: true },
      { type: "try-again" },
      { type: "continue" },
    ];
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { states } = run([...sequence, ...settled]);
        const last = states.at(-1) ?? initialState;
        const screen = screenOf(last);
        expect(last.busy).toBeNull();
        const moves = waysOn.filter(
          (input) => transition(last, input).effects.length > 0 || moved(last, input),
        );
        expect(isClosed(screen) || isWaiting(screen) || moves.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("follows the status exactly while the session can still change", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let isOn = false;
        for (const { effects, after } of run(sequence).steps) {
          for (const effect of effects) {
            if (effect.type !== "watch") continue;
            expect(effect.on).toBe(!isOn);
            isOn = effect.on;
          }
          const status = after.session?.status;
          const isClosedSession =
            status === undefined || status === "succeeded" || status === "canceled" || status === "expired";
          const isPaid = after.session?.payment?.status === "succeeded";
          const isRefused = after.problem?.code === "unauthorized";
          expect(isOn).toBe(!isClosedSession && !isPaid && !isRefused);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("never says failed for a payment of which nobody knows how it ended (widget 4)", () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        for (const state of run(sequence).states) {
          if (screenOf(state).name !== "failed") continue;
          expect(state.session?.payment?.status).toBe("failed");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function moved(state: State, input: Input): boolean {
  return screenOf(transition(state, input).state).name !== screenOf(state).name;
}

function isClosed(screen: Screen): boolean {
  return (
    screen.name === "paid" ||
    (screen.name === "canceled" && !screen.canChoose) ||
    (screen.name === "expired" && !screen.canChoose)
  );
}

/** An order is under way that the server does not let go of: the screen follows it and links back to the shop. */
function isWaiting(screen: Screen): boolean {
  return screen.name === "confirming" && isOpen(screen.payment) && !isCancelable(screen.payment);
}
