import { messages as english } from "./en.ts";
import type { Messages } from "./messages.ts";

/** English (India). */
export const messages: Messages<"one" | "other"> = {
  ...english,
  methods: {
    ...english.methods,
    store: "Cash at a shop",
    bank_card: "Debit or credit card",
    upi: "UPI (any app)",
    bank_transfer: "Bank transfer (NEFT / IMPS)",
  },
  hints: { ...english.hints, display_qr: "Scan a QR or open your UPI app" },
  fields: { ...english.fields, taxId: "PAN" },
  canceled: "Payment cancelled",
};
