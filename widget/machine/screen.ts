import type { BrowserPayment, BrowserSession, NextAction, PaymentMethodOffer } from "../../bff/contract.ts";
import { isTokenProblem, localProblem, type Problem } from "../net/problem.ts";
import { isSafeRedirect } from "../net/safe-url.ts";
import { offerOf } from "./offers.ts";
import { deadlineOf, isFinal, isOpen, isPaid, isReversed } from "./snapshot.ts";
import type { State } from "./state.ts";

type ActionOf<Type extends NextAction["type"]> = Extract<NextAction, { type: Type }>;

/** The screen that the customer sees, with its data. */
export type Screen =
  | { readonly name: "loading" }
  | { readonly name: "error"; readonly problem: Problem; readonly canChoose: false }
  | { readonly name: "error"; readonly problem: Problem; readonly canChoose: true }
  | { readonly name: "methods"; readonly session: BrowserSession }
  | { readonly name: "payer"; readonly session: BrowserSession; readonly offer: PaymentMethodOffer }
  | {
      readonly name: "code";
      readonly session: BrowserSession;
      readonly payment: BrowserPayment;
      readonly action: ActionOf<"display_code">;
    }
  | {
      readonly name: "qr";
      readonly session: BrowserSession;
      readonly payment: BrowserPayment;
      readonly action: ActionOf<"display_qr">;
    }
  | {
      readonly name: "leaving";
      readonly session: BrowserSession;
      readonly payment: BrowserPayment;
      readonly action: ActionOf<"redirect" | "redirect_form">;
    }
  | { readonly name: "confirming"; readonly session: BrowserSession; readonly payment: BrowserPayment }
  /** The token is refused in mid-flow. */
  | { readonly name: "refused"; readonly session: BrowserSession; readonly problem: Problem }
  | { readonly name: "paid" | "reversed"; readonly session: BrowserSession }
  | { readonly name: "failed"; readonly session: BrowserSession; readonly payment: BrowserPayment }
  | { readonly name: "expired"; readonly session: BrowserSession; readonly canChoose: boolean }
  | { readonly name: "canceled"; readonly session: BrowserSession; readonly canChoose: boolean };

export type ScreenName = Screen["name"];

/** Whether an action is no redirect, or redirects to an address that the browser may open. */
export function isSafeAction(action: NextAction, allowHttp: boolean): boolean {
  return action.type !== "redirect" && action.type !== "redirect_form"
    ? true
    : isSafeRedirect(action.url, allowHttp);
}

/** The problem of a redirect that the browser must not follow. */
export const unsafeRedirect = localProblem(
  "unsafe_redirect",
  "The payment page's address is not https, so the customer was not sent there.",
);

function actionScreen(state: State, session: BrowserSession, payment: BrowserPayment): Screen {
  const action = payment.nextAction;
  if (action === null) return { name: "confirming", session, payment };
  if (!isSafeAction(action, state.allowHttp)) {
    return { name: "error", problem: unsafeRedirect, canChoose: true };
  }
  switch (action.type) {
    case "display_code":
      return { name: "code", session, payment, action };
    case "display_qr":
      return { name: "qr", session, payment, action };
    case "redirect":
    case "redirect_form":
      return { name: "leaving", session, payment, action };
  }
  action satisfies never;
  // A newer server may send an action that this script does not know. Then it can only wait for the payment.
  return { name: "confirming", session, payment };
}

function choosingScreen(state: State, session: BrowserSession): Screen {
  const offer = offerOf(session, state.selected);
  return state.step === "details" && offer !== null
    ? { name: "payer", session, offer }
    : { name: "methods", session };
}

function paymentScreen(state: State, session: BrowserSession, payment: BrowserPayment): Screen {
  switch (payment.status) {
    case "creating":
    case "unknown":
    case "partially_paid":
    case "review":
      return { name: "confirming", session, payment };
    case "pending":
      return actionScreen(state, session, payment);
    case "succeeded":
      return { name: "paid", session };
    case "failed":
      return { name: "failed", session, payment };
    case "canceled":
      return { name: "canceled", session, canChoose: true };
    case "expired":
      return { name: "expired", session, canChoose: true };
  }
  payment.status satisfies never;
  // A newer server may have a status that this script does not know.
  return { name: "confirming", session, payment };
}

/** Whether the deadline has passed and a last poll found no payment. */
function isOverdue(state: State, session: BrowserSession): boolean {
  return state.deadline?.over === true && state.deadline.key === deadlineOf(session)?.key;
}

/** The screen of a state. Nothing else decides on a screen. */
export function screenOf(state: State): Screen {
  const { session, problem } = state;
  if (session === null) {
    return problem === null ? { name: "loading" } : { name: "error", problem, canChoose: false };
  }
  if (isPaid(session)) {
    return { name: isReversed(session) ? "reversed" : "paid", session };
  }
  if (session.status === "canceled") return { name: "canceled", session, canChoose: false };
  if (session.status === "expired") return { name: "expired", session, canChoose: false };
  if (problem !== null && isTokenProblem(problem)) return { name: "refused", session, problem };
  const { payment } = session;
  if (isOverdue(state, session)) {
    return { name: "expired", session, canChoose: payment !== null && isOpen(payment) };
  }
  if (payment !== null && (isOpen(payment) || !state.choosing)) {
    return paymentScreen(state, session, payment);
  }
  if (state.canceled) return { name: "canceled", session, canChoose: true };
  return choosingScreen(state, session);
}

/** Whether the server has refused the token, so that no request can succeed and nothing more will be known. */
export function isRefused({ problem }: State): boolean {
  return problem !== null && isTokenProblem(problem);
}

/** Whether to follow the status: until the session is paid or closed, or the token is refused. */
export function isWatching(state: State): boolean {
  return state.session !== null && !isFinal(state.session) && !isRefused(state);
}
