import type { Guide } from "../messages.ts";

/** How to pay, in Danish. */
export const guide: Guide = {
  howTo: "Sådan betaler du",
  tabs: {
    app: "Bankapp",
    web: "Netbank",
    atm: "Hæveautomat",
    ussd: "USSD",
    store: "I butikken",
    scan: "Scan",
    paste: "Kopiér og indsæt",
    phone: "På denne telefon",
  },
  steps: {
    bankApp: [
      "Åbn bankens app, og vælg overførsel.",
      "Indtast kontonummeret, der vises her.",
      "Send præcis {amount}.",
    ],
    spei: [
      "Åbn bankens app, og vælg overførsel (SPEI).",
      "Indsæt CLABE-nummeret, der vises her, som modtagerens konto.",
      "Send præcis {amount}. Det kommer frem på få minutter.",
    ],
    va: [
      "Åbn bankens app, og vælg overførsel, derefter Virtual Account.",
      "Indtast det virtuelle kontonummer, der vises her.",
      "Kontrollér navnet og {amount}, og bekræft med din pinkode.",
    ],
    nigeria: [
      "Åbn bankens app, og vælg overførsel.",
      "Indtast kontonummeret, og vælg banken.",
      "Send præcis {amount} i én overførsel.",
    ],
    bankWeb: [
      "Log på netbanken, og vælg overførsel.",
      "Indtast nummeret, der vises her, som modtagerens konto.",
      "Send præcis {amount}, og gem kvitteringen.",
    ],
    atm: [
      "Sæt kortet i, og vælg overførsel eller betaling.",
      "Indtast nummeret, der vises her.",
      "Kontrollér {amount}, bekræft, og gem kvitteringen.",
    ],
    ussd: [
      "Tast bankens USSD-kode, og vælg overførsel.",
      "Indtast kontonummeret og {amount}.",
      "Bekræft med din pinkode.",
    ],
    store: [
      "Gå til en butik, der tager imod betalinger, for eksempel OXXO, inden koden udløber.",
      "Sig, at du vil betale en regning, og vis stregkoden, eller sig nummeret.",
      "Betal {amount} kontant. Butikken kan tage et gebyr.",
      "Gem kvitteringen.",
    ],
    pixScan: [
      "Åbn bankens app, og vælg Pix, derefter betaling med QR-kode.",
      "Ret kameraet mod koden.",
      "Kontrollér {amount}, og bekræft.",
    ],
    pixPaste: [
      "Kopiér koden, der vises her.",
      "Vælg Pix i bankens app, derefter Pix Copia e Cola.",
      "Indsæt den, kontrollér {amount}, og bekræft.",
    ],
    qris: [
      "Åbn en bank- eller walletapp, der tager QRIS.",
      "Scan koden, eller hent den fra et gemt billede.",
      "Kontrollér {amount}, og bekræft med din pinkode.",
    ],
    upiScan: [
      "Åbn en UPI-app på telefonen.",
      "Scan koden.",
      "Kontrollér {amount}, og indtast din UPI-pinkode.",
    ],
    upiPhone: [
      "Tryk på den app, du betaler med.",
      "Kontrollér {amount}, og indtast din UPI-pinkode.",
      "Kom tilbage til denne side.",
    ],
    wallet: [
      "Åbn {app} på telefonen, og tryk på Scan.",
      "Ret kameraet mod koden.",
      "Kontrollér {amount}, og betal.",
    ],
    coin: [
      "Log på din børs eller wallet på siden, der åbner.",
      "Kontrollér valutaen og {amount}.",
      "Bekræft betalingen, og kom tilbage.",
    ],
    page: ["Betal på siden, der åbner.", "Bagefter kommer du tilbage hertil."],
  },
  chooseFirst: "Vælg en af disse betalingsmåder.",
  giveUp: {
    title: "Vil du opgive koden?",
    note: "Koden vil ikke længere være gyldig. Hvis du allerede har betalt, skal du beholde den.",
    stay: "Behold koden",
    cancel: "Annuller betalingen",
  },
  print: "Udskriv",
  saveImage: "Gem billede",
  share: "Del",
  remind: "Påmind mig",
  reminder: "Betal {merchant}",
  keep: "Du kan lukke denne side. Koden gælder, til den udløber.",
  barcodeOf: "Stregkode for {code}",
  qrOf: "QR-kode til at betale {amount}",
  qrText: "Koden som tekst",
  openIn: "Åbn {app}",
  openAny: "Åbn en betalingsapp",
  notOpened: "Åbnede der ingen app? Scan koden med en anden telefon.",
  leaving: "Du sendes til betalingssiden",
  leavingNote: "Betal der, og kom så tilbage hertil.",
  newTab: "Den åbner i en ny fane. Lad denne være åben.",
};
