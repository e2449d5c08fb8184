import type { BrowserSession } from "../../bff/contract.ts";
import type { Problem } from "../net/problem.ts";
import { choosableOffer, offerOf } from "./offers.ts";
import type { Screen } from "./screen.ts";
import type { Effect, Input, Report, State } from "./state.ts";

/** A state, and the effects that lead on from it. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const stay = (state: State, ...effects: Effect[]): Step => ({ state, effects });

/** The report of something that went wrong. */
export function problemReport({ code, message, requestId }: Problem): Report {
  return { name: "pay-error", detail: { code, message, requestId } };
}

export const reportProblem = (problem: Problem): Effect => ({
  type: "report",
  report: problemReport(problem),
});

/** The screens that can be drawn before the rest of the widget is there. */
export type FirstScreen = Extract<Screen, { name: "loading" | "methods" } | { canChoose: false }>;

/** The screen of a state that {@link firstTransition} has made; null for one that the rest of the widget draws. */
export function firstScreenOf({ session, problem, step }: State): FirstScreen | null {
  if (session === null) {
    return problem === null ? { name: "loading" } : { name: "error", problem, canChoose: false };
  }
  const isClosed = /^(succeeded|canceled|expired)$/.test(session.status);
  return session.payment === null && step === "list" && !isClosed ? { name: "methods", session } : null;
}

export function submit(state: State, payer: Extract<Effect, { type: "submit" }>["payer"]): Step {
  if (state.selected === null || state.busy !== null) return stay(state);
  const next: State = { ...state, busy: "submit", problem: null, refusedFields: [] };
  return stay(next, { type: "submit", method: state.selected, payer });
}

/** "Continue" on the list: asks for the details that the method needs, or starts the payment. */
export function proceed(state: State): Step {
  if (state.session === null || state.busy !== null) return stay(state);
  const offer = offerOf(state.session, state.selected);
  if (offer === null) return stay({ ...state, unchosen: true });
  return offer.payerFields.length === 0
    ? submit(state, null)
    : stay({ ...state, step: "details", problem: null, refusedFields: [] });
}

/** Chooses a method. Leaves the state as it is where no such method can be chosen now. */
export function selectMethod(state: State, method: string): Step {
  const offer = state.session === null ? null : choosableOffer(state.session, method);
  if (offer === null || state.busy !== null || state.selected === method) return stay(state);
  return stay(
    { ...state, selected: offer.id, unchosen: false, problem: null, refusedFields: [] },
    { type: "report", report: { name: "pay-method-selected", detail: { method: offer.id } } },
  );
}

/** The page has prevented the order. Nothing was sent, and nothing is wrong. */
export function preventStart(state: State): Step {
  return stay(state.busy === "submit" ? { ...state, busy: null } : state);
}

/**
 * A state with the session of an answer. A method that is the only one is chosen already; one that cannot be used any more
 * is chosen no longer.
 * @param wanted the method that the page wants to be chosen from the start; ignored where the session has no such one
 */
export function withSession(state: State, session: BrowserSession, wanted: string | null = null): State {
  const [onlyOffer, ...others] = session.methods;
  const only = others.length === 0 ? (onlyOffer?.id ?? null) : null;
  const chosen = choosableOffer(session, wanted) ?? choosableOffer(session, only);
  const selected = (choosableOffer(session, state.selected) ?? chosen)?.id ?? null;
  return {
    ...state,
    session,
    busy: state.busy === "load" ? null : state.busy,
    selected,
    // Details of a method that is gone are no details of the next one.
    step: selected === state.selected ? state.step : "list",
    problem: state.session === null ? null : state.problem,
  };
}

export function failLoad(state: State, problem: Problem): Step {
  return stay({ ...state, busy: state.busy === "load" ? null : state.busy, problem }, reportProblem(problem));
}

/** Loads what could not be loaded. */
export function loadAgain(state: State): Step {
  return state.busy === null
    ? stay({ ...state, busy: "load", problem: null }, { type: "load" })
    : stay(state);
}

/** A page from the back/forward cache has lost its requests, and its redirect is over. */
export function wakeFromCache(state: State): Step {
  return stay({ ...state, busy: state.session === null ? "load" : null, leaving: null }, { type: "load" });
}

/**
 * The part of `transition` that needs nothing but the first bundle, so that a customer can choose and continue before
 * the rest is there. Null for an input that has to wait for the rest.
 */
export function firstTransition(state: State, input: Input): Step | null {
  switch (input.type) {
    case "connected":
      return stay({ ...state, allowHttp: input.allowHttp, busy: "load" }, { type: "load" });
    case "session-loaded":
      return state.session === null
        ? stay(withSession(state, input.session, input.wanted), {
            type: "report",
            report: { name: "pay-ready", detail: { status: input.session.status } },
          })
        : null;
    case "load-failed":
      return failLoad(state, input.problem);
    case "method-selected":
      return firstScreenOf(state)?.name === "methods" ? selectMethod(state, input.method) : stay(state);
    case "continue":
      return firstScreenOf(state)?.name === "methods" ? proceed(state) : stay(state);
    case "start-prevented":
      return preventStart(state);
    case "try-again":
      return state.session === null ? loadAgain(state) : null;
    case "woke":
      if (input.fromCache) return wakeFromCache(state);
      return state.session === null && state.busy !== "load"
        ? stay({ ...state, busy: "load" }, { type: "load" })
        : stay(state);
    case "refresh":
      return stay(state, { type: "load" });
    default:
      return null;
  }
}
