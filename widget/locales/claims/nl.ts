import type { ClaimTexts } from "./texts.ts";

/** Dutch. */
export const claimTexts: ClaimTexts = {
  title: "Geld terug van {merchant}",
  where: "Waar moet het geld heen?",
  debitCard: "Betaalpas",
  upiId: "UPI ID",
  randomKey: "Willekeurige sleutel",
  holder: "Naam van de rekeninghouder",
  holderNote: "Als iemand anders heeft betaald, controleert {merchant} eerst de naam.",
  bankName: "Naam van de bank",
  bankCode: "Bankcode",
  digits: "Cijfers: {n}",
  compare: "Een cijfer lijkt niet te kloppen. Vergelijk het nummer.",
  check: "Klopt dit?",
  checkNote: "Geld dat naar een verkeerde rekening gaat, is moeilijk terug te krijgen.",
  change: "Wijzigen",
  confirm: "Ja, versturen",
  sending: "Het geld is onderweg",
  sendingNote: "Je kunt deze pagina sluiten en de link later opnieuw openen.",
  waiting: "{merchant} controleert je gegevens",
  sent: "Het geld is verstuurd",
  failed: "Het geld kon niet worden verstuurd",
  expired: "Deze link is verlopen",
  canceled: "Deze terugbetaling is geannuleerd",
  blocked:
    "Deze pagina werkt hier niet. Laad de pagina opnieuw, sta JavaScript toe of open de link in een andere browser.",
};
