/**
 * The script of the hosted page. It mounts the widget with the client token from the fragment. Browsers never send a
 * fragment to a server, so the token reaches no log. The page takes the widget's writing direction.
 */
import "../pay-checkout.ts";

/** Mounts the widget for the token in the fragment. Another fragment means another session. */
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
