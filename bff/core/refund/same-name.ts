/**
 * Whether two names are written for the same person. Accents, upper and lower case, the order of the words and what
 * stands between them make no difference; initials and missing words do.
 */
export function isSameName(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

function wordsOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.toSorted().join(" ");
}
