/** How much may be paid out: at once, in a day, and without a second person. */
import { z } from "zod";
import type { FieldError } from "../core/errors.ts";
import { parseDecimal } from "../core/money.ts";
import type { PayoutLimits, payoutLimitNames } from "../core/payout/limits.ts";

const amounts = z.record(z.string(), z.string()).default({});

/** Decimal text by currency. {@link readPayoutLimits} checks it, once the currencies of the file are known. */
export const payoutLimitsSchema = z
  .strictObject({
    maxAmount: amounts.meta({
      description: "The most that one payout may be.",
      examples: [{ INR: "100000" }],
    }),
    dailyLimit: amounts.meta({
      description: "The most that all payouts of one day (UTC) may be together.",
      examples: [{ INR: "500000" }],
    }),
    approveAbove: amounts.meta({
      description: "A payout of more than this waits until a second key approves it.",
      examples: [{ INR: "10000" }],
    }),
  })
  .prefault({})
  .meta({
    description: "Limits for payouts, as decimal text by currency; a currency that is not there has none.",
    examples: [{ maxAmount: { INR: "100000" } }],
  });

export type PayoutLimitsReading =
  | { readonly ok: true; readonly limits: PayoutLimits }
  | { readonly ok: false; readonly issues: readonly FieldError[] };

/** @param decimalsOf knows the currencies of the whole file. */
export function readPayoutLimits(
  texts: z.output<typeof payoutLimitsSchema>,
  decimalsOf: (currency: string) => number | undefined,
): PayoutLimitsReading {
  const issues: FieldError[] = [];
  const read = (name: (typeof payoutLimitNames)[number]): ReadonlyMap<string, bigint> => {
    const limits = new Map<string, bigint>();
    for (const [currency, text] of Object.entries(texts[name])) {
      const path = `payouts.${name}.${currency}`;
      const decimals = decimalsOf(currency);
      const minor = decimals === undefined ? undefined : parseDecimal(text, decimals);
      if (decimals === undefined) {
        issues.push({ path, message: "is neither an ISO 4217 currency nor a coin of an account" });
      } else if (minor === undefined) {
        issues.push({
          path,
          message: `must be decimal text such as "100" with at most ${decimals} decimals`,
        });
      } else {
        limits.set(currency, minor);
      }
    }
    return limits;
  };
  const limits = {
    maxAmount: read("maxAmount"),
    dailyLimit: read("dailyLimit"),
    approveAbove: read("approveAbove"),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, limits };
}
