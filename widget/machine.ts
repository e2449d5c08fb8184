import type { BrowserSession, BrowserStatus } from "../bff/contract.ts";
import {
  failLoad,
  loadAgain,
  preventStart,
  proceed,
  reportProblem,
  type Step,
  selectMethod,
  stay,
  submit,
  wakeFromCache,
  withSession,
} from "./machine/first.ts";
import { reportChange } from "./machine/reports.ts";
import { isRefused, isWatching, screenOf } from "./machine/screen.ts";
import {
  deadlineOf,
  isCancelable,
  isFinal,
  isOpen,
  merge,
  withPayment,
  withStatus,
} from "./machine/snapshot.ts";
import type { Effect, Input, Question, State } from "./machine/state.ts";
import type { Problem } from "./net/problem.ts";

/** After the countdown has ended, the server time in an answer decides whether the deadline has passed. */
function settleDeadline(state: State): State {
  if (state.session === null || state.deadline === null) return state;
  const deadline = deadlineOf(state.session);
  if (deadline === null || deadline.key !== state.deadline.key) return { ...state, deadline: null };
  const isOver = Date.parse(state.session.serverTime) >= Date.parse(deadline.at);
  return { ...state, deadline: isOver ? { key: deadline.key, over: true } : null };
}

/** Cancels the open payment. The screen changes with the server's answer, because the server decides. */
function cancelPayment(state: State, choosing: boolean): Step {
  const payment = state.session?.payment ?? null;
  if (payment === null || state.busy !== null || !isCancelable(payment)) return stay(state);
  return stay(
    { ...state, busy: "cancel", question: null, problem: null },
    { type: "cancel-payment", paymentId: payment.id, choosing },
  );
}

/** Asks before a code that was shown is given up: the customer may have it on paper, or have paid with it. */
function giveUp(state: State, wish: Question["wish"], sure: boolean): Step {
  const screen = screenOf(state);
  return !sure && (screen.name === "code" || screen.name === "qr")
    ? stay({ ...state, question: { paymentId: screen.payment.id, wish } })
    : cancelPayment(state, wish === "other-method");
}

function chooseAgain(state: State): State {
  return {
    ...state,
    choosing: true,
    canceled: false,
    step: "list",
    unchosen: false,
    problem: null,
    deadline: null,
  };
}

function otherMethod(state: State, sure: boolean): Step {
  if (state.busy !== null) return stay(state);
  const screen = screenOf(state);
  switch (screen.name) {
    case "payer":
      return stay({ ...state, step: "list", problem: null, refusedFields: [] });
    case "failed":
      return stay(chooseAgain(state));
    case "canceled":
      return screen.canChoose ? stay(chooseAgain(state)) : stay(state);
    case "expired":
    case "error":
    case "code":
    case "qr":
    case "leaving":
    case "confirming": {
      const payment = state.session?.payment ?? null;
      if (payment !== null && isOpen(payment)) return giveUp(state, "other-method", sure);
      return screen.name === "expired" && screen.canChoose ? stay(chooseAgain(state)) : stay(state);
    }
    case "loading":
    case "methods":
    case "paid":
    case "refused":
    case "reversed":
      return stay(state);
  }
  return screen satisfies never;
}

function cancel(state: State, sure: boolean): Step {
  if (state.busy !== null) return stay(state);
  const { name } = screenOf(state);
  if (name === "methods" || name === "payer") {
    return stay({ ...state, canceled: true, choosing: true, step: "list", problem: null });
  }
  return name === "code" || name === "qr" || name === "leaving" || name === "confirming"
    ? giveUp(state, "cancel", sure)
    : stay(state);
}

function tryAgain(state: State): Step {
  if (state.busy !== null) return stay(state);
  const { session } = state;
  if (session === null) return loadAgain(state);
  if (isRefused(state)) return stay({ ...state, busy: "load" }, { type: "load" });
  if (screenOf(state).name !== "failed" || session.payment === null) return stay(state);
  return proceed({ ...chooseAgain(state), selected: session.payment.method });
}

function wake(state: State, fromCache: boolean): Step {
  if (fromCache) return wakeFromCache(state);
  if (isRefused(state)) return stay(state);
  if (state.session !== null) return stay(state, { type: "check" });
  return state.busy === "load" ? stay(state) : stay({ ...state, busy: "load" }, { type: "load" });
}

const reloadAfter = new Set([
  "payment_in_progress",
  "payment_being_confirmed",
  "session_closed",
  "method_not_available",
  "payment_not_cancelable",
]);

/** Whether the payment was started although the answer to the request was lost. */
function hasStarted({ session, selected }: State): boolean {
  const payment = session?.payment ?? null;
  return payment !== null && isOpen(payment) && payment.method === selected;
}

