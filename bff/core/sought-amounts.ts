/**
 * Amounts as people write them and as pages print them: `150`, `1,500.50 MXN`, `MX$349.00`, `R$ 349,00`, `₹1,00,000.00`;
 * with or without a currency and a day, in any order. Pure.
 *
 * Source: docs/search.md#amounts
 */
import { dayMs } from "./days.ts";
import { type Currencies, isoDecimalsOf, parseProviderDecimal } from "./money.ts";

export interface SoughtAmount {
  readonly minor: string;
  readonly currency: string;
  /** Epoch ms, UTC; null: any day. */
  readonly from: number | null;
  readonly to: number | null;
}

interface AmountParts {
  /** Each way in which the number can be read. */
  readonly values: readonly string[];
  /** Codes and signs of one currency. */
  readonly names: readonly string[];
  readonly day: string | null;
}

/** Those of the console, and of the countries in which we take payments. */
const languages = ["en", "es-MX", "pt-BR", "hi-IN", "id-ID", "en-NG", "zh-CN"];
const noSigns: ReadonlySet<string> = new Set();
const signs = new Map<string, ReadonlySet<string>>();

/** What pages print for a currency, in lower case: `mx$` and `$` for MXN. */
function signsOf(currency: string): ReadonlySet<string> {
  const known = signs.get(currency);
  if (known !== undefined) return known;
  // A coin has no sign.
  if (isoDecimalsOf(currency) === undefined) return noSigns;
  const printed = languages.flatMap((language) =>
    (["symbol", "narrowSymbol"] as const).flatMap((currencyDisplay) => {
      const format = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay });
      return format.formatToParts(1).flatMap(({ type, value }) => (type === "currency" ? [value] : []));
    }),
  );
  const found = new Set(printed.map((sign) => sign.normalize("NFKC").toLowerCase()));
  signs.set(currency, found);
  return found;
}

function fits(name: string, currency: string): boolean {
  return name === currency || name.toUpperCase() === currency || signsOf(currency).has(name.toLowerCase());
}

function amountPartsOf(text: string): AmountParts | undefined {
  let values: readonly string[] | null = null;
  let day: string | null = null;
  const names: string[] = [];
  // `1 234 567,00`: blanks between thousands are no ends of words.
  const words = text.replaceAll(/(?<![\d.,-])\d{1,3}(?: \d{3})+(?![\d-])/g, (digits) =>
    digits.replaceAll(" ", ""),
  );
  for (const word of words.split(/\s+/)) {
    const [, before = "", digits, after = ""] = /^([^\d\s]*)(\d(?:[\d.,]*\d)?)([^\d\s]*)$/.exec(word) ?? [];
    if (/^\d{4}-\d{2}-\d{2}$/.test(word) && day === null) day = word;
    else if (/^[A-Za-z][A-Za-z0-9]*$/.test(word) || !/\d/.test(word)) names.push(word);
    else if (digits !== undefined && values === null) {
      values = readingsOf(digits);
      names.push(...[before, after].filter((name) => name !== ""));
    } else return undefined;
  }
  return values === null ? undefined : { values, names, day };
}

/** With a point or a comma before the fraction, with or without the other between thousands. */
function readingsOf(digits: string): readonly string[] {
  // One and a half, or fifteen hundred as Indonesia and Brazil write it.
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(digits)) return [digits, digits.replace(".", "")];
  if (/^\d{1,15}(\.\d{1,18})?$/.test(digits)) return [digits];
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(digits)) return [digits.replaceAll(",", "")];
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits)) return [digits.replaceAll(".", "")];
  if (/^(\d{1,15}|\d{1,3}(\.\d{3})+),\d{1,2}$/.test(digits))
    return [digits.replaceAll(".", "").replace(",", ".")];
  return [];
}

/** @param known the currencies in which an amount without one is looked for, and those that a sign may stand for */
export function amountsOf(
  text: string,
  { currencies, known }: { readonly currencies: Currencies; readonly known: readonly string[] },
): readonly SoughtAmount[] {
  const parts = amountPartsOf(text);
  if (parts === undefined) return [];
  const { values, names, day } = parts;
  const from = day === null ? null : Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(from)) return [];
  const to = from === null ? null : from + dayMs;
  const named = names.flatMap((name) => [name, name.toUpperCase()]);
  const candidates = [...new Set([...known, ...named])].filter((code) =>
    names.every((name) => fits(name, code)),
  );
  return candidates.flatMap((currency) => {
    const decimals = currencies.decimalsOf(currency);
    return values.flatMap((value) => {
      const minor = decimals === undefined ? undefined : parseProviderDecimal(value, decimals);
      if (minor === undefined || minor === 0n) return [];
      return [{ minor: minor.toString(), currency, from, to }];
    });
  });
}
