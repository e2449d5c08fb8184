import { fullText } from "../money.ts";

/** For people: `1,500.00 MXN`. Trailing zeros of a coin are left out, but two decimals stay. */
export function moneyText(minor: bigint, decimals: number, currency: string): string {
  const [whole = "0", fraction] = fullText(minor, decimals).split(".");
  const grouped = BigInt(whole).toLocaleString("en");
  const shown = fraction === undefined ? undefined : withoutZeros(fraction);
  return `${grouped}${shown === undefined ? "" : `.${shown}`} ${currency}`;
}

function withoutZeros(fraction: string): string {
  let end = fraction.length;
  while (end > 2 && fraction.charAt(end - 1) === "0") end--;
  return fraction.slice(0, end);
}
