import { fullText } from "../money.ts";

/** For people: `1,500.00 MXN`. */
export function moneyText(minor: bigint, decimals: number, currency: string): string {
  const [whole = "0", fraction] = fullText(minor, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${grouped}${fraction === undefined ? "" : `.${fraction}`} ${currency}`;
}
