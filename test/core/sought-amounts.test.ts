/** Amounts as people write them and as our own pages print them. */
import { expect, test } from "vitest";
import { createCurrencies, parseDecimal } from "../../bff/core/money.ts";
import { searchTermsOf } from "../../bff/core/search-terms.ts";
import { formatMoney } from "../../widget/i18n/money.ts";

const known = ["MXN", "BRL", "INR", "CNY", "IDR", "NGN", "USDT"];
const currencies = createCurrencies({ USDT: 6 });
const amountsOf = (typed: string) =>
  searchTermsOf(typed, { currencies, known }).amounts.map(({ minor, currency }) => `${minor} ${currency}`);

test.each([
  ["$349.00", ["34900 MXN"]],
  ["MX$349.00", ["34900 MXN"]],
  ["mx$ 349", ["34900 MXN"]],
  ["R$\u00a0349,00", ["34900 BRL"]],
  ["R$349,00", ["34900 BRL"]],
  ["349.00 MXN", ["34900 MXN"]],
  ["$349.00 MXN", ["34900 MXN"]],
  ["US$349.00", []],
  ["US$349.00 USD", ["34900 USD"]],
  ["₹1,00,000.00", ["10000000 INR"]],
  ["¥349.00", ["34900 CNY"]],
  ["￥349", ["34900 CNY"]],
  ["CN¥349.00", ["34900 CNY"]],
  ["₦1,500", ["150000 NGN"]],
  ["Rp\u00a0349.000,00", ["349000 IDR"]],
  ["Rp 349.000", ["349 IDR", "349000 IDR"]],
  ["1\u202f234,50 MXN", ["123450 MXN"]],
  ["1 234 567 MXN 2026-11-19", ["123456700 MXN"]],
  ["1.234.567 IDR", ["1234567 IDR"]],
  ["$349.00 BRL", []],
  ["$ $349.00 R$", []],
  ["order-349", []],
  ["A349", []],
  ["349€", []],
  ["-$349", []],
  ["3,49,0", []],
])("%s is read as %j", (typed, amounts) => {
  expect(amountsOf(typed)).toEqual(amounts);
});

test.each(known)(
  "an amount in %s is read as our pages print it, in each country and language",
  (currency) => {
    for (const language of ["en", "es-MX", "pt-BR", "hi", "id", "zh", "en-NG", "en-IN"])
      for (const country of ["MX", "BR", "IN", "ID", "NG", "CN"])
        for (const whole of ["349", "1234", "1234567"]) {
          // Rupiah have no decimals.
          const value = currency === "IDR" ? whole : `${whole}.50`;
          const minor = parseDecimal(value, currencies.decimalsOf(currency) ?? 0);
          const printed = formatMoney({ value, currency }, language, country);
          expect(amountsOf(printed), printed).toContain(`${minor} ${currency}`);
        }
  },
);
