import type { Amount } from "./money.ts";

/** The amount that a row's three columns hold. */
export function amountOf(row: {
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
}): Amount {
  return { minor: BigInt(row.amount_minor), currency: row.currency, decimals: row.decimals };
}
