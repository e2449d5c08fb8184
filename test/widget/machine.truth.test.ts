import { describe, expect, test } from "vitest";
import type { BrowserPayment, BrowserSession } from "../../bff/contract.ts";
import { screenOf } from "../../widget/machine/screen.ts";
import type { Input } from "../../widget/machine/state.ts";
import { isBrowserPayment } from "../../widget/net/parse.ts";
import { localProblem } from "../../widget/net/problem.ts";
import { makePayment, makeSession, makeStatus, redirectAction } from "./support/fixtures.ts";
import { namesOf, play } from "./support/play.ts";

const loaded: Input = { type: "session-loaded", session: makeSession() };
const withCode = play([
  { type: "session-loaded", session: makeSession({ status: "requires_action", payment: makePayment() }) },
]).state;
const refused = localProblem("unauthorized", "The client token is not valid.");

describe("Continue with nothing chosen", () => {
  test("is answered at the list until a method is chosen", () => {
    const { state } = play([loaded, { type: "continue" }]);
    expect(state).toMatchObject({ unchosen: true, busy: null });
    expect(play([{ type: "method-selected", method: "pix" }], state).state.unchosen).toBe(false);
  });
});

describe("a method whose details the customer was giving", () => {
  const asked = play([loaded, { type: "method-selected", method: "store" }, { type: "continue" }]).state;
  const unavailable = { reason: "temporarily_unavailable" } as const;
  const methods = makeSession().methods.map((offer) =>
    offer.id === "store" ? { ...offer, unavailable } : offer,
  );

  test("gives way to the list when it is not available any more, and the next method waits for Continue", () => {
    expect(screenOf(asked).name).toBe("payer");
    const gone = play([{ type: "session-loaded", session: makeSession({ methods }) }], asked).state;
    expect(gone).toMatchObject({ selected: null, step: "list" });
    const { state } = play([{ type: "method-selected", method: "pix" }], gone);
    expect(screenOf(state).name).toBe("methods");
  });

  test("stays where it is when the same methods are loaded again", () => {
    expect(screenOf(play([loaded], asked).state).name).toBe("payer");
  });
});

describe("a code that was shown", () => {
  test.each(["cancel", "other-method"] as const)(
    "is not given up by %s before the question is answered",
    (type) => {
      const asked = play([{ type }], withCode);
      expect(asked.effects).toEqual([]);
      expect(asked.state.question).toEqual({ paymentId: "pay_1", wish: type });
      expect(play([{ type: "stay" }], asked.state).state.question).toBeNull();
      const answered = play([{ type, sure: true }], asked.state);
      expect(answered.effects).toEqual([
        { type: "cancel-payment", paymentId: "pay_1", choosing: type === "other-method" },
      ]);
      expect(answered.state.question).toBeNull();
    },
  );

  test("is asked about again where the server refused to cancel it", () => {
    const { state } = play(
      [
        { type: "cancel", sure: true },
        { type: "cancel-failed", problem: localProblem("network", "") },
        { type: "cancel" },
      ],
      withCode,
    );
    expect(state.question).toEqual({ paymentId: "pay_1", wish: "cancel" });
  });

  test("is no concern of a redirect, of which nothing is on paper", () => {
    const payment = makePayment({ nextAction: redirectAction });
    const session = makeSession({ status: "requires_action", payment });
    const { effects } = play([{ type: "session-loaded", session }, { type: "cancel" }]);
    expect(effects.at(-1)).toMatchObject({ type: "cancel-payment" });
  });
});

test("a payment that was sent back is not a received one, and no success is reported for it", () => {
  const payment = makePayment({ status: "succeeded", exceptions: ["reversed"] });
  const reversed = makeStatus({ status: "succeeded", exceptions: ["reversed"], payment });
  const { state, effects } = play([{ type: "status", status: reversed }], withCode);
  expect(screenOf(state).name).toBe("reversed");
  expect(namesOf(effects)).toEqual([]);
});

describe("a session with several payments, of which one was sent back", () => {
  const screenWith = (payment: BrowserPayment) => {
    const exceptions: BrowserSession["exceptions"] = ["reversed", ...payment.exceptions];
    const session = makeSession({ status: "succeeded", exceptions, payment });
    return screenOf(play([{ type: "session-loaded", session }]).state).name;
  };

  test("is paid where another one stands", () => {
    expect(screenWith(makePayment({ status: "succeeded" }))).toBe("paid");
    expect(screenWith(makePayment({ status: "succeeded", exceptions: ["paid_late"] }))).toBe("paid");
  });

  test("is told as sent back where none stands: the other was refused, or is to be refunded", () => {
    expect(screenWith(makePayment({ status: "canceled" }))).toBe("reversed");
    expect(screenWith(makePayment({ status: "succeeded", exceptions: ["duplicate_paid"] }))).toBe("reversed");
  });
});

test("a payment with a status of a newer server is waited for, as one whose outcome is unknown", () => {
  const newer: unknown = { ...makePayment(), status: "authorized" };
  if (!isBrowserPayment(newer)) throw new Error("The answer is refused.");
  const { state } = play([
    { type: "session-loaded", session: makeSession({ status: "processing", payment: newer }) },
  ]);
  expect(screenOf(state).name).toBe("confirming");
});

describe("a token that is refused in mid-flow", () => {
  const { state, effects } = play([{ type: "load-failed", problem: refused }], withCode);

  test("takes the place of the code, and nothing is followed or asked any more", () => {
    expect(screenOf(state)).toMatchObject({ name: "refused", problem: refused });
    expect(effects).toContainEqual({ type: "watch", on: false });
    expect(play([{ type: "woke", fromCache: false }, { type: "deadline-reached" }], state).effects).toEqual(
      [],
    );
  });

  test("can be tried again, and a token that is good again gives the code back", () => {
    const again = play([{ type: "try-again" }], state);
    expect(again.effects).toEqual([{ type: "load" }]);
    const session = makeSession({ status: "requires_action", payment: makePayment() });
    const { state: good } = play([{ type: "session-loaded", session }], again.state);
    expect(screenOf(good).name).toBe("code");
    expect(good.problem).toBeNull();
  });
});

test("a session that turns out to be closed is told as that, without the problem that led there", () => {
  const { state } = play([
    loaded,
    { type: "method-selected", method: "pix" },
    { type: "continue" },
    { type: "start-failed", problem: localProblem("session_closed", "The session is closed.") },
    { type: "session-loaded", session: makeSession({ status: "canceled" }) },
  ]);
  expect(screenOf(state)).toMatchObject({ name: "canceled", canChoose: false });
  expect(state.problem).toBeNull();
});
