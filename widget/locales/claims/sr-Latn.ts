import type { ClaimTexts } from "./texts.ts";

/** Serbian (Latin). */
export const claimTexts: ClaimTexts = {
  title: "Povraćaj novca: {merchant}",
  where: "Gde poslati novac?",
  debitCard: "Debitna kartica",
  upiId: "UPI ID",
  randomKey: "Nasumični ključ",
  holder: "Ime vlasnika računa",
  holderNote: "Ako je platio neko drugi, {merchant} prvo proverava ime.",
  bankName: "Naziv banke",
  bankCode: "Kod banke",
  digits: "Broj cifara: {n}",
  compare: "Jedna cifra izgleda pogrešno. Uporedite broj.",
  check: "Da li je tačno?",
  checkNote: "Novac poslat na pogrešan račun teško se vraća.",
  change: "Promeni",
  confirm: "Da, pošalji",
  sending: "Novac je na putu",
  sendingNote: "Možete zatvoriti ovu stranicu i kasnije ponovo otvoriti vezu.",
  waiting: "{merchant} proverava vaše podatke",
  sent: "Novac je poslat",
  failed: "Novac nije mogao biti poslat",
  expired: "Ova veza je istekla",
  canceled: "Ovaj povraćaj je otkazan",
  blocked:
    "Ova stranica ovde ne može da radi. Ponovo je učitajte, dozvolite JavaScript ili otvorite vezu u drugom pregledaču.",
};
