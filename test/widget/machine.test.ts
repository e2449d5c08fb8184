import { describe, expect, test } from "vitest";
import { screenOf } from "../../widget/machine/screen.ts";
import type { Input } from "../../widget/machine/state.ts";
import { localProblem, problemKind } from "../../widget/net/problem.ts";
import { makePayment, makeSession, makeStatus, pix, redirectAction } from "./support/fixtures.ts";
import { namesOf, play } from "./support/play.ts";

const loaded: Input = { type: "session-loaded", session: makeSession() };
const chosen: readonly Input[] = [loaded, { type: "method-selected", method: "pix" }, { type: "continue" }];
const redirected = makePayment({ id: "pay_9", method: "pix", nextAction: redirectAction });
const told: Input = {
  type: "status",
  status: makeStatus({ status: "requires_action", payment: redirected }),
};

describe("starting a payment", () => {
  test("reports the action with the answer, though the stream told of the payment first", () => {
    const early = play([...chosen, told]);
    expect(namesOf(early.effects)).not.toContain("pay-action");
    const late = play([{ type: "payment-started", payment: redirected }], early.state);
    expect(namesOf(late.effects)).toEqual(["pay-action"]);
    expect(late.state.leaving).toBe("pay_9");
  });

  test("goes on with the payment that the stream told of when the answer to the start was lost", () => {
    const { state, effects } = play([
      ...chosen,
      told,
      { type: "start-failed", problem: localProblem("network", "lost") },
    ]);
    expect(namesOf(effects)).toEqual(["pay-ready", "pay-method-selected", "pay-action"]);
    expect(state).toMatchObject({ busy: null, leaving: "pay_9", problem: null });
    expect(screenOf(state).name).toBe("leaving");
  });

  test("does not say that it leaves when the answer comes to a page that was in the back/forward cache", () => {
    const session = makeSession({ status: "requires_action", payment: redirected });
    const back = play([...chosen, { type: "woke", fromCache: true }, { type: "session-loaded", session }]);
    expect(namesOf(back.effects)).toContain("pay-action");
    const late = play([{ type: "payment-started", payment: redirected }], back.state);
    expect(namesOf(late.effects)).toEqual([]);
    expect(late.state.leaving).toBeNull();
    expect(screenOf(late.state).name).toBe("leaving");
  });

  test("does not say that it leaves any more when the page is still here, and keeps the link", () => {
    const { state } = play([
      ...chosen,
      { type: "payment-started", payment: redirected },
      { type: "still-here" },
    ]);
    expect(state.leaving).toBeNull();
    expect(screenOf(state).name).toBe("leaving");
  });

  test("asks for the details first where the method needs some", () => {
    const { state, effects } = play([
      loaded,
      { type: "method-selected", method: "store" },
      { type: "continue" },
    ]);
    expect(screenOf(state).name).toBe("payer");
    expect(effects.some(({ type }) => type === "submit")).toBe(false);
    const given = play([{ type: "details-given", payer: { name: "Ana" } }], state);
    expect(given.effects).toEqual([{ type: "submit", method: "store", payer: { name: "Ana" } }]);
  });

  test("chooses the only method by itself, without a report", () => {
    const { state, effects } = play([{ type: "session-loaded", session: makeSession({ methods: [pix] }) }]);
    expect(state.selected).toBe("pix");
    expect(namesOf(effects)).toEqual(["pay-ready"]);
  });

  test.each(["payment_in_progress", "payment_being_confirmed"])(
    "loads the session again when another payment turns out to be under way: %s",
    (code) => {
      const problem = localProblem(code, "");
      const { state, effects } = play([...chosen, { type: "start-failed", problem }]);
      expect(effects.at(-1)).toEqual({ type: "load" });
      expect(state).toMatchObject({ busy: null, problem });
      expect(problemKind(problem)).toBe("inProgress");
    },
  );
});

describe("a cancel that the server refuses", () => {
  test.each(["payment_being_confirmed", "payment_not_cancelable"])(
    "leaves the payment on the screen and loads what has become of it: %s",
    (code) => {
      const session = makeSession({ status: "requires_action", payment: makePayment() });
      const open = play([
        { type: "session-loaded", session },
        { type: "other-method", sure: true },
      ]);
      expect(open.effects.at(-1)).toMatchObject({ type: "cancel-payment", paymentId: "pay_1" });
      const problem = localProblem(code, "");
      const { state, effects } = play([{ type: "cancel-failed", problem }], open.state);
      expect(screenOf(state).name).toBe("code");
      expect(state).toMatchObject({ busy: null, problem });
      expect(effects.at(-1)).toEqual({ type: "load" });
      const paid = makeSession({ status: "succeeded", payment: makePayment({ status: "succeeded" }) });
      expect(screenOf(play([{ type: "session-loaded", session: paid }], state).state).name).toBe("paid");
    },
  );
});

