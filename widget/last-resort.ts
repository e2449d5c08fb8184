import type { Language } from "./i18n/language.ts";
import { bffAddress } from "./net/bff-address.ts";
import { isFramed } from "./net/framed.ts";
import { hostedPageUrl } from "./net/hosted-page.ts";
import { localProblem, type Problem } from "./net/problem.ts";

function add<Name extends keyof HTMLElementTagNameMap>(
  parent: ParentNode,
  name: Name,
  attributes: Readonly<Record<string, string>>,
  text = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key] ?? "");
  element.textContent = text;
  parent.append(element);
  return element;
}

/** The element, as far as its last screen needs it. */
export interface BrokenHost extends HTMLElement {
  readonly bff: string | null;
  readonly clientToken: string | null;
}

/**
 * Shows what a customer can do after our own code has failed: a sentence, a link to the hosted page, and what the page has
 * put between the tags. It does not use Lit, because the failure may be one of its own. Returns the problem for the page,
 * which names the kind of error alone: its message may hold an address.
 */
export function showLastResort(
  host: BrokenHost,
  error: unknown,
  { messages, source, direction }: Language,
): Problem {
  const href = hostedPageUrl(bffAddress(host.bff), host.clientToken);
  const root = host.shadowRoot ?? host;
  if (root !== host) {
    for (const child of [...root.children]) if (!child.matches("style, link")) child.remove();
  }
  const frame = add(root, "div", { class: "frame", lang: source, dir: direction });
  add(frame, "div", { class: "strut" });
  const card = add(frame, "div", { class: "card", part: "card" });
  const body = add(card, "div", { class: "body", part: "body", role: "alert" });
  const center = add(body, "div", { class: "center" });
  add(center, "h2", { part: "heading" }, messages.error);
  add(center, "p", { class: "muted" }, messages.errors.unknown);
  if (href !== null) {
    const link = add(body, "a", { class: "button primary", part: "button primary", href }, messages.openPage);
    if (isFramed()) link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  if (root !== host) add(root, "slot", {});
  const name = error instanceof Error ? error.name : "Error";
  return localProblem("widget_failed", `The widget itself failed (${name}).`);
}
