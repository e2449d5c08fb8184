import type { Guide } from "../messages.ts";

/** How to pay, in Hausa. */
export const guide: Guide = {
  howTo: "Yadda ake biya",
  tabs: {
    app: "Manhajar banki",
    web: "Bankin intanet",
    atm: "ATM",
    ussd: "USSD",
    store: "A shago",
    scan: "Sikan",
    paste: "Kwafa da liƙawa",
    phone: "A wannan wayar",
  },
  steps: {
    bankApp: [
      "Ku buɗe manhajar bankinku, ku zaɓi Transfer.",
      "Ku shigar da lambar asusun da ke nan.",
      "Ku tura {amount} daidai.",
    ],
    spei: [
      "Ku buɗe manhajar bankinku, ku zaɓi Transfer (SPEI).",
      "Ku liƙa CLABE ɗin da ke nan a matsayin asusun mai karɓa.",
      "Ku tura {amount} daidai. Zai isa cikin ’yan mintuna.",
    ],
    va: [
      "Ku buɗe manhajar bankinku, ku zaɓi Transfer, sannan Virtual Account.",
      "Ku shigar da lambar Virtual Account ɗin da ke nan.",
      "Ku duba suna da {amount}, sannan ku tabbatar da PIN ɗinku.",
    ],
    nigeria: [
      "Ku buɗe manhajar bankinku, kamar GTBank, Access, OPay ko PalmPay, ku zaɓi Transfer.",
      "Ku shigar da lambar asusu, ku zaɓi bankin.",
      "Ku tura {amount} daidai a lokaci ɗaya.",
    ],
    bankWeb: [
      "Ku shiga bankin intanet, ku zaɓi Transfer.",
      "Ku shigar da lambar da ke nan a matsayin mai karɓa.",
      "Ku tura {amount} daidai, ku ajiye rasit.",
    ],
    atm: [
      "Ku saka kati, ku zaɓi Transfer.",
      "Ku shigar da lambar da ke nan.",
      "Ku duba {amount}, ku tabbatar, ku ajiye rasit.",
    ],
    ussd: [
      "Ku kira lambar USSD ta bankinku, kamar *737# na GTBank ko *901# na Access, ku zaɓi Transfer.",
      "Ku shigar da lambar asusu da {amount}.",
      "Ku tabbatar da PIN ɗinku.",
    ],
    store: [
      "Kafin lambar ta ƙare, ku je shagon da ke karɓar biya, kamar OXXO.",
      "Ku ce kuna son biyan kuɗi, ku nuna barcode ko ku faɗi lambar.",
      "Ku biya {amount} kuɗi hannu. Shagon na iya ƙara caji.",
      "Ku ajiye rasit.",
    ],
    pixScan: [
      "Ku buɗe manhajar bankinku, ku zaɓi Pix, sannan biya da lambar QR.",
      "Ku fuskantar da kyamara ga lambar.",
      "Ku duba {amount}, ku tabbatar.",
    ],
    pixPaste: [
      "Ku kwafi lambar da ke nan.",
      "A manhajar banki ku zaɓi Pix, sannan Pix Copia e Cola.",
      "Ku liƙa, ku duba {amount}, ku tabbatar.",
    ],
    qris: [
      "Ku buɗe manhajar banki ko walat da ke karɓar QRIS.",
      "Ku yi sikanin lambar ko ku zaɓi hoton da aka ajiye.",
      "Ku duba {amount}, sannan ku tabbatar da PIN ɗinku.",
    ],
    upiScan: [
      "Ku buɗe manhajar UPI a wayarku.",
      "Ku yi sikanin lambar.",
      "Ku duba {amount}, ku shigar da PIN na UPI.",
    ],
    upiPhone: [
      "Ku taɓa manhajar da kuke biya da ita.",
      "Ku duba {amount}, ku shigar da PIN na UPI.",
      "Ku dawo wannan shafin.",
    ],
    wallet: [
      "Ku buɗe {app} a wayarku, ku taɓa Scan.",
      "Ku fuskantar da kyamara ga lambar.",
      "Ku duba {amount}, ku biya.",
    ],
    coin: [
      "Ku shiga exchange ko walat ɗinku a shafin da zai buɗe.",
      "Ku duba nau’in kuɗi da {amount}.",
      "Ku tabbatar da biyan, ku dawo.",
    ],
    page: ["Ku biya a shafin da zai buɗe.", "Za ku dawo nan idan an gama."],
  },
  chooseFirst: "Ku zaɓi ɗaya daga cikin hanyoyin nan.",
  giveUp: {
    title: "A bar wannan lambar?",
    note: "Lambar ba za ta ƙara aiki ba. Idan kun riga kun biya, ku ajiye ta.",
    stay: "Ajiye lambar",
    cancel: "Soke biyan",
  },
  print: "Buga",
  saveImage: "Ajiye hoto",
  share: "Raba",
  remind: "Tuna mini",
  reminder: "Biyan {merchant}",
  keep: "Kuna iya rufe wannan shafin. Lambar za ta yi aiki har lokacinta ya ƙare.",
  barcodeOf: "Barcode na {code}",
  qrOf: "Lambar QR don biyan {amount}",
  qrText: "Lambar a rubuce",
  openIn: "Buɗe {app}",
  openAny: "Buɗe manhajar biya",
  notOpened: "Babu manhajar da ta buɗe? Ku yi sikanin lambar da wata waya.",
  leaving: "Ana kai ku shafin biya",
  leavingNote: "Ku biya a can, sannan ku dawo nan.",
  newTab: "Zai buɗe a sabon shafi. Kada ku rufe wannan.",
};
