import type { NextAction } from "../../bff/contract.ts";
import { isFramed } from "./framed.ts";

/** An action that sends the browser to the provider. */
export type Redirect = Extract<NextAction, { type: "redirect" | "redirect_form" }>;

/** Posts the provider's form, with its fields unchanged. */
export function submitForm(
  action: Extract<NextAction, { type: "redirect_form" }>,
  target: "_self" | "_top" | "_blank",
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
  form.submit();
  form.remove();
}

/**
 * Sends the browser to the provider. In a frame, it redirects the top page, because providers' pages refuse frames. When
 * the frame may not do that, nothing happens, and the link on the screen opens a new tab.
 */
export function leave(action: Redirect): void {
  if (action.type === "redirect_form") {
    submitForm(action, isFramed() ? "_top" : "_self");
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
    return;
  }
}
