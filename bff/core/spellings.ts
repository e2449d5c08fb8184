/**
 * How a text may be written in upper and lower case. The databases' `lower` folds A to Z alone, in an index that was made by
 * it; the other letters (É, Ñ, Я) are looked for in the cases in which people write them. Pure.
 *
 * Source: docs/search.md#what-you-can-search-for
 */

/** Up to this many such letters, every combination is searched. */
const mostCombined = 3;

/** Letters from A to Z alone, as both databases' `lower` does it under the collation of their columns. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Both cases of a letter beyond A to Z; one, where the other is more than one character. */
function casesOf(letter: string): readonly string[] {
  if (/^[A-Za-z]$/.test(letter)) return [letter];
  const both = [letter.toLowerCase(), letter.toUpperCase()].filter((one) => [...one].length === 1);
  return [...new Set([letter, ...both])];
}

function combined(choices: readonly (readonly string[])[]): readonly string[] {
  return choices.reduce<readonly string[]>(
    (texts, letters) => texts.flatMap((text) => letters.map((letter) => text + letter)),
    [""],
  );
}

/** `order-` and `Order`: the first letter of each word, and of the text. */
function asTitles(text: string): readonly string[] {
  const small = text.toLowerCase();
  const upper = (letter: string) => letter.toUpperCase();
  return [small.replace(/\p{L}/u, upper), small.replace(/(?<![\p{L}\p{M}])\p{L}/gu, upper)];
}

/**
 * Every spelling of a text under which `lower` of a database may hold it: all of them where at most three letters beyond A
 * to Z have two cases; else as it is typed, in lower case, in upper case, and with words that begin with a capital.
 */
export function spellingsOf(text: string): readonly string[] {
  const choices = [...text].map(casesOf);
  const count = choices.filter((letters) => letters.length > 1).length;
  const spellings =
    count <= mostCombined
      ? combined(choices)
      : [text, text.toLowerCase(), text.toUpperCase(), ...asTitles(text)];
  return [...new Set(spellings.map(lowerAscii))];
}
