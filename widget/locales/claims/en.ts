import type { ClaimTexts } from "./texts.ts";

/** English. It is part of the page's script. */
export const claimTexts: ClaimTexts = {
  title: "Money back from {merchant}",
  where: "Where should the money go?",
  debitCard: "Debit card",
  upiId: "UPI ID",
  randomKey: "Random key",
  holder: "Account holder’s name",
  holderNote: "If somebody else paid, {merchant} checks the name first.",
  bankName: "Bank name",
  bankCode: "Bank code",
  digits: "Digits: {n}",
  compare: "A digit seems to be wrong. Please compare the number.",
  check: "Is this right?",
  checkNote: "Money that goes to a wrong account is hard to get back.",
  change: "Change",
  confirm: "Yes, send it",
  sending: "The money is on its way",
  sendingNote: "You can close this page and open the link again later.",
  waiting: "{merchant} is checking your details",
  sent: "The money was sent",
  failed: "The money could not be sent",
  expired: "This link has expired",
  canceled: "This refund was canceled",
  blocked: "This page cannot work here. Reload it, allow JavaScript, or open the link in another browser.",
};
