/** Decimal text as different senders write the same number. */
import { withoutTrailingZeros } from "../../core/money.ts";

const decimal = /^-?\d+(?:\.\d+)?$/;
/** In characters. No amount has more, and the forms of a long text would be costly. */
const longestDecimal = 64;

/**
 * The ways one number may have been written when it was signed: as received, without trailing zeros, with one and
 * with two decimals. None of them is another number. Text that is no plain decimal has only itself.
 */
export function decimalForms(text: string): string[] {
  if (text.length > longestDecimal || !decimal.test(text)) return [text];
  const short = withoutTrailingZeros(text);
  const [whole = "", fraction = ""] = short.split(".");
  const padded = [1, 2]
    .filter((places) => places >= fraction.length)
    .map((places) => `${whole}.${fraction.padEnd(places, "0")}`);
  return [...new Set([text, short, ...padded])];
}
