/**
 * Whether two names are written for the same person. Accents of European letters, upper and lower case, the order of the
 * words and what stands between them make no difference; initials and missing words do. A name without a letter is
 * nobody's.
 */
export function isSameName(one: string, other: string): boolean {
  const words = wordsOf(one);
  return words !== "" && words === wordsOf(other);
}

/** In other scripts (Hindi, Thai) the marks are the vowels. */
const accentedLetter = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;

function wordsOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(accentedLetter, "$1").toLowerCase();
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.toSorted().join(" ");
}
