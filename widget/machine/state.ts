import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  Money,
  NextAction,
  Payer,
  PaymentMethod,
} from "../../bff/contract.ts";
import type { Problem } from "../net/problem.ts";
import type { ScreenName } from "./screen.ts";

/** The running request. There is only one at a time, so that no click pays twice. */
export type Busy = "load" | "submit" | "cancel";

/** The step of choosing: the list of methods, or the details that the chosen method needs. */
export type Step = "list" | "details";

/**
 * A deadline that has been reached. `over` is false while the last poll runs, and true when it found no payment. `key`
 * is the id of the payment or session, so that a new payment has a deadline of its own.
 */
export interface Deadline {
  readonly key: string;
  readonly over: boolean;
}

/** What the customer was asked about before a code that was shown is given up, and for which payment. */
export interface Question {
  readonly paymentId: string;
  readonly wish: "cancel" | "other-method";
}

/** The whole state of the widget. Plain data, from which screens and events are derived. */
export interface State {
  /** The session as the server last sent it; null until the first answer. */
  readonly session: BrowserSession | null;
  readonly busy: Busy | null;
  readonly step: Step;
  readonly selected: PaymentMethod | null;
  /** The customer wants to choose again after a payment ended. */
  readonly choosing: boolean;
  /** The customer pressed "Cancel" before there was a payment. */
  readonly canceled: boolean;
  /** The customer pressed "Continue" with nothing chosen. */
  readonly unchosen: boolean;
  readonly question: Question | null;
  /** Shown as a notice, or as the error screen when there is no session or the token is refused. */
  readonly problem: Problem | null;
  /** Payer fields the server refused. */
  readonly refusedFields: readonly string[];
  readonly deadline: Deadline | null;
  /** The payment that this page started. Only its redirect happens without a click. */
  readonly leaving: string | null;
  /** Keys of the reports that were made, so that each is made once. */
  readonly reported: readonly string[];
  /** Whether redirects to `http:` are allowed, because the BFF itself uses `http:`. */
  readonly allowHttp: boolean;
}

/** Everything that can happen. */
export type Input =
  | { readonly type: "connected"; readonly allowHttp: boolean }
  /** `wanted`: the method that the page wants to be chosen from the start. */
  | { readonly type: "session-loaded"; readonly session: BrowserSession; readonly wanted?: string | null }
  /** `leave-failed`: the page's policy, or the sandbox of its frame, keeps the customer from the provider's page. */
  | { readonly type: "load-failed" | "leave-failed"; readonly problem: Problem }
  | { readonly type: "status"; readonly status: BrowserStatus }
  | { readonly type: "method-selected"; readonly method: string }
  | { readonly type: "continue" }
  | { readonly type: "details-given"; readonly payer: Payer }
  | { readonly type: "payment-started"; readonly payment: BrowserPayment }
  | { readonly type: "start-failed"; readonly problem: Problem }
  /** The page has prevented the order before it was sent. */
  | { readonly type: "start-prevented" }
  /** `sure`: without a question, because it was answered or the page has asked one of its own. */
  | { readonly type: "other-method" | "cancel"; readonly sure?: true }
  /** The customer keeps the code. */
  | { readonly type: "stay" }
  | { readonly type: "payment-canceled"; readonly payment: BrowserPayment; readonly choosing: boolean }
  | { readonly type: "cancel-failed"; readonly problem: Problem }
  | { readonly type: "try-again" }
  | { readonly type: "deadline-reached" }
  /** The page should have gone to the provider's, and is still here. */
  | { readonly type: "still-here" }
  /** The page is visible, online or focused again, or came from the back/forward cache. */
  | { readonly type: "woke"; readonly fromCache: boolean }
  | { readonly type: "refresh" };

/** What a page may know of the widget at one moment. It is frozen; a new one is made when something has changed. */
export interface PageState {
  /** The screen that the customer sees; `loading` while its code is fetched, too. */
  readonly screen: ScreenName;
  /** The chosen method; of a payment that was made, its method. */
  readonly method: PaymentMethod | null;
  /** Whether the screen's main button leads on: `submit()` would do something. */
  readonly canSubmit: boolean;
  /** Whether a request runs that the customer waits for. */
  readonly busy: boolean;
  /** Of the session; null until it is loaded. */
  readonly status: BrowserSession["status"] | null;
  readonly exceptions: readonly BrowserSession["exceptions"][number][];
}

/** An event for the page around the widget. */
export type Report =
  | { readonly name: "pay-ready"; readonly detail: { readonly status: BrowserSession["status"] } }
  | { readonly name: "pay-method-selected"; readonly detail: { readonly method: PaymentMethod } }
  | { readonly name: "pay-state-changed"; readonly detail: PageState }
  | {
      readonly name: "pay-before-start";
      readonly detail: { readonly method: PaymentMethod; readonly amount: Money };
    }
  | {
      readonly name: "pay-action";
      readonly detail: { readonly payment: BrowserPayment; readonly action: NextAction };
    }
  | {
      readonly name: "pay-succeeded" | "pay-failed" | "pay-expired" | "pay-canceled";
      readonly detail: { readonly status: BrowserSession["status"]; readonly payment: BrowserPayment | null };
    }
  | {
      readonly name: "pay-error";
      readonly detail: {
        readonly code: string;
        readonly message: string;
        readonly requestId: string | null;
      };
    };

/** An action for the code around the machine. */
export type Effect =
  | { readonly type: "load" }
  | { readonly type: "submit"; readonly method: PaymentMethod; readonly payer: Payer | null }
  | { readonly type: "cancel-payment"; readonly paymentId: string; readonly choosing: boolean }
  /** Poll the status once, now. */
  | { readonly type: "check" }
  /** Start or stop following the status. */
  | { readonly type: "watch"; readonly on: boolean }
  | { readonly type: "report"; readonly report: Report };

export const initialState: State = {
  session: null,
  busy: null,
  step: "list",
  selected: null,
  choosing: false,
  canceled: false,
  unchosen: false,
  question: null,
  problem: null,
  refusedFields: [],
  deadline: null,
  leaving: null,
  reported: [],
  allowHttp: false,
};
