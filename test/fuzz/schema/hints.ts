/** What makes requests get past the validation: amounts of real currencies, accounts that exist, whole payouts. */
import fc, { type Arbitrary } from "fast-check";
import { payouts } from "../genuine.ts";
import { refer } from "../pools.ts";
import { asJson, type Hint, type Json } from "./values.ts";

const money = fc.record({
  value: fc.constantFrom(
    "1",
    "10",
    "150.00",
    "0.01",
    "99.9",
    "1000000",
    "99999999999999",
    "0",
    "-1",
    "1.005",
  ),
  currency: fc.constantFrom("MXN", "INR", "BRL", "IDR", "NGN", "CNY", "USDT", "JPY", "XXX", "mxn"),
});

const sound = fc.record({
  value: fc.constantFrom("10", "150", "99", "1000"),
  currency: fc.constantFrom("MXN", "INR", "BRL", "IDR", "NGN", "CNY", "USDT"),
});

/** @param origin a page of the merchant's, to which customers may go back */
export function createHints(origin: string): Hint {
  const payout: Arbitrary<Json> = fc
    .tuple(fc.constantFrom(...payouts), fc.constantFrom("1", "500", "4999.99", "6000"))
    .map(([one, value]) => asJson({ ...one, amount: { ...one.amount, value } }));
  const hints: Readonly<Record<string, Arbitrary<Json>>> = {
    amount: fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: money }),
    returnUrl: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(`${origin}/thanks`, origin, `${origin}/a?b=c#d`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          `${origin}\\@evil.example`,
          "https://evil.example/",
          "javascript:alert(1)",
        ),
      },
    ),
    country: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      fc.constantFrom("MX", "IN", "BR", "ID", "NG"),
    ),
    locale: fc.constantFrom("es-MX", "en", "zh-Hans-CN", null),
    methods: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      fc.constantFrom(["store", "bank_transfer", "cashier"], ["store", "store"], ["upi"]),
    ),
    customer: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      fc.record({ email: fc.constant("ana@example.com"), name: fc.constantFrom("Ana", "李", "O'Neil <b>") }),
    ),
    metadata: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constant({ basket: "b-1" })),
    description: fc.constantFrom(null, "two bags of coffee", "漢字 🥑 <b>&\"' \\ %00"),
    method: fc.nat(60).map((index) => refer("method", index)),
    account: fc.nat(12).map((index) => refer("account", index)),
    CreatePayoutRequest: payout,
  };
  return (path) => {
    const name = path.at(-1) ?? "";
    return Object.hasOwn(hints, name) ? hints[name] : undefined;
  };
}
