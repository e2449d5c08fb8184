import type { ClaimTexts } from "./texts.ts";

/** Afrikaans. */
export const claimTexts: ClaimTexts = {
  title: "Geld terug van {merchant}",
  where: "Waarheen moet die geld gaan?",
  debitCard: "Debietkaart",
  upiId: "UPI ID",
  randomKey: "Ewekansige sleutel",
  holder: "Naam van die rekeninghouer",
  holderNote: "As iemand anders betaal het, gaan {merchant} eers die naam na.",
  bankName: "Naam van die bank",
  bankCode: "Bankkode",
  digits: "Syfers: {n}",
  compare: "’n Syfer lyk verkeerd. Vergelyk asseblief die nommer.",
  check: "Is dit reg?",
  checkNote: "Geld wat na ’n verkeerde rekening gaan, is moeilik om terug te kry.",
  change: "Verander",
  confirm: "Ja, stuur dit",
  sending: "Die geld is op pad",
  sendingNote: "Jy kan hierdie bladsy toemaak en die skakel later weer oopmaak.",
  waiting: "{merchant} gaan jou besonderhede na",
  sent: "Die geld is gestuur",
  failed: "Die geld kon nie gestuur word nie",
  expired: "Hierdie skakel het verval",
  canceled: "Hierdie terugbetaling is gekanselleer",
  blocked:
    "Hierdie bladsy werk nie hier nie. Herlaai dit, laat JavaScript toe, of maak die skakel in ’n ander blaaier oop.",
};
