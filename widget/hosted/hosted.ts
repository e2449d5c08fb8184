/**
 * The hosted page's script: mounts the widget with the token from the fragment. A fragment is never sent to a
 * server, so the token is in no log. The page's direction follows the widget's.
 */
import "../pay-checkout.ts";

/** Puts the widget for the fragment's token on the page; a fragment that changes is another session. */
function mount(): void {
  const checkout = document.createElement("pay-checkout");
  checkout.setAttribute("client-token", window.location.hash.slice(1));
  checkout.addEventListener("pay-ready", () => {
    document.documentElement.dir = checkout.dir;
  });
  document.querySelector("pay-checkout")?.remove();
  document.body.append(checkout);
}

window.addEventListener("hashchange", mount);
mount();
