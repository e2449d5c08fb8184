/** The hosted page's client token. Browsers never send a fragment to a server, so the token reaches no log. */

/** In the tab's own storage, which no other tab can read and which goes with the tab. */
const storageName = "pay-checkout:client-token";

/** @returns false where the browser lets this page store nothing. */
function keep(name: string, token: string): boolean {
  try {
    window.sessionStorage.setItem(name, token);
    return true;
  } catch (_error) {
    // Storage is switched off, or the page is in a frame without an origin.
    return false;
  }
}

/** The token that was kept for a reload; empty without one. */
export function kept(name = storageName): string {
  try {
    return window.sessionStorage.getItem(name) ?? "";
  } catch (_error) {
    // As above: then the token is still in the address.
    return "";
  }
}

/**
 * The token from the fragment. It is then taken out of the address, where it would be seen, synchronised and passed on,
 * and kept for a reload of this tab.
 * @param name what it is kept as
 */
export function takeToken(name = storageName): string {
  const { hash, pathname, search } = window.location;
  const token = hash.slice(1);
  if (token === "") return kept(name);
  if (keep(name, token)) window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  return token;
}

/** The address of the BFF, from that of its page. */
export function bffOfPage(): string {
  const { origin, pathname } = window.location;
  return origin + pathname.replace(/\/(pay|claim)$/, "");
}
