import { messages as english } from "./en.ts";
import type { Messages } from "./messages.ts";

/** English (Nigeria). */
export const messages: Messages<"one" | "other"> = {
  ...english,
  methods: { ...english.methods, store: "Cash at an agent", bank_card: "Debit card" },
  hints: { ...english.hints, display_code: "You get an account number to pay into" },
  fields: { ...english.fields, phone: "Phone number", taxId: "TIN" },
  codeTitle: { ...english.codeTitle, va: "Transfer to this account" },
  canceled: "Payment cancelled",
};
