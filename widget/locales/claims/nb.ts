import type { ClaimTexts } from "./texts.ts";

/** Norwegian Bokmål. */
export const claimTexts: ClaimTexts = {
  title: "Penger tilbake fra {merchant}",
  where: "Hvor skal pengene sendes?",
  debitCard: "Debetkort",
  upiId: "UPI ID",
  randomKey: "Tilfeldig nøkkel",
  holder: "Kontoeierens navn",
  holderNote: "Hvis noen andre betalte, kontrollerer {merchant} navnet først.",
  bankName: "Bankens navn",
  bankCode: "Bankkode",
  digits: "Antall sifre: {n}",
  compare: "Et siffer ser feil ut. Sammenlign nummeret.",
  check: "Er dette riktig?",
  checkNote: "Penger som sendes til feil konto, er vanskelige å få tilbake.",
  change: "Endre",
  confirm: "Ja, send",
  sending: "Pengene er på vei",
  sendingNote: "Du kan lukke denne siden og åpne lenken igjen senere.",
  waiting: "{merchant} kontrollerer opplysningene dine",
  sent: "Pengene er sendt",
  failed: "Pengene kunne ikke sendes",
  expired: "Denne lenken er utløpt",
  canceled: "Denne tilbakebetalingen er avbrutt",
  blocked:
    "Denne siden kan ikke virke her. Last den inn på nytt, tillat JavaScript, eller åpne lenken i en annen nettleser.",
};
