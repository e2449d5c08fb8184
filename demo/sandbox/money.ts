/**
 * Converts decimal text to integer minor units and back, without floating point. `decimals` is the number of digits
 * after the point.
 */
export function parseMinor(text: string, decimals: number): bigint | null {
  const match = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, whole = "0", fraction = ""] = match;
  if (fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

/** All decimals written out: 30000n with 2 decimals is `300.00`. */
export function fullText(minor: bigint, decimals: number): string {
  if (decimals === 0) return minor.toString();
  const digits = minor.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Writes a number in one of three styles: `1000`, `1000.0`, `1000.00`. Decimals that are not zero always appear. */
export function lexemeText(minor: bigint, decimals: number, lexeme: "short" | "one" | "two"): string {
  const short = shortText(minor, decimals);
  const wanted = { short: 0, one: 1, two: 2 }[lexeme];
  const [whole = "", fraction = ""] = short.split(".");
  const shown = fraction.padEnd(wanted, "0");
  return shown === "" ? whole : `${whole}.${shown}`;
}

/** The shortest form: 30000n with 2 decimals is `300`, 15050n is `150.5`. */
export function shortText(minor: bigint, decimals: number): string {
  const text = fullText(minor, decimals);
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text.charAt(end - 1) === "0") end--;
  return text.slice(0, text.charAt(end - 1) === "." ? end - 1 : end);
}
