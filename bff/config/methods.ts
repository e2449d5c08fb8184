/**
 * One method of an account: the customer's word for it, the provider's own code, and which sessions it is
 * offered for.
 */
import { z } from "zod";
import { paymentMethod } from "../contract.ts";
import { parseDecimal } from "../core/money.ts";
import { mostDecimals } from "./coins.ts";
import { imageSchema } from "./images.ts";
import { shownTextSchema } from "./names.ts";
import type { AccountMethod } from "./types.ts";

const day = 86_400;
/** Longer than any code lives. The bound keeps every time a date that can be printed. */
const tenYears = 3650 * day;

const languageTag = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}, "must be a language tag such as es-MX");

/** Some providers number their channels, others name them. Inside the software a channel is text. */
const channelSchema = z.unknown().transform((raw, context) => {
  const text = typeof raw === "number" && Number.isSafeInteger(raw) ? String(raw) : raw;
  if (typeof text === "string" && text.length > 0 && text.length <= 64) return text;
  context.addIssue(raw === undefined ? "is required" : "must be text or a whole number");
  return z.NEVER;
});

/** As it stands in the file. */
export const methodShape = (folder: string) =>
  z.strictObject({
    icon: imageSchema(folder)
      .optional()
      .meta({
        description:
          "A picture (SVG or PNG, at most 32 kB) in place of the widget's own icon; a brand's mark that the widget has stays.",
        examples: ["oxxo.svg"],
      }),
    method: paymentMethod.meta({
      description: "How the customer pays, in words that are the same over all providers.",
      examples: ["store"],
    }),
    channel: channelSchema.meta({
      type: ["string", "integer"],
      description: "The provider's own code for it.",
      examples: ["store"],
    }),
    currency: z
      .string()
      .regex(/^[A-Za-z0-9]{2,16}$/, "must be a currency code such as MXN or USDT")
      .meta({ description: "An ISO 4217 code, or the symbol of a coin.", examples: ["MXN"] }),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be a two-letter country code such as MX"))
      .min(1)
      .optional()
      .meta({
        description: "The countries whose customers are offered it; without it, any.",
        examples: [["MX"]],
      }),
    min: z
      .string()
      .optional()
      .meta({
        description: "The smallest amount, as decimal text; without it, whatever the provider takes.",
        examples: ["10"],
      }),
    max: z
      .string()
      .optional()
      .meta({
        description: "The largest amount, as decimal text; without it, whatever the provider takes.",
        examples: ["10000"],
      }),
    expiresIn: z
      .int()
      .min(1)
      .max(tenYears)
      .default(day)
      .meta({ description: "Seconds that a code or an order lives.", examples: [172_800] }),
    decimals: z
      .int()
      .min(0)
      .max(mostDecimals)
      .optional()
      .meta({ description: "How many decimals a coin has; required for a coin.", examples: [6] }),
    label: z
      .record(languageTag, shownTextSchema(100))
      .optional()
      .meta({
        description: "Language tag to text, instead of the widget's own translation.",
        examples: [{ en: "Cash at a store", es: "Efectivo en tienda" }],
      }),
  });

/**
 * @param decimalsOf knows the currencies of the whole file.
 * @param folder where an icon's path begins.
 */
export function methodSchema(decimalsOf: (currency: string) => number | undefined, folder: string) {
  return methodShape(folder).transform((method, context): AccountMethod => {
    const decimals = decimalsOf(method.currency);
    if (decimals === undefined) {
      context.addIssue({
        code: "custom",
        path: ["currency"],
        message: "is not an ISO 4217 currency; a coin needs `decimals`",
      });
      return z.NEVER;
    }
    const readBound = (name: "min" | "max"): bigint | null => {
      const text = method[name];
      if (text === undefined) return null;
      const minor = parseDecimal(text, decimals);
      if (minor !== undefined) return minor;
      const message = `must be decimal text such as "10" with at most ${decimals} decimals`;
      context.addIssue({ code: "custom", path: [name], message });
      return null;
    };
    const minMinor = readBound("min");
    const maxMinor = readBound("max");
    if (minMinor !== null && maxMinor !== null && maxMinor < minMinor) {
      context.addIssue({ code: "custom", path: ["max"], message: "must not be below min" });
    }
    return {
      method: method.method,
      channel: method.channel,
      currency: method.currency,
      decimals,
      expiresInSeconds: method.expiresIn,
      countries: method.countries ?? null,
      minMinor,
      maxMinor,
      label: method.label ?? null,
      icon: method.icon ?? null,
    };
  });
}
