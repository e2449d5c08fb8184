import type { Guide } from "../messages.ts";

/** How to pay, in Estonian. */
export const guide: Guide = {
  howTo: "Kuidas maksta",
  tabs: {
    app: "Pangarakendus",
    web: "Internetipank",
    atm: "Pangaautomaat",
    ussd: "USSD",
    store: "Poes",
    scan: "Skanni",
    paste: "Kopeeri ja kleebi",
    phone: "Selles telefonis",
  },
  steps: {
    bankApp: [
      "Avage oma panga rakendus ja valige ülekanne.",
      "Sisestage siin näidatud kontonumber.",
      "Saatke täpselt {amount}.",
    ],
    spei: [
      "Avage oma panga rakendus ja valige ülekanne (SPEI).",
      "Kleepige siin näidatud CLABE saaja kontoks.",
      "Saatke täpselt {amount}. Raha jõuab kohale mõne minutiga.",
    ],
    va: [
      "Avage oma panga rakendus ja valige ülekanne, siis Virtual Account.",
      "Sisestage siin näidatud virtuaalkonto number.",
      "Kontrollige nime ja summat {amount} ning kinnitage PIN-koodiga.",
    ],
    nigeria: [
      "Avage oma panga rakendus ja valige ülekanne.",
      "Sisestage kontonumber ja valige pank.",
      "Saatke täpselt {amount} ühe ülekandega.",
    ],
    bankWeb: [
      "Logige internetipanka ja valige ülekanne.",
      "Sisestage siin näidatud number saaja kontoks.",
      "Saatke täpselt {amount} ja hoidke kviitung alles.",
    ],
    atm: [
      "Sisestage kaart ja valige ülekanne või makse.",
      "Sisestage siin näidatud number.",
      "Kontrollige summat {amount}, kinnitage ja hoidke kviitung alles.",
    ],
    ussd: [
      "Valige oma panga USSD-kood ja siis ülekanne.",
      "Sisestage kontonumber ja {amount}.",
      "Kinnitage PIN-koodiga.",
    ],
    store: [
      "Enne koodi aegumist minge poodi, mis võtab makseid vastu, näiteks OXXO.",
      "Öelge, et soovite arvet maksta, ja näidake vöötkoodi või öelge number.",
      "Makske {amount} sularahas. Pood võib võtta tasu.",
      "Hoidke kviitung alles.",
    ],
    pixScan: [
      "Avage oma panga rakendus, valige Pix ja siis QR-koodiga maksmine.",
      "Suunake kaamera koodile.",
      "Kontrollige summat {amount} ja kinnitage.",
    ],
    pixPaste: [
      "Kopeerige siin näidatud kood.",
      "Pangarakenduses valige Pix ja siis Pix Copia e Cola.",
      "Kleepige see, kontrollige summat {amount} ja kinnitage.",
    ],
    qris: [
      "Avage panga või rahakoti rakendus, mis toetab QRIS-i.",
      "Skannige kood või laadige see salvestatud pildilt.",
      "Kontrollige summat {amount} ning kinnitage PIN-koodiga.",
    ],
    upiScan: [
      "Avage telefonis UPI rakendus.",
      "Skannige kood.",
      "Kontrollige summat {amount} ja sisestage UPI PIN.",
    ],
    upiPhone: [
      "Puudutage rakendust, millega maksate.",
      "Kontrollige summat {amount} ja sisestage UPI PIN.",
      "Tulge tagasi sellele lehele.",
    ],
    wallet: [
      "Avage telefonis {app} ja puudutage Skanni.",
      "Suunake kaamera koodile.",
      "Kontrollige summat {amount} ja makske.",
    ],
    coin: [
      "Logige avaneval lehel oma börsile või rahakotti.",
      "Kontrollige valuutat ja summat {amount}.",
      "Kinnitage makse ja tulge tagasi.",
    ],
    page: ["Makske avaneval lehel.", "Pärast tulete siia tagasi."],
  },
  chooseFirst: "Palun valige üks neist makseviisidest.",
  giveUp: {
    title: "Kas loobuda sellest koodist?",
    note: "Kood ei kehti enam. Kui olete juba maksnud, jätke see alles.",
    stay: "Jäta kood alles",
    cancel: "Tühista makse",
  },
  print: "Prindi",
  saveImage: "Salvesta pilt",
  share: "Jaga",
  remind: "Tuleta meelde",
  reminder: "Makse: {merchant}",
  keep: "Võite selle lehe sulgeda. Kood kehtib, kuni see aegub.",
  barcodeOf: "Vöötkood {code}",
  qrOf: "QR-kood summa {amount} maksmiseks",
  qrText: "Kood tekstina",
  openIn: "Ava {app}",
  openAny: "Ava makserakendus",
  notOpened: "Rakendus ei avanenud? Skannige kood teise telefoniga.",
  leaving: "Suuname makselehele",
  leavingNote: "Makske seal ja tulge siia tagasi.",
  newTab: "See avaneb uuel kaardil. Jätke see kaart avatuks.",
};
