import type { Guide } from "../messages.ts";

/** How to pay, in Croatian. */
export const guide: Guide = {
  howTo: "Kako platiti",
  tabs: {
    app: "Aplikacija banke",
    web: "Internetsko bankarstvo",
    atm: "Bankomat",
    ussd: "USSD",
    store: "U trgovini",
    scan: "Skeniraj",
    paste: "Kopiraj i zalijepi",
    phone: "Na ovom mobitelu",
  },
  steps: {
    bankApp: [
      "Otvorite aplikaciju svoje banke i odaberite prijenos.",
      "Upišite broj računa koji je ovdje prikazan.",
      "Pošaljite točno {amount}.",
    ],
    spei: [
      "Otvorite aplikaciju svoje banke i odaberite prijenos (SPEI).",
      "Zalijepite CLABE koji je ovdje prikazan kao račun primatelja.",
      "Pošaljite točno {amount}. Stiže za nekoliko minuta.",
    ],
    va: [
      "Otvorite aplikaciju svoje banke i odaberite prijenos, zatim Virtual Account.",
      "Upišite broj virtualnog računa koji je ovdje prikazan.",
      "Provjerite ime i {amount} te potvrdite PIN-om.",
    ],
    nigeria: [
      "Otvorite aplikaciju svoje banke i odaberite prijenos.",
      "Upišite broj računa i odaberite banku.",
      "Pošaljite točno {amount} jednim prijenosom.",
    ],
    bankWeb: [
      "Prijavite se u internetsko bankarstvo i odaberite prijenos.",
      "Upišite broj koji je ovdje prikazan kao račun primatelja.",
      "Pošaljite točno {amount} i sačuvajte potvrdu.",
    ],
    atm: [
      "Umetnite karticu i odaberite prijenos ili plaćanje.",
      "Upišite broj koji je ovdje prikazan.",
      "Provjerite {amount}, potvrdite i sačuvajte potvrdu.",
    ],
    ussd: [
      "Utipkajte USSD kod svoje banke i odaberite prijenos.",
      "Upišite broj računa i {amount}.",
      "Potvrdite PIN-om.",
    ],
    store: [
      "Prije nego što kod istekne, otiđite u trgovinu koja prima uplate, npr. OXXO.",
      "Recite da želite platiti račun i pokažite crtični kod ili recite broj.",
      "Platite {amount} u gotovini. Trgovina može naplatiti naknadu.",
      "Sačuvajte račun.",
    ],
    pixScan: [
      "Otvorite aplikaciju svoje banke, odaberite Pix, zatim plaćanje QR kodom.",
      "Usmjerite kameru prema kodu.",
      "Provjerite {amount} i potvrdite.",
    ],
    pixPaste: [
      "Kopirajte kod koji je ovdje prikazan.",
      "U aplikaciji banke odaberite Pix, zatim Pix Copia e Cola.",
      "Zalijepite ga, provjerite {amount} i potvrdite.",
    ],
    qris: [
      "Otvorite bankovnu aplikaciju ili novčanik koji prima QRIS.",
      "Skenirajte kod ili ga učitajte sa spremljene slike.",
      "Provjerite {amount} i potvrdite PIN-om.",
    ],
    upiScan: [
      "Otvorite UPI aplikaciju na mobitelu.",
      "Skenirajte kod.",
      "Provjerite {amount} i upišite UPI PIN.",
    ],
    upiPhone: [
      "Dodirnite aplikaciju kojom plaćate.",
      "Provjerite {amount} i upišite UPI PIN.",
      "Vratite se na ovu stranicu.",
    ],
    wallet: [
      "Otvorite aplikaciju {app} na mobitelu i dodirnite Skeniraj.",
      "Usmjerite kameru prema kodu.",
      "Provjerite {amount} i platite.",
    ],
    coin: [
      "Prijavite se na svoju burzu ili novčanik na stranici koja se otvori.",
      "Provjerite valutu i {amount}.",
      "Potvrdite plaćanje i vratite se.",
    ],
    page: ["Platite na stranici koja se otvori.", "Zatim se vraćate ovamo."],
  },
  chooseFirst: "Odaberite jedan od ovih načina.",
  giveUp: {
    title: "Odustati od ovog koda?",
    note: "Kod više neće vrijediti. Ako ste već platili, zadržite ga.",
    stay: "Zadrži kod",
    cancel: "Otkaži plaćanje",
  },
  print: "Ispiši",
  saveImage: "Spremi sliku",
  share: "Podijeli",
  remind: "Podsjeti me",
  reminder: "Uplata: {merchant}",
  keep: "Možete zatvoriti ovu stranicu. Kod vrijedi dok ne istekne.",
  barcodeOf: "Crtični kod {code}",
  qrOf: "QR kod za plaćanje {amount}",
  qrText: "Kod kao tekst",
  openIn: "Otvori {app}",
  openAny: "Otvori aplikaciju za plaćanje",
  notOpened: "Aplikacija se nije otvorila? Skenirajte kod drugim mobitelom.",
  leaving: "Prelazite na stranicu za plaćanje",
  leavingNote: "Platite ondje, a zatim se vratite ovamo.",
  newTab: "Otvara se u novoj kartici. Ovu ostavite otvorenu.",
};
