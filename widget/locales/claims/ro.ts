import type { ClaimTexts } from "./texts.ts";

/** Romanian. */
export const claimTexts: ClaimTexts = {
  title: "Bani înapoi de la {merchant}",
  where: "Unde trimitem banii?",
  debitCard: "Card de debit",
  upiId: "UPI ID",
  randomKey: "Cheie aleatorie",
  holder: "Numele titularului contului",
  holderNote: "Dacă a plătit altcineva, {merchant} verifică mai întâi numele.",
  bankName: "Numele băncii",
  bankCode: "Codul băncii",
  digits: "Cifre: {n}",
  compare: "O cifră pare greșită. Vă rugăm să comparați numărul.",
  check: "Este corect?",
  checkNote: "Banii trimiși într-un cont greșit se recuperează greu.",
  change: "Modificați",
  confirm: "Da, trimiteți",
  sending: "Banii sunt pe drum",
  sendingNote: "Puteți închide această pagină și redeschide linkul mai târziu.",
  waiting: "{merchant} vă verifică datele",
  sent: "Banii au fost trimiși",
  failed: "Banii nu au putut fi trimiși",
  expired: "Acest link a expirat",
  canceled: "Această rambursare a fost anulată",
  blocked:
    "Această pagină nu poate funcționa aici. Reîncărcați-o, permiteți JavaScript sau deschideți linkul în alt browser.",
};