function failStart(state: State, problem: Problem): Step {
  if (!hasStarted(state)) return failRequest(state, problem);
  return stay({ ...state, busy: null, leaving: state.session?.payment?.id ?? null });
}

function failRequest(state: State, problem: Problem): Step {
  const next: State = { ...state, busy: null, problem, refusedFields: problem.fields };
  const effects = reloadAfter.has(problem.code) ? [{ type: "load" } as const] : [];
  return stay(next, reportProblem(problem), ...effects);
}

function startPayment(state: State, input: Extract<Input, { type: "payment-started" }>): Step {
  if (state.session === null) return stay(state);
  return stay({
    ...state,
    session: withPayment(state.session, input.payment),
    busy: state.busy === "submit" ? null : state.busy,
    // A page out of the back/forward cache has given the answer up, and may have shown the payment's link already.
    leaving: state.busy === "submit" ? input.payment.id : state.leaving,
    step: "list",
    choosing: false,
    canceled: false,
    problem: null,
    deadline: null,
  });
}

function loadSession(state: State, session: BrowserSession, wanted?: string | null): Step {
  const next = settleDeadline(withSession(state, session, wanted));
  // An old problem says nothing about a token that is good again, or about a session that is closed.
  return stay(isRefused(state) || isFinal(session) ? { ...next, problem: null } : next);
}

/** Loads the session again, too, where the merchant has changed it: a status has neither its amount nor its words. */
function followStatus(state: State, session: BrowserSession, status: BrowserStatus): Step {
  const next = settleDeadline({ ...state, session: withStatus(session, status) });
  const isChanged =
    session.terms !== undefined && status.terms !== undefined && status.terms !== session.terms;
  return isChanged ? stay(next, { type: "load" }) : stay(next);
}

/** Polls once more before the screen shows that the time is over. */
function reachDeadline(state: State): Step {
  const deadline = state.session === null ? null : deadlineOf(state.session);
  if (deadline === null || deadline.key === state.deadline?.key || isRefused(state)) return stay(state);
  return stay({ ...state, deadline: { key: deadline.key, over: false } }, { type: "check" });
}

function react(state: State, input: Input): Step {
  switch (input.type) {
    case "connected":
      return stay({ ...state, allowHttp: input.allowHttp, busy: "load" }, { type: "load" });
    case "session-loaded":
      return loadSession(state, merge(state.session, input.session), input.wanted);
    case "load-failed":
      return failLoad(state, input.problem);
    case "leave-failed":
      // It may come after the customer has chosen another way.
      return /^(leaving|error|refused)$/.test(screenOf(state).name)
        ? failLoad(state, input.problem)
        : stay(state);
    case "status":
      return state.session === null ? stay(state) : followStatus(state, state.session, input.status);
    case "method-selected":
      return screenOf(state).name === "methods" ? selectMethod(state, input.method) : stay(state);
    case "continue":
      return screenOf(state).name === "methods" ? proceed(state) : stay(state);
    case "details-given":
      return /^(payer|methods)$/.test(screenOf(state).name) ? submit(state, input.payer) : stay(state);
    case "payment-started":
      return startPayment(state, input);
    case "start-failed":
      return state.busy === "submit" ? failStart(state, input.problem) : stay(state);
    case "start-prevented":
      return preventStart(state);
    case "other-method":
      return otherMethod(state, input.sure === true);
    case "cancel":
      return cancel(state, input.sure === true);
    case "stay":
      return stay({ ...state, question: null });
    case "payment-canceled":
      return state.session === null
        ? stay(state)
        : stay({
            ...state,
            session: withPayment(state.session, input.payment),
            busy: state.busy === "cancel" ? null : state.busy,
            choosing: input.choosing,
            step: "list",
            deadline: null,
          });
    case "cancel-failed":
      return state.busy === "cancel" ? failRequest(state, input.problem) : stay(state);
    case "try-again":
      return tryAgain(state);
    case "deadline-reached":
      return reachDeadline(state);
    case "woke":
      return wake(state, input.fromCache);
    case "still-here":
      return stay({ ...state, leaving: null });
    case "refresh":
      return stay(state, { type: "load" });
  }
  return input satisfies never;
}

function watchChange(before: State, after: State): readonly Effect[] {
  const on = isWatching(after);
  return on === isWatching(before) ? [] : [{ type: "watch", on }];
}

/**
 * The whole behaviour of the widget: a state and an input give the next state and effects. Pure: no DOM, no clock, no
 * network. It also derives the reports to the page, so that each is made once.
 */
export function transition(before: State, input: Input): Step {
  const { state, effects } = react(before, input);
  const reported = reportChange(before, state);
  return {
    state: reported.state,
    effects: [
      ...effects,
      ...watchChange(before, state),
      ...reported.reports.map((report): Effect => ({ type: "report", report })),
    ],
  };
}
