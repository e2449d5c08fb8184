/** Reads an address; null for what is none. `URL.canParse` came with Chrome 120, Safari 17 and Firefox 115. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    // Not an address. Every caller has an answer to that.
    return null;
  }
}

/** An address to which paths can be appended. */
export function withoutSlashesBehind(address: string): string {
  let end = address.length;
  while (address.charAt(end - 1) === "/") end--;
  return address.slice(0, end);
}
