/** What to look at when the outgoing proxy made no connection; undefined for any other cause. */
export function explainProxyFailure(cause: string): string | undefined {
  switch (cause) {
    case "proxy_unreachable":
      return "not sent: the outgoing proxy (network.outgoingProxy or HTTPS_PROXY) can't be reached (proxy_unreachable)";
    case "proxy_denied":
      return "not sent: the outgoing proxy refuses the user name and password of its URL, or wants some (407, proxy_denied)";
    case "proxy_failed":
      return "not sent: the outgoing proxy made no connection: the target is down, or the proxy does not allow it (proxy_failed)";
    default:
      return undefined;
  }
}
