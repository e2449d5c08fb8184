import type { ClaimTexts } from "./texts.ts";

/** Danish. */
export const claimTexts: ClaimTexts = {
  title: "Penge tilbage fra {merchant}",
  where: "Hvor skal pengene sendes hen?",
  debitCard: "Debetkort",
  upiId: "UPI ID",
  randomKey: "Tilfældig nøgle",
  holder: "Kontohaverens navn",
  holderNote: "Hvis en anden har betalt, kontrollerer {merchant} først navnet.",
  bankName: "Bankens navn",
  bankCode: "Bankkode",
  digits: "Cifre: {n}",
  compare: "Et ciffer ser forkert ud. Sammenlign nummeret.",
  check: "Er det rigtigt?",
  checkNote: "Penge, der sendes til en forkert konto, er svære at få tilbage.",
  change: "Ret",
  confirm: "Ja, send dem",
  sending: "Pengene er på vej",
  sendingNote: "Du kan lukke siden og åbne linket igen senere.",
  waiting: "{merchant} kontrollerer dine oplysninger",
  sent: "Pengene er sendt",
  failed: "Pengene kunne ikke sendes",
  expired: "Linket er udløbet",
  canceled: "Denne tilbagebetaling er annulleret",
  blocked: "Siden kan ikke virke her. Genindlæs den, tillad JavaScript, eller åbn linket i en anden browser.",
};
