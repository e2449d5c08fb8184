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

type Texts = Readonly<Record<(typeof payoutLimitNames)[number], Readonly<Record<string, unknown>>>>;

const lenientAmounts = z.record(z.string(), z.unknown()).catch({});
const noAmounts: Texts = { maxAmount: {}, dailyLimit: {}, approveAbove: {} };
const lenientFile = z
  .looseObject({
    payouts: z
      .looseObject({
        maxAmount: lenientAmounts,
        dailyLimit: lenientAmounts,
        approveAbove: lenientAmounts,
      })
      .catch({ ...noAmounts }),
  })
  .catch({ payouts: { ...noAmounts } });

/** The limits of a file that has mistakes elsewhere, so that all of them are named in one run. */
export function peekPayoutLimits(raw: unknown): Texts {
  return lenientFile.parse(raw).payouts;
}

/**
 * @param texts what is no text is passed over, as the schema names it.
 * @param decimalsOf knows the currencies of the whole file.
 */
export function readPayoutLimits(
  texts: Texts,
  decimalsOf: (currency: string) => number | undefined,
): PayoutLimitsReading {
  const issues: FieldError[] = [];
  const read = (name: (typeof payoutLimitNames)[number]): ReadonlyMap<string, bigint> => {
    const limits = new Map<string, bigint>();
    for (const [currency, text] of Object.entries(texts[name])) {
      const path = `payouts.${name}.${currency}`;
      const decimals = decimalsOf(currency);
      if (typeof text !== "string") continue;
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
