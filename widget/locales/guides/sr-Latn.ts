import type { Guide } from "../messages.ts";

/** How to pay, in Serbian (Latin). */
export const guide: Guide = {
  howTo: "Kako se plaća",
  tabs: {
    app: "Aplikacija banke",
    web: "E-banking",
    atm: "Bankomat",
    ussd: "USSD",
    store: "U prodavnici",
    scan: "Skeniraj",
    paste: "Kopiraj i nalepi",
    phone: "Na ovom telefonu",
  },
  steps: {
    bankApp: [
      "Otvorite aplikaciju svoje banke i izaberite prenos.",
      "Unesite broj računa koji je ovde prikazan.",
      "Pošaljite tačno {amount}.",
    ],
    spei: [
      "Otvorite aplikaciju svoje banke i izaberite prenos (SPEI).",
      "Nalepite CLABE koji je ovde prikazan kao račun primaoca.",
      "Pošaljite tačno {amount}. Stiže za nekoliko minuta.",
    ],
    va: [
      "Otvorite aplikaciju svoje banke i izaberite prenos, pa Virtual Account.",
      "Unesite broj virtuelnog računa koji je ovde prikazan.",
      "Proverite ime i {amount}, pa potvrdite PIN-om.",
    ],
    nigeria: [
      "Otvorite aplikaciju svoje banke i izaberite prenos.",
      "Unesite broj računa i izaberite banku.",
      "Pošaljite tačno {amount} jednim prenosom.",
    ],
    bankWeb: [
      "Prijavite se na e-banking i izaberite prenos.",
      "Unesite broj koji je ovde prikazan kao račun primaoca.",
      "Pošaljite tačno {amount} i sačuvajte potvrdu.",
    ],
    atm: [
      "Ubacite karticu i izaberite prenos ili plaćanje.",
      "Unesite broj koji je ovde prikazan.",
      "Proverite {amount}, potvrdite i sačuvajte potvrdu.",
    ],
    ussd: [
      "Ukucajte USSD kod svoje banke i izaberite prenos.",
      "Unesite broj računa i {amount}.",
      "Potvrdite PIN-om.",
    ],
    store: [
      "Pre nego što kod istekne, idite u prodavnicu koja prima uplate, npr. OXXO.",
      "Recite da želite da platite račun i pokažite bar-kod ili recite broj.",
      "Platite {amount} u gotovini. Prodavnica može naplatiti naknadu.",
      "Sačuvajte račun.",
    ],
    pixScan: [
      "Otvorite aplikaciju svoje banke, izaberite Pix, pa plaćanje QR kodom.",
      "Usmerite kameru na kod.",
      "Proverite {amount} i potvrdite.",
    ],
    pixPaste: [
      "Kopirajte kod koji je ovde prikazan.",
      "U aplikaciji banke izaberite Pix, pa Pix Copia e Cola.",
      "Nalepite ga, proverite {amount} i potvrdite.",
    ],
    qris: [
      "Otvorite bankovnu aplikaciju ili novčanik koji prima QRIS.",
      "Skenirajte kod ili ga učitajte iz sačuvane slike.",
      "Proverite {amount} i potvrdite PIN-om.",
    ],
    upiScan: [
      "Otvorite UPI aplikaciju na telefonu.",
      "Skenirajte kod.",
      "Proverite {amount} i unesite UPI PIN.",
    ],
    upiPhone: [
      "Dodirnite aplikaciju kojom plaćate.",
      "Proverite {amount} i unesite UPI PIN.",
      "Vratite se na ovu stranicu.",
    ],
    wallet: [
      "Otvorite aplikaciju {app} na telefonu i dodirnite Skeniraj.",
      "Usmerite kameru na kod.",
      "Proverite {amount} i platite.",
    ],
    coin: [
      "Prijavite se na svoju berzu ili novčanik na stranici koja se otvori.",
      "Proverite valutu i {amount}.",
      "Potvrdite plaćanje i vratite se.",
    ],
    page: ["Platite na stranici koja se otvori.", "Zatim se vraćate ovde."],
  },
  chooseFirst: "Izaberite jedan od ovih načina.",
  giveUp: {
    title: "Odustati od ovog koda?",
    note: "Kod više neće važiti. Ako ste već platili, zadržite ga.",
    stay: "Zadrži kod",
    cancel: "Otkaži plaćanje",
  },
  print: "Štampaj",
  saveImage: "Sačuvaj sliku",
  share: "Podeli",
  remind: "Podseti me",
  reminder: "Uplata: {merchant}",
  keep: "Možete zatvoriti ovu stranicu. Kod važi dok ne istekne.",
  barcodeOf: "Bar-kod {code}",
  qrOf: "QR kod za plaćanje {amount}",
  qrText: "Kod kao tekst",
  openIn: "Otvori {app}",
  openAny: "Otvori aplikaciju za plaćanje",
  notOpened: "Aplikacija se nije otvorila? Skenirajte kod drugim telefonom.",
  leaving: "Prelazite na stranicu za plaćanje",
  leavingNote: "Platite tamo, pa se vratite ovde.",
  newTab: "Otvara se u novoj kartici. Ostavite ovu otvorenu.",
};
