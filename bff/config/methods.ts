/**
 * One method of an account: the customer's word for it, the provider's own code, and which sessions it is
 * offered for.
 */
import { z } from "zod";
import { paymentMethod } from "../contract.ts";
import { parseDecimal } from "../core/money.ts";
import { mostDecimals } from "./coins.ts";
import { imageSchema } from "./images.ts";
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

const methodShape = (folder: string) =>
  z.strictObject({
    icon: imageSchema(folder).optional(),
    method: paymentMethod,
    channel: channelSchema,
    currency: z.string().regex(/^[A-Za-z0-9]{2,16}$/, "must be a currency code such as MXN or USDT"),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be a two-letter country code such as MX"))
      .min(1)
      .optional(),
    min: z.string().optional(),
    max: z.string().optional(),
    expiresIn: z.int().min(1).max(tenYears).default(day),
    decimals: z.int().min(0).max(mostDecimals).optional(),
    label: z.record(languageTag, z.string().trim().min(1).max(100)).optional(),
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
