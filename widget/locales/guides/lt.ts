import type { Guide } from "../messages.ts";

/** How to pay, in Lithuanian. */
export const guide: Guide = {
  howTo: "Kaip mokėti",
  tabs: {
    app: "Banko programėlė",
    web: "Internetinis bankas",
    atm: "Bankomatas",
    ussd: "USSD",
    store: "Parduotuvėje",
    scan: "Nuskaityti",
    paste: "Kopijuoti ir įklijuoti",
    phone: "Šiame telefone",
  },
  steps: {
    bankApp: [
      "Atverkite banko programėlę ir pasirinkite pavedimą.",
      "Įveskite čia rodomą sąskaitos numerį.",
      "Siųskite tiksliai {amount}.",
    ],
    spei: [
      "Atverkite banko programėlę ir pasirinkite pavedimą (SPEI).",
      "Įklijuokite čia rodomą CLABE kaip gavėjo sąskaitą.",
      "Siųskite tiksliai {amount}. Pinigai ateis per kelias minutes.",
    ],
    va: [
      "Atverkite banko programėlę ir pasirinkite pavedimą, tada Virtual Account.",
      "Įveskite čia rodomą virtualiosios sąskaitos numerį.",
      "Patikrinkite vardą ir {amount}, tada patvirtinkite PIN kodu.",
    ],
    nigeria: [
      "Atverkite banko programėlę ir pasirinkite pavedimą.",
      "Įveskite sąskaitos numerį ir pasirinkite banką.",
      "Siųskite tiksliai {amount} vienu pavedimu.",
    ],
    bankWeb: [
      "Prisijunkite prie interneto banko ir pasirinkite pavedimą.",
      "Įveskite čia rodomą numerį kaip gavėjo sąskaitą.",
      "Siųskite tiksliai {amount} ir išsaugokite kvitą.",
    ],
    atm: [
      "Įdėkite kortelę ir pasirinkite pavedimą arba mokėjimą.",
      "Įveskite čia rodomą numerį.",
      "Patikrinkite {amount}, patvirtinkite ir išsaugokite kvitą.",
    ],
    ussd: [
      "Surinkite savo banko USSD kodą ir pasirinkite pavedimą.",
      "Įveskite sąskaitos numerį ir {amount}.",
      "Patvirtinkite PIN kodu.",
    ],
    store: [
      "Kol kodas galioja, nueikite į parduotuvę, kuri priima mokėjimus, pvz., OXXO.",
      "Pasakykite, kad norite apmokėti sąskaitą, ir parodykite brūkšninį kodą arba pasakykite numerį.",
      "Sumokėkite {amount} grynaisiais. Parduotuvė gali imti mokestį.",
      "Išsaugokite kvitą.",
    ],
    pixScan: [
      "Atverkite banko programėlę, pasirinkite Pix, tada mokėjimą QR kodu.",
      "Nukreipkite kamerą į kodą.",
      "Patikrinkite {amount} ir patvirtinkite.",
    ],
    pixPaste: [
      "Nukopijuokite čia rodomą kodą.",
      "Banko programėlėje pasirinkite Pix, tada Pix Copia e Cola.",
      "Įklijuokite, patikrinkite {amount} ir patvirtinkite.",
    ],
    qris: [
      "Atverkite banko ar piniginės programėlę, kuri priima QRIS.",
      "Nuskaitykite kodą arba įkelkite jį iš išsaugoto vaizdo.",
      "Patikrinkite {amount}, tada patvirtinkite PIN kodu.",
    ],
    upiScan: [
      "Telefone atverkite UPI programėlę.",
      "Nuskaitykite kodą.",
      "Patikrinkite {amount} ir įveskite UPI PIN.",
    ],
    upiPhone: [
      "Bakstelėkite programėlę, kuria mokate.",
      "Patikrinkite {amount} ir įveskite UPI PIN.",
      "Grįžkite į šį puslapį.",
    ],
    wallet: [
      "Telefone atverkite {app} ir bakstelėkite Nuskaityti.",
      "Nukreipkite kamerą į kodą.",
      "Patikrinkite {amount} ir sumokėkite.",
    ],
    coin: [
      "Atsivėrusiame puslapyje prisijunkite prie biržos ar piniginės.",
      "Patikrinkite valiutą ir {amount}.",
      "Patvirtinkite mokėjimą ir grįžkite.",
    ],
    page: ["Sumokėkite atsivėrusiame puslapyje.", "Tada grįšite čia."],
  },
  chooseFirst: "Pasirinkite vieną iš šių būdų.",
  giveUp: {
    title: "Atsisakyti šio kodo?",
    note: "Kodas nebegalios. Jei jau sumokėjote, pasilikite jį.",
    stay: "Pasilikti kodą",
    cancel: "Atšaukti mokėjimą",
  },
  print: "Spausdinti",
  saveImage: "Įrašyti vaizdą",
  share: "Dalytis",
  remind: "Priminti",
  reminder: "Sumokėti: {merchant}",
  keep: "Šį puslapį galite užverti. Kodas galioja, kol baigsis laikas.",
  barcodeOf: "Brūkšninis kodas {code}",
  qrOf: "QR kodas sumokėti {amount}",
  qrText: "Kodas kaip tekstas",
  openIn: "Atverti {app}",
  openAny: "Atverti mokėjimo programėlę",
  notOpened: "Programėlė neatsivėrė? Nuskaitykite kodą kitu telefonu.",
  leaving: "Pereinama į mokėjimo puslapį",
  leavingNote: "Sumokėkite ten ir grįžkite čia.",
  newTab: "Atsivers naujame skirtuke. Šio neužverkite.",
};
