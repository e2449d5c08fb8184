/** The same of payments and payouts: an operator settled that the money of one that has succeeded was taken back. */
import { z } from "zod";
import { readTestimony } from "./testimony.ts";

const exceptionsSchema = z.array(z.string());

/**
 * True when the payment or payout has succeeded, and an operator settled that its money was taken back.
 *
 * Source: docs/rules.md#rule-21-what-an-operator-settled-stays-settled
 */
export function isTakenBackByHand(row: {
  readonly status: string;
  /** A list, as JSON. */
  readonly exceptions: string;
  readonly testimony: string | null;
}): boolean {
  if (row.status !== "succeeded") return false;
  const isReversed = exceptionsSchema.parse(JSON.parse(row.exceptions)).includes("reversed");
  return isReversed && readTestimony(row).settledReversing === true;
}
