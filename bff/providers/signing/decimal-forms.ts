/** Decimal text as different senders write the same number. */

const decimal = /^-?\d+(?:\.\d+)?$/;

/**
 * The ways one number may have been written when it was signed: as received, without trailing zeros, with one and
 * with two decimals. None of them is another number. Text that is no plain decimal has only itself.
 */
export function decimalForms(text: string): string[] {
  if (!decimal.test(text)) return [text];
  const short = shortDecimal(text);
  const [whole = "", fraction = ""] = short.split(".");
  const padded = [1, 2]
    .filter((places) => places >= fraction.length)
    .map((places) => `${whole}.${fraction.padEnd(places, "0")}`);
  return [...new Set([text, short, ...padded])];
}

function shortDecimal(text: string): string {
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}
