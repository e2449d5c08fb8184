import { parseUrl } from "./parse-url.ts";

/**
 * The address of the hosted page with a session; null without a token or with an address that cannot be one. Browsers do
 * not send the fragment, so the token reaches no log.
 */
export function hostedPageUrl(bff: string, clientToken: string | null): string | null {
  const isWeb = /^https?:$/.test(parseUrl(bff)?.protocol ?? "");
  return isWeb && clientToken ? `${bff}/pay#${encodeURIComponent(clientToken)}` : null;
}
