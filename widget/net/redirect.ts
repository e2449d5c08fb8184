import type { NextAction } from "../../bff/contract.ts";
import { listen } from "../listen.ts";
import type { Input } from "../machine/state.ts";
import { isFramed } from "./framed.ts";
import { localProblem } from "./problem.ts";

/** An action that sends the browser to the provider. */
export type Redirect = Extract<NextAction, { type: "redirect" | "redirect_form" }>;

/** The page's policy (`form-action`) keeps forms from the provider. */
export const formBlocked = localProblem(
  "form_blocked",
  "The page's Content-Security-Policy (form-action) does not let the provider's form go there.",
);

type Send = (input: Input) => void;

/** A page that is still here after this time was stopped, or the provider's answer leads nowhere. Its link stays. */
const leavingMs = 20_000;

let leavingTimer: ReturnType<typeof setTimeout> | undefined;
/** Ends the wait for what becomes of the last form. */
let stopListening = (): void => undefined;

/** Posts the provider's form, with its fields unchanged. */
export function submitForm(
  action: Extract<NextAction, { type: "redirect_form" }>,
  target: "_self" | "_top" | "_blank",
  send: Send,
): void {
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

/**
 * Sends the browser to the provider. In a frame, it redirects the top page, because providers' pages refuse frames. When
 * the frame may not do that, nothing happens, and the link on the screen opens a new tab. When the page's policy
 * forbids the form, `send` gets it; likewise when the page is still here after a while.
 */
export function leave(action: Redirect, send: Send): void {
  const stayHere = () => send({ type: "still-here" });
  clearTimeout(leavingTimer);
  leavingTimer = setTimeout(stayHere, leavingMs);
  if (action.type === "redirect_form") {
    submitForm(action, isFramed() ? "_top" : "_self", send);
    return;
  }
  if (!isFramed()) {
    window.location.assign(action.url);
    return;
  }
  try {
    if (window.top !== null) window.top.location.href = action.url;
  } catch {
    // The frame is sandboxed. The customer uses the link on the leaving screen.
    stayHere();
  }
}
