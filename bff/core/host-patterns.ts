/** Hosts by name: `pay.example.com`, or `*.example.com` for every name below it (and not for `example.com` itself). */

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const longestName = 253;

/** @returns the pattern in lower case; undefined if it is none (a port, a path or a scheme is none). */
export function parseHostPattern(text: string): string | undefined {
  if (text.length > longestName) return undefined;
  const pattern = text.toLowerCase();
  const name = pattern.startsWith("*.") ? pattern.slice(2) : pattern;
  return name.split(".").every((part) => label.test(part)) ? pattern : undefined;
}

/** @param host as `URL.hostname` has it; a dot at its end makes no difference. */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  const name = host.toLowerCase();
  const wanted = name.endsWith(".") ? name.slice(0, -1) : name;
  return patterns.some((pattern) =>
    pattern.startsWith("*.") ? wanted.endsWith(pattern.slice(1)) : wanted === pattern,
  );
}
