import { fullText } from "../money.ts";

/** An amount to read: `1,500.00 MXN`. A coin shows at least two decimals, and no more zeros at the end. */
export function moneyText(minor: bigint, decimals: number, currency: string): string {
  const [whole = "0", fraction] = fullText(minor, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const shown = fraction?.replace(/(?<=^\d{2,})0+$/, "");
  return `${grouped}${shown === undefined ? "" : `.${shown}`} ${currency}`;
}
