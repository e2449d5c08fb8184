import type { ClaimTexts } from "./texts.ts";

/** Croatian. */
export const claimTexts: ClaimTexts = {
  title: "Povrat novca: {merchant}",
  where: "Kamo poslati novac?",
  debitCard: "Debitna kartica",
  upiId: "UPI ID",
  randomKey: "Nasumični ključ",
  holder: "Ime vlasnika računa",
  holderNote: "Ako je platio netko drugi, {merchant} prvo provjerava ime.",
  bankName: "Naziv banke",
  bankCode: "Kôd banke",
  digits: "Broj znamenki: {n}",
  compare: "Jedna znamenka čini se pogrešnom. Usporedite broj.",
  check: "Je li ovo točno?",
  checkNote: "Novac poslan na pogrešan račun teško je vratiti.",
  change: "Promijeni",
  confirm: "Da, pošalji",
  sending: "Novac je na putu",
  sendingNote: "Možete zatvoriti ovu stranicu i kasnije ponovno otvoriti poveznicu.",
  waiting: "{merchant} provjerava vaše podatke",
  sent: "Novac je poslan",
  failed: "Novac nije bilo moguće poslati",
  expired: "Ova je poveznica istekla",
  canceled: "Ovaj je povrat otkazan",
  blocked:
    "Ova stranica ovdje ne može raditi. Ponovno je učitajte, dopustite JavaScript ili otvorite poveznicu u drugom pregledniku.",
};
