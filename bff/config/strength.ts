/** What makes a secret of our own too weak for `live`. */
import type { Environment } from "./types.ts";

const fewestCharacters = 32;
/**
 * Of a random secret of 24 bytes or 32 characters, hardly any follow from what stands before them. A text that somebody
 * typed in order to reach the length has fewer than this.
 */
const fewestUnforeseen = 16;
/** As many in a row as chance hardly repeats. */
const shortestRepeat = 4;
/** So much is looked at. A longer secret that is weak up to there was not made at random either. */
const longestLook = 256;
const placeholders = /change|secret|password|example|please|placeholder|sandbox|api[-_]?key|token|sk_live_/gi;

const tooPlain = "must be random in live, not a pattern or a placeholder";

/** What is wrong with an API key or a token, or null. It is sent in an HTTP header. */
export function objectToToken(environment: Environment) {
  return (text: string): string | null => {
    if (!/^[\x21-\x7e]{1,256}$/.test(text)) return "must be 1 to 256 visible ASCII characters";
    if (environment !== "live") return null;
    if (text.length < fewestCharacters) return `must have at least ${fewestCharacters} characters in live`;
    return objectToText(text);
  };
}

/** The same of a key that is bytes. */
export function objectToBytes(bytes: Uint8Array): string | null {
  return objectToText(Buffer.from(bytes).toString("latin1"));
}

function objectToText(text: string): string | null {
  return countUnforeseen(text.slice(0, longestLook).replace(placeholders, "")) < fewestUnforeseen
    ? tooPlain
    : null;
}

/** The characters that neither go on with a row (`aaaa`, `1234`, `zyxw`) nor repeat what stood before. */
function countUnforeseen(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const repeated = repeatAt(text, at);
    if (repeated > 0) at += repeated;
    else {
      if (!goesOn(text, at)) count++;
      at++;
    }
  }
  return count;
}

/** How many characters from there have stood before; 0 if they are too few to mean anything. */
function repeatAt(text: string, at: number): number {
  let length = 0;
  while (at + length < text.length && text.slice(0, at).includes(text.slice(at, at + length + 1))) length++;
  return length >= shortestRepeat ? length : 0;
}

/** True for the third character of a row, and for each after it. */
function goesOn(text: string, at: number): boolean {
  const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
  return Math.abs(step) <= 1 && step === text.charCodeAt(at - 1) - text.charCodeAt(at - 2);
}