describe("the end of the time", () => {
  const code = makeSession({ status: "requires_action", payment: makePayment() });
  const withCode = play([{ type: "session-loaded", session: code }]).state;
  const at = (serverTime: string): Input => ({
    type: "status",
    status: makeStatus({ status: "requires_action", payment: makePayment(), serverTime }),
  });

  test("polls once, however often the clock says zero", () => {
    const { effects } = play(
      [{ type: "deadline-reached" }, { type: "deadline-reached" }, { type: "deadline-reached" }],
      withCode,
    );
    expect(effects).toEqual([{ type: "check" }]);
  });

  test("is not the end when the server's clock disagrees", () => {
    const { state } = play([{ type: "deadline-reached" }, at("2026-11-20T12:59:59.000Z")], withCode);
    expect(screenOf(state).name).toBe("code");
  });

  test("stays open while the last check has no answer", () => {
    const { state } = play([{ type: "deadline-reached" }], withCode);
    expect(screenOf(state).name).toBe("code");
  });

  test("gives the expired screen with a way on, which cancels what ran out", () => {
    const { state, effects } = play([{ type: "deadline-reached" }, at("2026-11-20T13:00:00.000Z")], withCode);
    expect(screenOf(state)).toMatchObject({ name: "expired", canChoose: true });
    expect(namesOf(effects)).toEqual(["pay-expired"]);
    const { effects: next } = play([{ type: "other-method" }], state);
    expect(next).toEqual([{ type: "cancel-payment", paymentId: "pay_1", choosing: true }]);
  });

  test("is undone by money that arrives after it", () => {
    const paid = makeStatus({ status: "succeeded", payment: makePayment({ status: "succeeded" }) });
    const { state, effects } = play(
      [{ type: "deadline-reached" }, at("2026-11-20T13:00:00.000Z"), { type: "status", status: paid }],
      withCode,
    );
    expect(screenOf(state).name).toBe("paid");
    expect(namesOf(effects)).toEqual(["pay-expired", "pay-succeeded"]);
  });
});

describe("an answer that was overtaken by another", () => {
  test("does not open a canceled payment again", () => {
    const open = makeSession({ status: "requires_action", payment: makePayment() });
    const canceled = makePayment({ status: "canceled", nextAction: null });
    const { state } = play([
      { type: "session-loaded", session: open },
      { type: "other-method", sure: true },
      { type: "payment-canceled", payment: canceled, choosing: true },
      { type: "status", status: makeStatus({ status: "requires_action", payment: makePayment() }) },
    ]);
    expect(screenOf(state).name).toBe("methods");
  });
});

describe("a session that the merchant changes", () => {
  const session = makeSession({ terms: "a" });
  const open: readonly Input[] = [{ type: "session-loaded", session }];
  const loads = (effects: readonly { readonly type: string }[]) =>
    effects.filter(({ type }) => type === "load").length;

  test("is loaded again when the status has other terms, and only then", () => {
    const shown = play(open).state;
    expect(loads(play([{ type: "status", status: makeStatus({ terms: "a" }) }], shown).effects)).toBe(0);
    expect(loads(play([{ type: "status", status: makeStatus({ terms: "b" }) }], shown).effects)).toBe(1);
    // A server of before has none.
    expect(loads(play([{ type: "status", status: makeStatus({}) }], shown).effects)).toBe(0);
  });

  test("shows the new amount, with the method that was chosen", () => {
    const amount = { value: "200.00", currency: "MXN" };
    const { state } = play([
      ...open,
      { type: "method-selected", method: "pix" },
      { type: "status", status: makeStatus({ terms: "b" }) },
      { type: "session-loaded", session: makeSession({ terms: "b", amount }) },
    ]);
    expect(state.session?.amount).toEqual(amount);
    expect(state.selected).toBe("pix");
    expect(screenOf(state).name).toBe("methods");
    const again = play([{ type: "status", status: makeStatus({ terms: "b" }) }], state);
    expect(loads(again.effects)).toBe(0);
  });
});
