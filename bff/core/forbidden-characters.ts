/** Characters that no text which somebody reads may hold. */

/** Control characters, and those that end a line. */
const control = /[\p{Cc}\u2028\u2029]/u;
const controlButLines = /[^\P{Cc}\t\n\r]/u;

/** @returns what is wrong, as the end of a sentence that begins with the text's name; null if nothing is. */
export function objectToCharacters(text: string, mayHaveLines = false): string | null {
  // PostgreSQL's text cannot hold NUL, and half a surrogate pair is no character.
  if (text.includes("\0")) return "must not hold the character U+0000";
  if (!text.isWellFormed()) return "must not hold half a surrogate pair";
  return (mayHaveLines ? controlButLines : control).test(text) ? "must not hold control characters" : null;
}
