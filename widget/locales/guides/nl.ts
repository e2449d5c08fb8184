import type { Guide } from "../messages.ts";

/** How to pay, in Dutch. */
export const guide: Guide = {
  howTo: "Zo betaal je",
  tabs: {
    app: "Bank-app",
    web: "Internetbankieren",
    atm: "Geldautomaat",
    ussd: "USSD",
    store: "In de winkel",
    scan: "Scannen",
    paste: "Kopiëren en plakken",
    phone: "Op deze telefoon",
  },
  steps: {
    bankApp: [
      "Open de app van je bank en kies Overmaken.",
      "Vul het rekeningnummer in dat hier staat.",
      "Stuur precies {amount}.",
    ],
    spei: [
      "Open de app van je bank en kies Overmaken (SPEI).",
      "Plak de CLABE die hier staat als rekening van de ontvanger.",
      "Stuur precies {amount}. Het komt binnen enkele minuten aan.",
    ],
    va: [
      "Open de app van je bank en kies Overmaken, dan Virtual Account.",
      "Vul het virtuele rekeningnummer in dat hier staat.",
      "Controleer de naam en {amount} en bevestig met je pincode.",
    ],
    nigeria: [
      "Open de app van je bank en kies Overmaken.",
      "Vul het rekeningnummer in en kies de bank.",
      "Stuur precies {amount} in één keer.",
    ],
    bankWeb: [
      "Log in bij je internetbank en kies Overmaken.",
      "Vul het nummer dat hier staat in als ontvanger.",
      "Stuur precies {amount} en bewaar het bewijs.",
    ],
    atm: [
      "Steek je pas erin en kies Overmaken of Betalen.",
      "Typ het nummer dat hier staat.",
      "Controleer {amount}, bevestig en bewaar het bewijs.",
    ],
    ussd: [
      "Toets de USSD-code van je bank in en kies Overmaken.",
      "Typ het rekeningnummer en {amount}.",
      "Bevestig met je pincode.",
    ],
    store: [
      "Ga naar een winkel die betalingen aanneemt, zoals OXXO, voordat de code verloopt.",
      "Zeg dat je een rekening wilt betalen en toon de streepjescode of noem het nummer.",
      "Betaal {amount} contant. De winkel kan kosten rekenen.",
      "Bewaar het bewijs.",
    ],
    pixScan: [
      "Open de app van je bank en kies Pix, dan Betalen met QR-code.",
      "Richt de camera op de code.",
      "Controleer {amount} en bevestig.",
    ],
    pixPaste: [
      "Kopieer de code die hier staat.",
      "Kies in de app van je bank Pix, dan Pix Copia e Cola.",
      "Plak de code, controleer {amount} en bevestig.",
    ],
    qris: [
      "Open een bank- of wallet-app die QRIS accepteert.",
      "Scan de code of laad die uit een opgeslagen afbeelding.",
      "Controleer {amount} en bevestig met je pincode.",
    ],
    upiScan: [
      "Open een UPI-app op je telefoon.",
      "Scan de code.",
      "Controleer {amount} en typ je UPI-pincode.",
    ],
    upiPhone: [
      "Tik op de app waarmee je betaalt.",
      "Controleer {amount} en typ je UPI-pincode.",
      "Kom terug naar deze pagina.",
    ],
    wallet: [
      "Open {app} op je telefoon en tik op Scannen.",
      "Richt de camera op de code.",
      "Controleer {amount} en betaal.",
    ],
    coin: [
      "Log in bij je exchange of wallet op de pagina die opent.",
      "Controleer de munt en {amount}.",
      "Bevestig de betaling en kom terug.",
    ],
    page: ["Betaal op de pagina die opent.", "Daarna kom je hier terug."],
  },
  chooseFirst: "Kies een van deze betaalmethoden.",
  giveUp: {
    title: "Deze code opgeven?",
    note: "De code is dan niet meer geldig. Heb je al betaald, houd hem dan.",
    stay: "Code houden",
    cancel: "Betaling annuleren",
  },
  print: "Afdrukken",
  saveImage: "Afbeelding opslaan",
  share: "Delen",
  remind: "Herinner mij",
  reminder: "{merchant} betalen",
  keep: "Je kunt deze pagina sluiten. De code blijft geldig tot hij verloopt.",
  barcodeOf: "Streepjescode van {code}",
  qrOf: "QR-code om {amount} te betalen",
  qrText: "Code als tekst",
  openIn: "{app} openen",
  openAny: "Betaalapp openen",
  notOpened: "Geen app geopend? Scan de code met een andere telefoon.",
  leaving: "Je gaat naar de betaalpagina",
  leavingNote: "Betaal daar en kom dan hier terug.",
  newTab: "Die opent in een nieuw tabblad. Houd dit tabblad open.",
};
