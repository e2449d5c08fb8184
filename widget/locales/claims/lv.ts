import type { ClaimTexts } from "./texts.ts";

/** Latvian. */
export const claimTexts: ClaimTexts = {
  title: "Naudas atmaksa no {merchant}",
  where: "Kurp nosūtīt naudu?",
  debitCard: "Debetkarte",
  upiId: "UPI ID",
  randomKey: "Nejauša atslēga",
  holder: "Konta īpašnieka vārds",
  holderNote: "Ja maksāja cita persona, {merchant} vispirms pārbauda vārdu.",
  bankName: "Bankas nosaukums",
  bankCode: "Bankas kods",
  digits: "Cipari: {n}",
  compare: "Šķiet, ka viens cipars ir nepareizs. Lūdzu, salīdziniet numuru.",
  check: "Vai tas ir pareizi?",
  checkNote: "Uz nepareizu kontu nosūtītu naudu ir grūti atgūt.",
  change: "Mainīt",
  confirm: "Jā, nosūtīt",
  sending: "Nauda ir ceļā",
  sendingNote: "Varat aizvērt šo lapu un vēlāk atvērt saiti vēlreiz.",
  waiting: "{merchant} pārbauda jūsu datus",
  sent: "Nauda ir nosūtīta",
  failed: "Naudu neizdevās nosūtīt",
  expired: "Šīs saites derīgums ir beidzies",
  canceled: "Šī atmaksa ir atcelta",
  blocked: "Šī lapa šeit nedarbojas. Pārlādējiet to, atļaujiet JavaScript vai atveriet saiti citā pārlūkā.",
};
