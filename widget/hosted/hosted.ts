/**
 * The script of the hosted page. It mounts the widget with the client token from the fragment. Browsers never send a
 * fragment to a server, so the token reaches no log. The page takes the widget's writing direction.
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

/** Mounts the widget for the token. Another fragment means another session. */
function mount(): void {
  const checkout = document.createElement("pay-checkout");
  checkout.setAttribute("client-token", takeToken());
  checkout.addEventListener("pay-ready", () => {
    document.documentElement.dir = checkout.dir;
  });
  document.querySelector("pay-checkout")?.remove();
  document.body.append(checkout);
}

window.addEventListener("hashchange", () => {
  if (window.location.hash !== "") mount();
});
mount();
