import type { Guide } from "../messages.ts";

/** How to pay, in Norwegian Bokmål. */
export const guide: Guide = {
  howTo: "Slik betaler du",
  tabs: {
    app: "Bankapp",
    web: "Nettbank",
    atm: "Minibank",
    ussd: "USSD",
    store: "I butikken",
    scan: "Skann",
    paste: "Kopier og lim inn",
    phone: "På denne telefonen",
  },
  steps: {
    bankApp: [
      "Åpne appen til banken og velg overføring.",
      "Skriv inn kontonummeret som vises her.",
      "Send nøyaktig {amount}.",
    ],
    spei: [
      "Åpne appen til banken og velg overføring (SPEI).",
      "Lim inn CLABE-nummeret som vises her, som mottakerens konto.",
      "Send nøyaktig {amount}. Det kommer fram på noen minutter.",
    ],
    va: [
      "Åpne appen til banken og velg overføring, så Virtual Account.",
      "Skriv inn det virtuelle kontonummeret som vises her.",
      "Sjekk navnet og {amount}, og bekreft med PIN-koden.",
    ],
    nigeria: [
      "Åpne appen til banken og velg overføring.",
      "Skriv inn kontonummeret og velg banken.",
      "Send nøyaktig {amount} i én overføring.",
    ],
    bankWeb: [
      "Logg inn i nettbanken og velg overføring.",
      "Skriv inn nummeret som vises her, som mottakerens konto.",
      "Send nøyaktig {amount} og ta vare på kvitteringen.",
    ],
    atm: [
      "Sett inn kortet og velg overføring eller betaling.",
      "Skriv inn nummeret som vises her.",
      "Sjekk {amount}, bekreft og ta vare på kvitteringen.",
    ],
    ussd: [
      "Tast USSD-koden til banken og velg overføring.",
      "Skriv inn kontonummeret og {amount}.",
      "Bekreft med PIN-koden.",
    ],
    store: [
      "Gå til en butikk som tar imot betalinger, for eksempel OXXO, før koden utløper.",
      "Si at du vil betale en regning, og vis strekkoden eller si nummeret.",
      "Betal {amount} kontant. Butikken kan ta et gebyr.",
      "Ta vare på kvitteringen.",
    ],
    pixScan: [
      "Åpne appen til banken og velg Pix, så betaling med QR-kode.",
      "Rett kameraet mot koden.",
      "Sjekk {amount} og bekreft.",
    ],
    pixPaste: [
      "Kopier koden som vises her.",
      "Velg Pix i appen til banken, så Pix Copia e Cola.",
      "Lim den inn, sjekk {amount} og bekreft.",
    ],
    qris: [
      "Åpne en bank- eller lommebokapp som tar QRIS.",
      "Skann koden eller hent den fra et lagret bilde.",
      "Sjekk {amount}, og bekreft med PIN-koden.",
    ],
    upiScan: ["Åpne en UPI-app på telefonen.", "Skann koden.", "Sjekk {amount} og skriv inn UPI-PIN."],
    upiPhone: [
      "Trykk på appen du betaler med.",
      "Sjekk {amount} og skriv inn UPI-PIN.",
      "Kom tilbake til denne siden.",
    ],
    wallet: [
      "Åpne {app} på telefonen og trykk på Skann.",
      "Rett kameraet mot koden.",
      "Sjekk {amount} og betal.",
    ],
    coin: [
      "Logg inn på børsen eller lommeboken din på siden som åpnes.",
      "Sjekk valutaen og {amount}.",
      "Bekreft betalingen og kom tilbake.",
    ],
    page: ["Betal på siden som åpnes.", "Etterpå kommer du tilbake hit."],
  },
  chooseFirst: "Velg en av disse betalingsmåtene.",
  giveUp: {
    title: "Vil du gi opp koden?",
    note: "Koden vil ikke lenger være gyldig. Hvis du allerede har betalt, må du beholde den.",
    stay: "Behold koden",
    cancel: "Avbryt betalingen",
  },
  print: "Skriv ut",
  saveImage: "Lagre bilde",
  share: "Del",
  remind: "Minn meg på det",
  reminder: "Betal {merchant}",
  keep: "Du kan lukke denne siden. Koden gjelder til den utløper.",
  barcodeOf: "Strekkode for {code}",
  qrOf: "QR-kode for å betale {amount}",
  qrText: "Koden som tekst",
  openIn: "Åpne {app}",
  openAny: "Åpne en betalingsapp",
  notOpened: "Åpnet det seg ingen app? Skann koden med en annen telefon.",
  leaving: "Du sendes til betalingssiden",
  leavingNote: "Betal der og kom så tilbake hit.",
  newTab: "Den åpnes i en ny fane. La denne være åpen.",
};
