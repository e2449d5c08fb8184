/** The product and its price in each market. Amounts are integer minor units. */
export const product = {
  name: "Finca Alba, whole bean",
  weight: "500 g",
  story: "Washed arabica from Chiapas, roasted on Tuesdays. Cacao, orange peel, brown sugar.",
} as const;

export interface Market {
  readonly id: string;
  readonly name: string;
  /** ISO 3166. Absent when the currency belongs to no country. */
  readonly country: string | null;
  readonly currency: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly unitMinor: bigint;
  /** The locale of the market, for the checkout. */
  readonly language: { readonly tag: string; readonly name: string };
}

export const markets: readonly Market[] = [
  {
    id: "mx",
    name: "Mexico",
    country: "MX",
    currency: "MXN",
    symbol: "$",
    decimals: 2,
    unitMinor: 34_900n,
    language: { tag: "es-MX", name: "Español" },
  },
  {
    id: "br",
    name: "Brazil",
    country: "BR",
    currency: "BRL",
    symbol: "R$",
    decimals: 2,
    unitMinor: 8_990n,
    language: { tag: "pt-BR", name: "Português" },
  },
  {
    id: "in",
    name: "India",
    country: "IN",
    currency: "INR",
    symbol: "₹",
    decimals: 2,
    unitMinor: 79_900n,
    language: { tag: "hi", name: "हिन्दी" },
  },
  {
    id: "id",
    name: "Indonesia",
    country: "ID",
    currency: "IDR",
    symbol: "Rp",
    decimals: 0,
    unitMinor: 165_000n,
    language: { tag: "id", name: "Bahasa Indonesia" },
  },
  {
    id: "ng",
    name: "Nigeria",
    country: "NG",
    currency: "NGN",
    symbol: "₦",
    decimals: 2,
    unitMinor: 1_450_000n,
    language: { tag: "yo", name: "Yorùbá" },
  },
  {
    id: "cn",
    name: "China",
    country: "CN",
    currency: "CNY",
    symbol: "¥",
    decimals: 2,
    unitMinor: 12_800n,
    language: { tag: "zh-Hans", name: "简体中文" },
  },
  {
    id: "usdt",
    name: "Crypto",
    country: null,
    currency: "USDT",
    symbol: "₮",
    decimals: 2,
    unitMinor: 1_850n,
    language: { tag: "es", name: "Español" },
  },
];

/** Decimal text for the checkout's API: 34900n is `349.00`. */
export function amountText(minor: bigint, decimals: number): string {
  if (decimals === 0) return minor.toString();
  const digits = minor.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A price to read: `$1,349.00 MXN`. */
export function priceText(minor: bigint, market: Market): string {
  const [whole = "0", cents] = amountText(minor, market.decimals).split(".");
  const grouped = BigInt(whole).toLocaleString("en");
  return `${market.symbol}${grouped}${cents === undefined ? "" : `.${cents}`} ${market.currency}`;
}
