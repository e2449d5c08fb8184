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
