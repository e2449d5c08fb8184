import type { ClaimTexts } from "./texts.ts";

/** Hausa. */
export const claimTexts: ClaimTexts = {
  title: "Mayar da kuɗi daga {merchant}",
  where: "Ina za a aika kuɗin?",
  debitCard: "Katin zare kuɗi",
  upiId: "UPI ID",
  randomKey: "Makullin bazuwar",
  holder: "Sunan mai asusu",
  holderNote: "Idan wani ne ya biya, {merchant} zai fara duba sunan.",
  bankName: "Sunan banki",
  bankCode: "Lambar banki",
  digits: "Yawan lambobi: {n}",
  compare: "Kamar akwai lamba da ba daidai ba. Da fatan a kwatanta lambar.",
  check: "Shin wannan daidai ne?",
  checkNote: "Kuɗin da ya tafi asusun da ba daidai ba yana da wahalar dawowa.",
  change: "Sauya",
  confirm: "I, aika",
  sending: "Kuɗin yana kan hanya",
  sendingNote: "Za ka iya rufe wannan shafi ka sake buɗe hanyar haɗin daga baya.",
  waiting: "{merchant} yana duba bayananka",
  sent: "An aika kuɗin",
  failed: "Ba a iya aika kuɗin ba",
  expired: "Wannan hanyar haɗi ta ƙare",
  canceled: "An soke wannan mayarwar",
  blocked:
    "Wannan shafi ba ya aiki a nan. Sake loda shi, ba da izinin JavaScript, ko buɗe hanyar haɗin a wani burauza.",
};
