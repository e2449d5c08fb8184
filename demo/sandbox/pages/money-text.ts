import { fullText } from "../money.ts";

/** For people: `1,500.00 MXN`. Trailing zeros of a coin are left out, but two decimals stay. */
export function moneyText(minor: bigint, decimals: number, currency: string): string {
  const [whole = "0", fraction] = fullText(minor, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const shown = fraction?.replace(/(?<=^\d{2,})0+$/, "");
  return `${grouped}${shown === undefined ? "" : `.${shown}`} ${currency}`;
}
