import type { Guide } from "../messages.ts";

/** How to pay, in Afrikaans. */
export const guide: Guide = {
  howTo: "Hoe om te betaal",
  tabs: {
    app: "Banktoep",
    web: "Aanlynbankdienste",
    atm: "OTM",
    ussd: "USSD",
    store: "By die winkel",
    scan: "Skandeer",
    paste: "Kopieer en plak",
    phone: "Op hierdie foon",
  },
  steps: {
    bankApp: [
      "Maak jou bank se toep oop en kies oorplasing.",
      "Voer die rekeningnommer in wat hier staan.",
      "Stuur presies {amount}.",
    ],
    spei: [
      "Maak jou bank se toep oop en kies oorplasing (SPEI).",
      "Plak die CLABE wat hier staan as die ontvanger se rekening.",
      "Stuur presies {amount}. Dit kom binne minute aan.",
    ],
    va: [
      "Maak jou bank se toep oop en kies oorplasing, dan Virtual Account.",
      "Voer die virtuele rekeningnommer in wat hier staan.",
      "Gaan die naam en {amount} na en bevestig met jou PIN.",
    ],
    nigeria: [
      "Maak jou bank se toep oop en kies oorplasing.",
      "Voer die rekeningnommer in en kies die bank.",
      "Stuur presies {amount} in een oorplasing.",
    ],
    bankWeb: [
      "Meld by aanlynbankdienste aan en kies oorplasing.",
      "Voer die nommer wat hier staan as ontvanger in.",
      "Stuur presies {amount} en hou die kwitansie.",
    ],
    atm: [
      "Steek jou kaart in en kies oorplasing of betaling.",
      "Tik die nommer wat hier staan.",
      "Gaan {amount} na, bevestig en hou die kwitansie.",
    ],
    ussd: [
      "Skakel jou bank se USSD-kode en kies oorplasing.",
      "Tik die rekeningnommer en {amount}.",
      "Bevestig met jou PIN.",
    ],
    store: [
      "Gaan voor die kode verval na ’n winkel wat betalings aanvaar, soos OXXO.",
      "Sê jy wil ’n rekening betaal en wys die strepieskode of sê die nommer.",
      "Betaal {amount} kontant. Die winkel kan ’n fooi vra.",
      "Hou die kwitansie.",
    ],
    pixScan: [
      "Maak jou bank se toep oop, kies Pix en dan betaal met QR-kode.",
      "Rig die kamera op die kode.",
      "Gaan {amount} na en bevestig.",
    ],
    pixPaste: [
      "Kopieer die kode wat hier staan.",
      "Kies in jou bank se toep Pix en dan Pix Copia e Cola.",
      "Plak dit, gaan {amount} na en bevestig.",
    ],
    qris: [
      "Maak ’n bank- of beursietoep oop wat QRIS aanvaar.",
      "Skandeer die kode of laai dit uit ’n gestoorde beeld.",
      "Gaan {amount} na en bevestig met jou PIN.",
    ],
    upiScan: [
      "Maak ’n UPI-toep op jou foon oop.",
      "Skandeer die kode.",
      "Gaan {amount} na en voer jou UPI-PIN in.",
    ],
    upiPhone: [
      "Tik op die toep waarmee jy betaal.",
      "Gaan {amount} na en voer jou UPI-PIN in.",
      "Kom terug na hierdie bladsy.",
    ],
    wallet: [
      "Maak {app} op jou foon oop en tik op Skandeer.",
      "Rig die kamera op die kode.",
      "Gaan {amount} na en betaal.",
    ],
    coin: [
      "Meld by jou beurs of beursie aan op die bladsy wat oopmaak.",
      "Gaan die geldeenheid en {amount} na.",
      "Bevestig die betaling en kom terug.",
    ],
    page: ["Betaal op die bladsy wat oopmaak.", "Daarna kom jy hierheen terug."],
  },
  chooseFirst: "Kies asseblief een van hierdie maniere.",
  giveUp: {
    title: "Laat vaar hierdie kode?",
    note: "Die kode sal nie meer geldig wees nie. As jy reeds betaal het, hou dit.",
    stay: "Hou hierdie kode",
    cancel: "Kanselleer die betaling",
  },
  print: "Druk",
  saveImage: "Stoor beeld",
  share: "Deel",
  remind: "Herinner my",
  reminder: "Betaal {merchant}",
  keep: "Jy kan hierdie bladsy toemaak. Die kode bly geldig totdat dit verval.",
  barcodeOf: "Strepieskode van {code}",
  qrOf: "QR-kode om {amount} te betaal",
  qrText: "Kode as teks",
  openIn: "Maak {app} oop",
  openAny: "Maak ’n betaaltoep oop",
  notOpened: "Het geen toep oopgemaak nie? Skandeer die kode met ’n ander foon.",
  leaving: "Jy gaan na die betaalbladsy",
  leavingNote: "Betaal daar en kom dan terug.",
  newTab: "Dit maak in ’n nuwe oortjie oop. Hou hierdie een oop.",
};
