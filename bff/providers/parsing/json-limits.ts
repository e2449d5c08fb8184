/**
 * Looks through JSON text before a parser reads it, in one pass and in time that grows with its length: refuses what
 * is nested too deep, has too many values or too long a number, and an object that has a key twice.
 */
import { longestNumber, longestScalar } from "./scalars.ts";

export type JsonObjection = "not_json" | "too_deep" | "too_long" | "too_many" | "repeated_key";

/** No provider nests deeper than five; the limit keeps a hostile text from exhausting the parser's stack. */
const deepest = 16;
/** Values in one text. A day's statement has 2,000 entries of some thirty. */
const mostValues = 200_000;
/** Keys of one object. No provider's has more than thirty. */
const mostKeys = 500;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/**
 * @returns null when a parser may read the text; it may still be no JSON.
 * Throws SyntaxError for a key that is no JSON string.
 */
export function objectToJson(text: string): JsonObjection | null {
  /** The keys of each object that is open here; null for an array. */
  const open: (Set<string> | null)[] = [];
  let values = 1;
  for (let at = endOfBlanks(text, 0); at < text.length; ) {
    const code = text.charCodeAt(at);
    const end = endOfToken(text, at);
    if (end < 0) return "not_json";
    const objection = takeToken(open, text, at, end);
    if (objection !== null) return objection;
    if (code === comma || code === openingBrace || code === openingBracket) values++;
    if (values > mostValues) return "too_many";
    at = endOfBlanks(text, end);
  }
  return null;
}

/** Where the string, the number or the single character that begins at `start` has ended; -1 when it never does. */
function endOfToken(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === quote) return endOfString(text, start);
  return isPartOfNumber(code) ? endOfNumber(text, start) : start + 1;
}

/** Opens or closes an object or an array, notes a key, and judges the token from `start` to `end` by itself. */
function takeToken(
  open: (Set<string> | null)[],
  text: string,
  start: number,
  end: number,
): JsonObjection | null {
  const code = text.charCodeAt(start);
  switch (code) {
    case quote:
      return addKey(open.at(-1), text, start, end);
    case openingBrace:
    case openingBracket:
      open.push(code === openingBrace ? new Set() : null);
      return open.length > deepest ? "too_deep" : null;
    case closingBrace:
    case closingBracket:
      open.pop();
      return null;
    default:
      // Of the other tokens, only a number has more than one character.
      return end - start > longestNumber ? "too_long" : null;
  }
}

/** Notes the string from `start` to `end` where it is a key. JSON.parse would take the last one. */
function addKey(
  keys: Set<string> | null | undefined,
  text: string,
  start: number,
  end: number,
): JsonObjection | null {
  if (!keys || text.charCodeAt(endOfBlanks(text, end)) !== colon) return null;
  if (end - start > longestScalar) return "too_long";
  const key = String(JSON.parse(text.slice(start, end)));
  if (keys.has(key)) return "repeated_key";
  keys.add(key);
  return keys.size > mostKeys ? "too_many" : null;
}

/**
 * Where the string that begins at `start` has ended; -1 when it never does. Most of it is passed by `indexOf`: a string
 * may be as long as the whole answer, and a loop over its characters takes a hundred times as long.
 */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at)) return at + 1;
  }
  return -1;
}

/** Whether an odd number of backslashes stands in front. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === backslash) start--;
  return (at - start) % 2 === 1;
}

function endOfBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  while (isPartOfNumber(text.charCodeAt(at))) at++;
  return at;
}

/** JSON's four blanks. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** A digit, `-`, `+`, `.` or `e`. */
function isPartOfNumber(code: number): boolean {
  const isDigit = code >= 0x30 && code <= 0x39;
  return isDigit || code === 0x2d || code === 0x2b || code === 0x2e || code === 0x65 || code === 0x45;
}
