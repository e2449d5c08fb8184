import type { ClaimTexts } from "./texts.ts";

/** Slovenian. */
export const claimTexts: ClaimTexts = {
  title: "Vračilo denarja: {merchant}",
  where: "Kam naj gre denar?",
  debitCard: "Debetna kartica",
  upiId: "UPI ID",
  randomKey: "Naključni ključ",
  holder: "Ime imetnika računa",
  holderNote: "Če je plačal nekdo drug, {merchant} najprej preveri ime.",
  bankName: "Ime banke",
  bankCode: "Koda banke",
  digits: "Število števk: {n}",
  compare: "Ena števka je videti napačna. Primerjajte številko.",
  check: "Je to pravilno?",
  checkNote: "Denar, poslan na napačen račun, je težko dobiti nazaj.",
  change: "Spremeni",
  confirm: "Da, pošlji",
  sending: "Denar je na poti",
  sendingNote: "To stran lahko zaprete in povezavo pozneje znova odprete.",
  waiting: "{merchant} preverja vaše podatke",
  sent: "Denar je poslan",
  failed: "Denarja ni bilo mogoče poslati",
  expired: "Ta povezava je potekla",
  canceled: "To vračilo je preklicano",
  blocked:
    "Ta stran tukaj ne deluje. Znova jo naložite, dovolite JavaScript ali odprite povezavo v drugem brskalniku.",
};
