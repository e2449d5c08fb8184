/** Deep links that the providers' documentation lists (BharatPay). Anything else is not offered. */
const appSchemes = new Set(["upi:", "gpay:", "tez:", "phonepe:", "paytmmp:"]);

function protocolOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).protocol : null;
}

/**
 * Whether the browser may be sent to a provider's address: `https:` only, or `http:` too where the BFF itself is
 * reached by `http:`, which is so in the sandbox alone.
 */
export function isSafeRedirect(url: string, allowHttp: boolean): boolean {
  const protocol = protocolOf(url);
  return protocol === "https:" || (allowHttp && protocol === "http:");
}

/** Whether a link may open a payment app. */
export function isAppLink(url: string): boolean {
  const protocol = protocolOf(url);
  return protocol !== null && appSchemes.has(protocol);
}
