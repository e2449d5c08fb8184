import type { Language } from "./i18n/language.ts";
import { isFramed } from "./net/framed.ts";

function add<Name extends keyof HTMLElementTagNameMap>(
  parent: ParentNode,
  name: Name,
  attributes: Readonly<Record<string, string>>,
  text = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

/**
 * Shows what a customer can do after our own code has failed: a sentence, a link to the hosted page, and what the page has
 * put between the tags. It does not use Lit, because the failure may be one of its own.
 */
export function showLastResort(
  host: HTMLElement,
  { messages, source, direction }: Language,
  href: string | null,
): void {
  const root = host.shadowRoot ?? host;
  if (root !== host) {
    for (const child of [...root.children]) if (!child.matches("style, link")) child.remove();
  }
  const card = add(root, "div", { class: "card", part: "card", lang: source, dir: direction });
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
}
