import type { ClaimTexts } from "./texts.ts";

/** Italian. */
export const claimTexts: ClaimTexts = {
  title: "Rimborso da {merchant}",
  where: "Dove inviare il denaro?",
  debitCard: "Carta di debito",
  upiId: "UPI ID",
  randomKey: "Chiave casuale",
  holder: "Nome dell’intestatario del conto",
  holderNote: "Se ha pagato un’altra persona, {merchant} verifica prima il nome.",
  bankName: "Nome della banca",
  bankCode: "Codice della banca",
  digits: "Cifre: {n}",
  compare: "Una cifra sembra sbagliata. Confronta il numero.",
  check: "È corretto?",
  checkNote: "Il denaro inviato a un conto sbagliato è difficile da recuperare.",
  change: "Modifica",
  confirm: "Sì, invia",
  sending: "Il denaro è in arrivo",
  sendingNote: "Puoi chiudere questa pagina e riaprire il link più tardi.",
  waiting: "{merchant} sta verificando i tuoi dati",
  sent: "Il denaro è stato inviato",
  failed: "Non è stato possibile inviare il denaro",
  expired: "Questo link è scaduto",
  canceled: "Questo rimborso è stato annullato",
  blocked:
    "Questa pagina non può funzionare qui. Ricaricala, consenti JavaScript o apri il link in un altro browser.",
};
