import type { PayerField, PaymentMethod, PaymentMethodOffer } from "../../bff/contract.ts";

const offer = (
  id: PaymentMethod,
  action: PaymentMethodOffer["action"],
  payerFields: PayerField[] = [],
): PaymentMethodOffer => ({ id, action, label: null, payerFields });

const ask = (name: PayerField["name"], required = true): PayerField => ({ name, required, value: null });

/** What a country's shops offer, and an amount in its money. */
export interface Country {
  readonly country: string;
  readonly value: string;
  readonly currency: string;
  readonly methods: readonly PaymentMethodOffer[];
}

export const mexico: Country = {
  country: "MX",
  value: "1250.00",
  currency: "MXN",
  methods: [
    offer("bank_transfer", "display_code"),
    offer("store", "display_code"),
    offer("bank_card", "redirect"),
  ],
};
export const india: Country = {
  country: "IN",
  value: "2499.50",
  currency: "INR",
  methods: [offer("upi", "display_qr"), offer("bank_card", "redirect")],
};
export const brazil: Country = {
  country: "BR",
  value: "189.90",
  currency: "BRL",
  methods: [offer("pix", "redirect", [ask("taxId"), ask("name"), ask("phone"), ask("email", false)])],
};
export const indonesia: Country = {
  country: "ID",
  value: "150000.00",
  currency: "IDR",
  methods: [offer("bank_transfer", "redirect"), offer("cashier", "redirect")],
};
export const nigeria: Country = {
  country: "NG",
  value: "18500.00",
  currency: "NGN",
  methods: [offer("bank_transfer", "redirect"), offer("bank_card", "redirect")],
};
export const china: Country = {
  country: "CN",
  value: "268.00",
  currency: "CNY",
  methods: [
    offer("wechat_pay", "redirect"),
    offer("alipay", "redirect"),
    offer("unionpay", "redirect"),
    offer("red_packet", "redirect_form"),
    offer("bank_card", "redirect"),
  ],
};
export const coins: Country = {
  country: "US",
  value: "74.250000",
  currency: "USDT",
  methods: [offer("crypto", "redirect", [ask("exchangeUid")])],
};

/** What a shop can show of itself and of what it sells. */
export const shop = {
  merchant: {
    name: "Cantina del Sol",
    logo: `data:image/svg+xml,${encodeURIComponent(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="#c2410c"/><circle cx="20" cy="20" r="9" fill="#ffd166"/></svg>',
    )}`,
    support: { email: "help@shop.example.com", url: "https://shop.example.com/help" },
    terms: "https://shop.example.com/terms",
  },
  sandbox: true,
  description: null,
  items: [
    { name: "Coffee beans, dark roast, 1 kg", quantity: 2, amount: { value: "780.00", currency: "MXN" } },
    { name: "Clay mug", quantity: 1, amount: { value: "320.00", currency: "MXN" } },
    { name: "Delivery", quantity: 1, amount: { value: "150.00", currency: "MXN" } },
  ],
} as const;
/** A method's icon of a merchant. */
export const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#d90429" d="M2 6h28v20H2z"/><path fill="#ffd166" d="M6 13h20v6H6z"/></svg>',
)}`;
