/**
 * The script of the hosted page. It gives the widget the client token from the fragment. Browsers never send a
 * fragment to a server, so the token reaches no log. The page takes the widget's language and writing direction.
 */
import "../pay-checkout.ts";

/** In the tab's own storage, which no other tab can read and which goes with the tab. */
const storageName = "pay-checkout:client-token";

/** @returns false where the browser lets this page store nothing. */
function keep(token: string): boolean {
  try {
    window.sessionStorage.setItem(storageName, token);
    return true;
  } catch {
    // Storage is switched off, or the page is in a frame without an origin.
    return false;
  }
}

function kept(): string {
  try {
    return window.sessionStorage.getItem(storageName) ?? "";
  } catch {
    // As above: then the token is still in the address.
    return "";
  }
}

/**
 * The token from the fragment. It is then taken out of the address, where it would be seen, synchronised and passed on,
 * and kept for a reload of this tab.
 */
function takeToken(): string {
  const { hash, pathname, search } = window.location;
  const token = hash.slice(1);
  if (token === "") return kept();
  if (keep(token)) window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  return token;
}

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

/** Gives the token to the page's element. Another fragment means another session. */
function mount(checkout: HTMLElement): void {
  checkout.setAttribute("client-token", takeToken());
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
  followLanguage(checkout);
  window.addEventListener("hashchange", () => {
    if (window.location.hash !== "") mount(checkout);
  });
  mount(checkout);
}
