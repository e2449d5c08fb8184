/**
 * The address of the hosted page with a session; null without a token, with an address that cannot be one, and on that page
 * itself. Browsers do not send the fragment, so the token reaches no log. The last screen calls this after a failure, so it
 * uses nothing that may be what has failed.
 */
export function hostedPageUrl(bff: string, clientToken: string | null): string | null {
  const page = `${bff}/pay`;
  if (!clientToken || !takesPaths(page) || isHere(page)) return null;
  return `${page}#${encodeURIComponent(clientToken)}`;
}

/** Whether paths may follow an address: it has a host, no query, no fragment and no password. */
export function takesPaths(address: string): boolean {
  return /^https?:\/\/[^/?#@\s][^?#@\s]*$/i.test(address);
}

function isHere(page: string): boolean {
  return typeof location === "object" && page === location.origin + location.pathname;
}
