import type { NextAction } from "../../bff/contract.ts";
import { listen } from "../listen.ts";
import type { Input } from "../machine/state.ts";
import { isFramed } from "./framed.ts";
import { frameClosed, mayMoveTop, maySendForms, openWindow } from "./outward.ts";
import { localProblem, type Problem } from "./problem.ts";

/** An action that sends the browser to the provider. */
export type Redirect = Extract<NextAction, { type: "redirect" | "redirect_form" }>;

/** The page's policy (`form-action`) keeps forms from the provider. */
export const formBlocked = localProblem(
  "form_blocked",
  "The page's Content-Security-Policy (form-action) does not let the provider's form go there.",
);

/** The sandbox of the frame keeps forms back. */
const formSandboxed = localProblem(
  "form_blocked",
  "The frame is sandboxed without allow-forms, so the provider's form cannot be sent.",
);

/** The form of a frame has led nowhere, and nobody has said why. */
const formLost = localProblem(
  "form_blocked",
  "The provider's form has led nowhere, as in a frame that is sandboxed without allow-forms.",
);

/** Whether a problem is one of those that keep the customer from the provider's page. */
export function keepsHere({ code }: Problem): boolean {
  return code === "form_blocked" || code === "redirect_blocked";
}

type Send = (input: Input) => void;

const stillHere: Input = { type: "still-here" };

/** A page that is still here after this time was stopped, or the provider's answer leads nowhere. Its link stays. */
const leavingMs = 20_000;

let leavingTimer: ReturnType<typeof setTimeout> | undefined;
/** Ends the wait for what becomes of the last form. */
let stopListening = (): void => undefined;

type FormAction = Extract<NextAction, { type: "redirect_form" }>;

/** The window that a frame opens for the provider's form. */
const formWindow = "pay-checkout-form";

/** Posts the provider's form, with its fields unchanged. */
function submitForm(action: FormAction, target: "_self" | "_top" | typeof formWindow, send: Send): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action.url;
  form.target = target;
  form.hidden = true;
  for (const [name, value] of Object.entries(action.fields)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  stopListening();
  // The browser says it a moment later, or as late as the answer to the form, if that leads on to a forbidden address.
  stopListening = listen(document, "securitypolicyviolation", (event) => {
    if (!(event instanceof SecurityPolicyViolationEvent)) return;
    // Safari before 15.4 has no `effectiveDirective`.
    if (!event.violatedDirective.startsWith("form-action")) return;
    stopListening();
    send({ type: "leave-failed", problem: formBlocked });
  });
  form.submit();
  form.remove();
}

const failed = (problem: Problem): Input => ({ type: "leave-failed", problem });

/** Tells after a while that the page is still here. */
function waitForLeaving(send: Send, outcome: Input): void {
  leavingTimer = setTimeout(() => send(outcome), leavingMs);
}

/** Posts the provider's form in place of the page, or of the page around the frame. */
function leaveByForm(action: FormAction, send: Send): void {
  const isInside = isFramed();
  waitForLeaving(send, isInside ? failed(formLost) : stillHere);
  submitForm(action, isInside ? "_top" : "_self", send);
}

/**
 * Posts the provider's form for a click: out of a frame in a new tab, else in place of the page around it. `send` gets what
 * keeps it here, and that the page is still here beside a new tab.
 */
export function openForm(action: FormAction, send: Send): void {
  // What became of the first try says nothing about this one.
  clearTimeout(leavingTimer);
  if (!maySendForms()) {
    send(failed(formSandboxed));
    return;
  }
  const tab = isFramed() ? openWindow("", formWindow) : null;
  if (tab !== null) {
    submitForm(action, formWindow, send);
    tab.opener = null;
    send(stillHere);
  } else if (isFramed() && !mayMoveTop()) {
    send(failed(frameClosed));
  } else {
    leaveByForm(action, send);
  }
}

function tryForm(action: FormAction, send: Send): void {
  if (!maySendForms()) send(failed(formSandboxed));
  else if (isFramed() && !mayMoveTop()) send(stillHere);
  else leaveByForm(action, send);
}

/**
 * Sends the browser to the provider. In a frame, it redirects the top page, because providers' pages refuse frames. When
 * the frame may not do that, `send` gets that the page is still here, and the link on the screen opens a new tab. When a
 * policy or a sandbox forbids the form, `send` gets that; likewise when the page is still here after a while.
 */
export function leave(action: Redirect, send: Send): void {
  clearTimeout(leavingTimer);
  if (action.type === "redirect_form") {
    tryForm(action, send);
    return;
  }
  waitForLeaving(send, stillHere);
  if (!isFramed()) {
    window.location.assign(action.url);
    return;
  }
  try {
    if (window.top !== null) window.top.location.href = action.url;
  } catch {
    // The frame is sandboxed. The customer uses the link on the leaving screen.
    send(stillHere);
  }
}
