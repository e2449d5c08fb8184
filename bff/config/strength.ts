/** What makes a secret of our own too weak for `live`. */
import type { Environment } from "./types.ts";

const fewestCharacters = 32;
/** A longer pattern than this is no placeholder that somebody typed. */
const longestPattern = 8;

/** What is wrong with an API key or a token, or null. It is sent in an HTTP header. */
export function objectToToken(environment: Environment) {
  return (text: string): string | null => {
    if (!/^[\x21-\x7e]{1,256}$/.test(text)) return "must be 1 to 256 visible ASCII characters";
    if (environment !== "live") return null;
    if (text.length < fewestCharacters) return `must have at least ${fewestCharacters} characters in live`;
    return isRepetition(text) ? "must be random in live, not a pattern that repeats" : null;
  };
}

/** True for `xxxx…`, `0101…`, `changemechangeme…`: the same few characters all the way. */
export function isRepetition(text: string): boolean {
  for (let period = 1; period <= longestPattern; period++) {
    if (
      text ===
      text
        .slice(0, period)
        .repeat(Math.ceil(text.length / period))
        .slice(0, text.length)
    )
      return true;
  }
  return false;
}
