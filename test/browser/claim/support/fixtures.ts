import type { ClaimMethod, ClaimView } from "../../../../bff/contract.ts";

/** The ways of each country in which a provider pays out, as the BFF gives them. */
export const methodsOf: Readonly<Record<"MX" | "IN" | "BR" | "ID" | "NG" | "CN", readonly ClaimMethod[]>> = {
  MX: [
    { accountType: "clabe", number: "clabe", fields: [] },
    { accountType: "card", number: "mexican_card", fields: [] },
  ],
  IN: [
    { accountType: "upi", number: "upi", fields: [] },
    {
      accountType: "bank",
      number: "indian_account",
      fields: [
        { name: "bankCode", required: true },
        { name: "bankName", required: false },
      ],
    },
  ],
  BR: (
    [
      ["cpf", "cpf"],
      ["cnpj", "cnpj"],
      ["phone", "pix_phone"],
      ["email", "pix_email"],
      ["key", "pix_key"],
    ] as const
  ).map(([accountType, number]) => ({
    accountType,
    number,
    fields: [
      { name: "phone", required: true },
      { name: "email", required: true },
    ],
  })),
  ID: [{ accountType: "bank", number: "indonesian_account", fields: [{ name: "bankCode", required: true }] }],
  NG: [{ accountType: "bank", number: "nuban", fields: [{ name: "bankCode", required: true }] }],
  CN: [{ accountType: "card", number: "chinese_account", fields: [{ name: "bankName", required: true }] }],
};

export function makeClaim(changes: Partial<ClaimView> = {}): ClaimView {
  const { status = "awaiting_claim" } = changes;
  const isEnd = status === "canceled" || status === "expired";
  return {
    id: "re_9Zk8sQm1VfX0bYw7LrTn2C",
    object: "claim",
    status: "awaiting_claim",
    merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
    amount: { value: "349.00", currency: "MXN" },
    reference: "order-1001",
    country: "MX",
    locale: null,
    expiresAt: "2026-12-27T12:00:00.000Z",
    closed: status === "awaiting_claim" ? null : isEnd ? status : "claimed",
    methods: [...methodsOf.MX],
    payerNameKnown: true,
    ...changes,
  };
}
