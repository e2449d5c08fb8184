/** Reads an address; null for what is none. `URL.canParse` came with Chrome 120, Safari 17 and Firefox 115. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch (error) {
    // Not an address. Every caller has an answer to that, and none to a browser that lacks `URL`.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** An address to which paths can be appended. */
export function withoutSlashesBehind(address: string): string {
  let end = address.length;
  while (address.charAt(end - 1) === "/") end--;
  return address.slice(0, end);
}
