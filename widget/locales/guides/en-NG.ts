import type { Guide } from "../messages.ts";
import { guide as english } from "./en.ts";

/** How to pay, in English (Nigeria). */
export const guide: Guide = {
  ...english,
  tabs: { ...english.tabs, ussd: "USSD code" },
  steps: {
    ...english.steps,
    nigeria: [
      "Open your bank app, such as GTBank, Access, OPay or PalmPay, and choose Transfer.",
      "Enter the account number and pick the bank.",
      "Send exactly {amount} in one transfer.",
    ],
    ussd: [
      "Dial your bank’s USSD code, such as *737# for GTBank or *901# for Access, and choose Transfer.",
      "Type the account number and {amount}.",
      "Confirm with your PIN.",
    ],
    atm: [
      "Insert your card, choose Transfer, then Other banks.",
      "Type the account number shown here.",
      "Check the name and {amount}, confirm and keep the receipt.",
    ],
  },
};
