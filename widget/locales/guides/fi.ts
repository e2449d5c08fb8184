import type { Guide } from "../messages.ts";

/** How to pay, in Finnish. */
export const guide: Guide = {
  howTo: "Näin maksat",
  tabs: {
    app: "Pankin sovellus",
    web: "Verkkopankki",
    atm: "Automaatti",
    ussd: "USSD",
    store: "Kaupassa",
    scan: "Skannaa",
    paste: "Kopioi ja liitä",
    phone: "Tällä puhelimella",
  },
  steps: {
    bankApp: [
      "Avaa pankkisi sovellus ja valitse tilisiirto.",
      "Syötä tässä näkyvä tilinumero.",
      "Lähetä tasan {amount}.",
    ],
    spei: [
      "Avaa pankkisi sovellus ja valitse tilisiirto (SPEI).",
      "Liitä tässä näkyvä CLABE saajan tiliksi.",
      "Lähetä tasan {amount}. Raha saapuu muutamassa minuutissa.",
    ],
    va: [
      "Avaa pankkisi sovellus ja valitse tilisiirto, sitten Virtual Account.",
      "Syötä tässä näkyvä virtuaalitilin numero.",
      "Tarkista nimi ja {amount} ja vahvista PIN-koodilla.",
    ],
    nigeria: [
      "Avaa pankkisi sovellus ja valitse tilisiirto.",
      "Syötä tilinumero ja valitse pankki.",
      "Lähetä tasan {amount} yhdellä siirrolla.",
    ],
    bankWeb: [
      "Kirjaudu verkkopankkiin ja valitse tilisiirto.",
      "Syötä tässä näkyvä numero saajan tiliksi.",
      "Lähetä tasan {amount} ja säilytä kuitti.",
    ],
    atm: [
      "Syötä kortti ja valitse siirto tai maksu.",
      "Näppäile tässä näkyvä numero.",
      "Tarkista {amount}, vahvista ja säilytä kuitti.",
    ],
    ussd: [
      "Näppäile pankkisi USSD-koodi ja valitse siirto.",
      "Näppäile tilinumero ja {amount}.",
      "Vahvista PIN-koodilla.",
    ],
    store: [
      "Mene ennen koodin vanhenemista kauppaan, joka ottaa maksuja vastaan, kuten OXXO.",
      "Kerro, että haluat maksaa laskun, ja näytä viivakoodi tai sano numero.",
      "Maksa {amount} käteisellä. Kauppa voi periä maksun.",
      "Säilytä kuitti.",
    ],
    pixScan: [
      "Avaa pankkisi sovellus, valitse Pix ja sitten maksu QR-koodilla.",
      "Suuntaa kamera koodiin.",
      "Tarkista {amount} ja vahvista.",
    ],
    pixPaste: [
      "Kopioi tässä näkyvä koodi.",
      "Valitse pankin sovelluksessa Pix ja sitten Pix Copia e Cola.",
      "Liitä se, tarkista {amount} ja vahvista.",
    ],
    qris: [
      "Avaa pankki- tai lompakkosovellus, jossa on QRIS.",
      "Skannaa koodi tai lataa se tallennetusta kuvasta.",
      "Tarkista {amount} ja vahvista PIN-koodilla.",
    ],
    upiScan: ["Avaa puhelimessa UPI-sovellus.", "Skannaa koodi.", "Tarkista {amount} ja anna UPI-PIN."],
    upiPhone: [
      "Napauta sovellusta, jolla maksat.",
      "Tarkista {amount} ja anna UPI-PIN.",
      "Palaa tälle sivulle.",
    ],
    wallet: [
      "Avaa {app} puhelimessa ja napauta Skannaa.",
      "Suuntaa kamera koodiin.",
      "Tarkista {amount} ja maksa.",
    ],
    coin: [
      "Kirjaudu avautuvalla sivulla pörssiisi tai lompakkoosi.",
      "Tarkista valuutta ja {amount}.",
      "Vahvista maksu ja palaa.",
    ],
    page: ["Maksa avautuvalla sivulla.", "Lopuksi palaat tänne."],
  },
  chooseFirst: "Valitse jokin näistä maksutavoista.",
  giveUp: {
    title: "Luovutaanko tästä koodista?",
    note: "Koodi ei ole enää voimassa. Jos olet jo maksanut, säilytä se.",
    stay: "Säilytä koodi",
    cancel: "Peru maksu",
  },
  print: "Tulosta",
  saveImage: "Tallenna kuva",
  share: "Jaa",
  remind: "Muistuta",
  reminder: "Maksu: {merchant}",
  keep: "Voit sulkea tämän sivun. Koodi on voimassa, kunnes se vanhenee.",
  barcodeOf: "Viivakoodi {code}",
  qrOf: "QR-koodi, jolla maksat {amount}",
  qrText: "Koodi tekstinä",
  openIn: "Avaa {app}",
  openAny: "Avaa maksusovellus",
  notOpened: "Eikö sovellus avautunut? Skannaa koodi toisella puhelimella.",
  leaving: "Siirrytään maksusivulle",
  leavingNote: "Maksa siellä ja palaa tänne.",
  newTab: "Se avautuu uuteen välilehteen. Pidä tämä auki.",
};
