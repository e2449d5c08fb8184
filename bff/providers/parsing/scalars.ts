/**
 * Schemas of the values in a provider's answer or callback. Each has a length, because what reads the value later
 * (a pattern, BigInt, Intl) may take much longer over a longer text. A value that is too long does not parse, so the
 * whole answer is unreadable: its order stays unknown and is never called failed.
 */
import { LosslessNumber } from "lossless-json";
import { z } from "zod";

/** Characters of a number's text. No amount, time or count has more. */
export const longestNumber = 64;
/** Characters of a code, a name or an order number. */
export const longestScalar = 256;
/** Characters of an address or of what a QR code holds. */
export const longestLink = 4096;
/** A refusal says what it is about in a line; more is no use. */
export const longestWords = 500;

/** Schema of a JSON number: its text as it was written. */
export const numberLexeme = z.instanceof(LosslessNumber).transform((number) => number.value);

const anyScalar = z.union([z.string(), numberLexeme, z.boolean().transform(String)]);

/** Schema of a JSON string, number or boolean: its text as it was written. */
export const scalarText = anyScalar.pipe(z.string().max(longestScalar));

/** Schema of a number in a JSON string or number: its text as it was written, whether it is a number or not. */
export const numberText = anyScalar.pipe(z.string().max(longestNumber));

/** Schema of a scalar that may be an address or the content of a QR code. */
export const linkText = anyScalar.pipe(z.string().max(longestLink));

/** Characters of the number that a provider gives an order. */
const longestOrderNumber = 128;

/**
 * Schema of the number that a provider gave our order: null if none of theirs can look so. The rest of the message
 * counts all the same, because it is about our number.
 */
export const theirNumber = anyScalar.nullish().transform((text) => readTheirNumber(text));

/** The same for a field that is text already. */
export function readTheirNumber(text: string | null | undefined): string | null {
  const number = text ?? "";
  const isNumber = number !== "" && number.length <= longestOrderNumber && !/[\s\p{Cc}\p{Cs}]/u.test(number);
  return isNumber ? number : null;
}

/**
 * Makes a field null that cannot be read. For what decides nothing: the rest of the message counts all the same.
 */
export function ifReadable<Schema extends z.ZodType>(field: Schema) {
  return field.nullish().catch(null);
}

/** Schema of what a provider says in words: cut to a line, because its length is no reason to disbelieve the answer. */
export const wordsText = anyScalar.transform((text) => text.slice(0, longestWords));
