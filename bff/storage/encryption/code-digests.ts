/**
 * Digests by which a payment is found by the code that its customer was shown. They derive from the data key, like those
 * of persons. Only whole codes are found.
 */
import type { Seal } from "./seal.ts";

/** What people write between the characters of a code, because it is printed so: blanks, dashes, dots, slashes. */
const separators = /[\s\p{Pd}._/]/gu;

/** Full-width characters, upper and lower case, and what only separates make no difference. */
export function codeDigest(seal: Seal, code: string): string {
  return seal.fingerprint(code.normalize("NFKC").replaceAll(separators, "").toUpperCase(), "code");
}
