import { describe, expect, test } from "vitest";
import { pageStateOf } from "../../widget/machine/page-state.ts";
import { screenOf } from "../../widget/machine/screen.ts";
import type { Input } from "../../widget/machine/state.ts";
import { localProblem } from "../../widget/net/problem.ts";
import { makePayment, makeSession, redirectAction } from "./support/fixtures.ts";
import { namesOf, play } from "./support/play.ts";

const connected: Input = { type: "connected", allowHttp: false };
const loaded = (changes: Parameters<typeof makeSession>[0] = {}, wanted: string | null = null): Input => ({
  type: "session-loaded",
  session: makeSession(changes),
  wanted,
});

function stateAfter(...inputs: readonly Input[]) {
  const { state } = play([connected, ...inputs]);
  return pageStateOf(state, screenOf(state));
}

describe("what a page may know", () => {
  test("is busy while the session is loaded, and then waits for a choice", () => {
    expect(stateAfter()).toEqual({
      screen: "loading",
      method: null,
      canSubmit: false,
      busy: true,
      status: null,
      exceptions: [],
    });
    expect(stateAfter(loaded())).toMatchObject({ screen: "methods", canSubmit: false, busy: false });
    expect(stateAfter(loaded({}, "store"))).toMatchObject({ method: "store", canSubmit: true });
  });

  test("says whether the main button leads on, on each kind of screen", () => {
    const failed = makePayment({ status: "failed", nextAction: null });
    const leaving = makePayment({ nextAction: redirectAction });
    const cases: readonly (readonly [string, boolean, ReturnType<typeof stateAfter>])[] = [
      ["payer", true, stateAfter(loaded({}, "store"), { type: "continue" })],
      ["failed", true, stateAfter(loaded({ payment: failed }))],
      ["leaving", true, stateAfter(loaded({ payment: leaving }))],
      ["code", false, stateAfter(loaded({ payment: makePayment() }))],
      ["paid", false, stateAfter(loaded({ status: "succeeded" }))],
      ["canceled", false, stateAfter(loaded({ status: "canceled" }))],
      ["canceled", true, stateAfter(loaded(), { type: "cancel" })],
      ["error", true, stateAfter({ type: "load-failed", problem: localProblem("network", "No answer.") })],
      ["error", false, stateAfter({ type: "load-failed", problem: localProblem("unauthorized", "No.") })],
    ];
    for (const [screen, canSubmit, state] of cases) expect(state).toMatchObject({ screen, canSubmit });
  });

  test("names the method of a payment that was made before this page was opened", () => {
    expect(stateAfter(loaded({ payment: makePayment({ method: "store" }) })).method).toBe("store");
  });

  test("a prevented order leaves the choice as it was, with nothing told", () => {
    const start: readonly Input[] = [connected, loaded({}, "bank_transfer"), { type: "continue" }];
    const { state, effects } = play([...start, { type: "start-prevented" }]);
    expect(state).toMatchObject({ busy: null, problem: null, selected: "bank_transfer" });
    expect(namesOf(effects)).toEqual(["pay-ready"]);
    expect(play([{ type: "start-prevented" }], { ...state, busy: "cancel" }).state.busy).toBe("cancel");
  });
});
