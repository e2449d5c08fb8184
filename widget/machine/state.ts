import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  NextAction,
  Payer,
  PaymentMethod,
} from "../../bff/contract.ts";
import type { Problem } from "../net/problem.ts";

/** What is being asked of the server now. One thing at a time, so that one click can never pay twice. */
export type Busy = "load" | "submit" | "cancel";

/** Where the customer is in choosing: the list, or the details that the chosen method needs. */
export type Step = "list" | "details";

/**
 * The expiry of what is on screen: not reached; reached, the last check is under way; reached and checked.
 * `key` names the thing that expires, so that a new payment starts afresh.
 */
export interface Deadline {
  readonly key: string;
  readonly over: boolean;
}

/** Everything the widget knows. Plain data; screens and events are read off it. */
export interface State {
  /** The server's last word; null until the first answer. */
  readonly session: BrowserSession | null;
  readonly busy: Busy | null;
  readonly step: Step;
  readonly selected: PaymentMethod | null;
  /** The customer asked for the list although an ended payment is there. */
  readonly choosing: boolean;
  /** The customer pressed "Cancel" before there was a payment. */
  readonly canceled: boolean;
  /** Shown as a notice, or as the error screen when there is nothing else to show. */
  readonly problem: Problem | null;
  /** Payer fields the server refused. */
  readonly refusedFields: readonly string[];
  readonly deadline: Deadline | null;
  /** The payment whose redirect this page has set off itself; only that one moves by itself. */
  readonly leaving: string | null;
  /** Reports already made, so that each is made once. */
  readonly reported: readonly string[];
  /** Whether redirects to `http:` are allowed (the BFF itself is `http:`). */
  readonly allowHttp: boolean;
}

/** What can happen. */
export type Input =
  | { readonly type: "connected"; readonly allowHttp: boolean }
  | { readonly type: "session-loaded"; readonly session: BrowserSession }
  | { readonly type: "load-failed"; readonly problem: Problem }
  | { readonly type: "status"; readonly status: BrowserStatus }
  | { readonly type: "method-selected"; readonly method: PaymentMethod }
  | { readonly type: "continue" }
  | { readonly type: "details-given"; readonly payer: Payer }
  | { readonly type: "payment-started"; readonly payment: BrowserPayment }
  | { readonly type: "start-failed"; readonly problem: Problem }
  | { readonly type: "other-method" }
  | { readonly type: "cancel" }
  | { readonly type: "payment-canceled"; readonly payment: BrowserPayment; readonly choosing: boolean }
  | { readonly type: "cancel-failed"; readonly problem: Problem }
  | { readonly type: "try-again" }
  | { readonly type: "deadline-reached" }
  /** The page came back: visible, online, focused or out of the back/forward cache. */
  | { readonly type: "woke"; readonly fromCache: boolean }
  | { readonly type: "refresh" };

/** An event for the page around the widget. */
export type Report =
  | { readonly name: "pay-ready"; readonly detail: { readonly status: BrowserSession["status"] } }
  | { readonly name: "pay-method-selected"; readonly detail: { readonly method: PaymentMethod } }
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

/** What the world is asked to do. */
export type Effect =
  | { readonly type: "load" }
  | { readonly type: "submit"; readonly method: PaymentMethod; readonly payer: Payer | null }
  | { readonly type: "cancel-payment"; readonly paymentId: string; readonly choosing: boolean }
  /** Ask for the status once, now. */
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
  problem: null,
  refusedFields: [],
  deadline: null,
  leaving: null,
  reported: [],
  allowHttp: false,
};
