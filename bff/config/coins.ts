/**
 * The number of decimals of each currency in the file. ISO 4217 knows most; for a coin, its methods say it.
 */
import { z } from "zod";
import type { FieldError } from "../core/errors.ts";
import { createCurrencies, isoDecimalsOf } from "../core/money.ts";

/** Ether and its kind have 18; nothing that is traded has more. */
export const mostDecimals = 18;

const lenientMethod = z.looseObject({
  currency: z.string(),
  decimals: z.int().min(0).max(mostDecimals),
});

export interface Coins {
  readonly decimalsOf: (currency: string) => number | undefined;
  /** Decimals of each currency that ISO does not list. */
  readonly decimals: Readonly<Record<string, number>>;
  readonly errors: readonly FieldError[];
}

/** @param methods every method of the file, unchecked, with its path. */
export function readCoins(methods: readonly { readonly path: string; readonly raw: unknown }[]): Coins {
  const found = new Map<string, { readonly decimals: number; readonly path: string }>();
  const errors: FieldError[] = [];
  for (const { path, raw } of methods) {
    const method = lenientMethod.safeParse(raw);
    if (!method.success) continue;
    const { currency, decimals } = method.data;
    const iso = isoDecimalsOf(currency);
    const first = found.get(currency);
    if (iso !== undefined) {
      if (iso === decimals) continue;
      errors.push({ path: `${path}.decimals`, message: `${currency} has ${iso} decimals by ISO 4217` });
    } else if (first === undefined) {
      found.set(currency, { decimals, path });
    } else if (first.decimals !== decimals) {
      errors.push({
        path: `${path}.decimals`,
        message: `${currency} has ${first.decimals} decimals in ${first.path}`,
      });
    }
  }
  const decimals = Object.fromEntries([...found].map(([currency, coin]) => [currency, coin.decimals]));
  return { decimalsOf: createCurrencies(decimals).decimalsOf, decimals, errors };
}
