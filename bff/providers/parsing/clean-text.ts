/**
 * Text that we sign and a customer can influence. In a string of concatenated pairs `=` and `&` could be read as the
 * start of another field, so they are taken out, and so is what no payment form needs: control characters and broken
 * surrogates (which UTF-8 would turn into something else than what was signed).
 * Source: docs/providers/README.md#text-that-a-customer-can-influence
 */

/** The text without `=`, `&` and control characters, trimmed, cut to `maxLength` characters. */
export function cleanText(text: string, maxLength = 128): string {
  const clean = text
    .toWellFormed()
    .replace(/[=&\p{Cc}\u2028\u2029]/gu, "")
    .trim();
  return [...clean].slice(0, maxLength).join("").trimEnd();
}

/** Some letters are blank: the fillers of Hangul, such as U+3164. */
const visibleLetter = /(?!\p{Default_Ignorable_Code_Point})\p{L}/u;

/** Whether a reader sees a letter in it, of whatever script. */
export function hasLetter(text: string): boolean {
  return visibleLetter.test(text);
}

/** In characters. The providers' documents name no length; their forms have about that room. */
const longestPayeeText = 128;

/**
 * Why a payee's name, or the name of their bank, is refused. It is never shortened: a shorter name could be another person's.
 *
 * @returns null when it may be sent.
 */
export function objectToPayeeText(text: string, longest = longestPayeeText): string | null {
  if (!hasLetter(text)) return "must have a letter";
  return [...text].length > longest ? `must have at most ${longest} characters for this account` : null;
}

/** {@link cleanText} for what may be unknown; null when nothing is left of it. */
export function cleanOptionalText(text: string | null, maxLength = 128): string | null {
  const clean = text === null ? "" : cleanText(text, maxLength);
  return clean === "" ? null : clean;
}

/**
 * For what would mean something else when a character is taken out (an e-mail address, an account number): the text
 * when it is clean as it stands, else null.
 */
export function onlyIfClean(text: string | null, maxLength = 128): string | null {
  return text !== null && text !== "" && cleanText(text, maxLength) === text ? text : null;
}
