import { messages as english } from "./en.ts";
import type { Messages } from "./messages.ts";

/** English (Nigeria). */
export const messages: Messages<"one" | "other"> = {
  ...english,
  methods: { ...english.methods, store: "Cash at a shop", bank_card: "Debit card" },
  fields: { ...english.fields, phone: "Phone number", taxId: "TIN" },
  canceled: "Payment cancelled",
};
