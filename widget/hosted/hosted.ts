/**
 * The script of the hosted page, with the whole first part of the widget. The build puts it into the page. It gives the
 * widget the client token, and the page the widget's language and writing direction.
 */
import "../pay-checkout.ts";
import { bffOfPage, takeToken } from "./token.ts";

/** Gives the page the language and writing direction of the widget, which are known once it has drawn a screen. */
function followLanguage(checkout: HTMLElement): void {
  const { shadowRoot } = checkout;
  if (shadowRoot === null) return;
  const follow = () => {
    const frame = shadowRoot.querySelector<HTMLElement>("[lang]");
    if (frame === null || frame.lang === "") return;
    document.documentElement.lang = frame.lang;
    document.documentElement.dir = frame.dir;
  };
  const attributeFilter = ["lang", "dir"];
  new MutationObserver(follow).observe(shadowRoot, { childList: true, subtree: true, attributeFilter });
}

/** Stands for the token of a link that has lost it. The server refuses it, so the customer reads that the link is not valid. */
const noToken = "none";

/** Gives the token to the page's element. Another fragment means another session. */
function mount(checkout: HTMLElement): void {
  checkout.setAttribute("client-token", takeToken() || noToken);
}

/**
 * The widget hides what stands in it, and shows it again where it fails. A problem that it tells itself, such as a link that
 * is not valid, needs no advice on browsers.
 */
function dropFallback(checkout: HTMLElement): void {
  checkout.addEventListener("pay-error", ({ detail }) => {
    if (detail.code !== "widget_failed") checkout.querySelector(".pay-fallback")?.remove();
  });
}

const checkout = document.querySelector("pay-checkout");
if (checkout !== null) {
  dropFallback(checkout);
  // A script in a page does not know where it comes from.
  checkout.setAttribute("bff", bffOfPage());
  followLanguage(checkout);
  window.addEventListener("hashchange", () => {
    if (window.location.hash !== "") mount(checkout);
  });
  mount(checkout);
}
