import type { Guide } from "../messages.ts";
import { guide as english } from "./en.ts";

/** How to pay, in English (India). */
export const guide: Guide = {
  ...english,
  tabs: { ...english.tabs, web: "Net banking", store: "At the shop", scan: "Scan QR" },
  steps: {
    ...english.steps,
    bankWeb: [
      "Log in to net banking and choose Fund Transfer (IMPS or NEFT).",
      "Add the account number shown here as the beneficiary.",
      "Send exactly {amount} and keep the receipt.",
    ],
    upiScan: [
      "Open any UPI app on your phone, such as PhonePe, Google Pay, Paytm or BHIM.",
      "Scan the QR code.",
      "Check {amount} and enter your UPI PIN.",
    ],
  },
  openAny: "Open a UPI app",
};
