/** Such as `2026 M11 28`, which `Intl` writes where the browser has a language's name and not its words. */
const nameless = /M\d/;

/**
 * Whether the browser can write dates and durations in a language. For one without data, `Intl` writes in the browser's
 * own language, or in signs that nobody reads.
 */
export function isKnownLanguage(locale: string): boolean {
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return false;
  return !nameless.test(new Intl.DateTimeFormat(locale, { month: "short" }).format(0));
}
