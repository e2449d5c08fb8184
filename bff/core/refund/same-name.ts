/**
 * Whether two names are written for the same person. No difference is made by
 *
 * - accents of Latin and Greek letters: `José`, `Jose`
 * - stress marks in Cyrillic, and the dots of `ё`: `Алёна`, `Алена`
 * - upper and lower case: `ANA`, `Ana`
 * - the order of the words, and what stands between them: `Pérez, Ana`, `Ana Pérez`
 *
 * Initials and missing words do make one: `A. Pérez` is not `Ana Pérez`. A name without a letter is nobody's.
 */
export function isSameName(one: string, other: string): boolean {
  const words = wordsOf(one);
  return words !== "" && words === wordsOf(other);
}

/** In other scripts (Hindi, Thai) the marks are the vowels. */
const accentedLetter = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;
/** In Cyrillic, `й`, `ї` and `ў` are other letters than `и`, `і` and `у`, and `ќ` than `к`. */
const stressedVowel = /([аеиоуыэюяіє][\u0306\u0308]?)[\u0300\u0301]+/gu;
/** Most people write `е` for `ё`. */
const io = /е\u0308/gu;
/** Some letters are blank: the fillers of Hangul. */
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

function wordsOf(name: string): string {
  const letters = name.normalize("NFKD").replaceAll(accentedLetter, "$1").toLowerCase();
  const plain = letters.replaceAll(stressedVowel, "$1").replaceAll(io, "е");
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => visible.test(word));
  return words.toSorted().join(" ");
}
