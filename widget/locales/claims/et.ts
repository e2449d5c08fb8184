import type { ClaimTexts } from "./texts.ts";

/** Estonian. */
export const claimTexts: ClaimTexts = {
  title: "Raha tagasi: {merchant}",
  where: "Kuhu raha saata?",
  debitCard: "Deebetkaart",
  upiId: "UPI ID",
  randomKey: "Juhuslik võti",
  holder: "Konto omaniku nimi",
  holderNote: "Kui maksis keegi teine, kontrollib {merchant} enne nime.",
  bankName: "Panga nimi",
  bankCode: "Panga kood",
  digits: "Numbrikohti: {n}",
  compare: "Üks number tundub vale. Palun võrrelge numbrit.",
  check: "Kas see on õige?",
  checkNote: "Valele kontole saadetud raha on raske tagasi saada.",
  change: "Muuda",
  confirm: "Jah, saada",
  sending: "Raha on teel",
  sendingNote: "Võite selle lehe sulgeda ja lingi hiljem uuesti avada.",
  waiting: "{merchant} kontrollib teie andmeid",
  sent: "Raha on saadetud",
  failed: "Raha ei õnnestunud saata",
  expired: "See link on aegunud",
  canceled: "See tagasimakse on tühistatud",
  blocked: "See leht ei tööta siin. Laadige see uuesti, lubage JavaScript või avage link teises brauseris.",
};
