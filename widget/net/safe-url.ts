function protocolOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).protocol : null;
}

/**
 * Whether the browser may open a provider's address: `https:`, and also `http:` when the BFF itself uses `http:`, which
 * it does only with the sandbox.
 */
export function isSafeRedirect(url: string, allowHttp: boolean): boolean {
  const protocol = protocolOf(url);
  return protocol === "https:" || (allowHttp && protocol === "http:");
}
