import type { Guide } from "../messages.ts";

/** How to pay, in Yoruba. */
export const guide: Guide = {
  howTo: "Bí ẹ ṣe máa sanwó",
  tabs: {
    app: "Áàpù báńkì",
    web: "Báńkì orí ayélujára",
    atm: "ATM",
    ussd: "USSD",
    store: "Ní ilé ìtajà",
    scan: "Ṣàyẹ̀wò",
    paste: "Ẹ̀dà àti lílẹ̀ mọ́",
    phone: "Lórí fóònù yìí",
  },
  steps: {
    bankApp: [
      "Ẹ ṣí áàpù báńkì yín, kí ẹ yan Transfer.",
      "Ẹ tẹ nọ́ńbà àkáǹtì tó wà níbí.",
      "Ẹ fi {amount} gan-an ránṣẹ́.",
    ],
    spei: [
      "Ẹ ṣí áàpù báńkì yín, kí ẹ yan Transfer (SPEI).",
      "Ẹ lẹ CLABE tó wà níbí mọ́ àkáǹtì olùgbà.",
      "Ẹ fi {amount} gan-an ránṣẹ́. Yóò dé láàárín ìṣẹ́jú díẹ̀.",
    ],
    va: [
      "Ẹ ṣí áàpù báńkì yín, kí ẹ yan Transfer, lẹ́yìn náà Virtual Account.",
      "Ẹ tẹ nọ́ńbà Virtual Account tó wà níbí.",
      "Ẹ yẹ orúkọ àti {amount} wò, kí ẹ sì fi PIN yín fìdí rẹ̀ múlẹ̀.",
    ],
    nigeria: [
      "Ẹ ṣí áàpù báńkì yín bíi GTBank, Access, OPay tàbí PalmPay, kí ẹ yan Transfer.",
      "Ẹ tẹ nọ́ńbà àkáǹtì, kí ẹ yan báńkì náà.",
      "Ẹ fi {amount} gan-an ránṣẹ́ lẹ́ẹ̀kan ṣoṣo.",
    ],
    bankWeb: [
      "Ẹ wọlé sí báńkì orí ayélujára, kí ẹ yan Transfer.",
      "Ẹ tẹ nọ́ńbà tó wà níbí gẹ́gẹ́ bí olùgbà.",
      "Ẹ fi {amount} gan-an ránṣẹ́, kí ẹ tọ́jú rìsíìtì.",
    ],
    atm: [
      "Ẹ ki káàdì yín bọ̀ ọ́, kí ẹ yan Transfer.",
      "Ẹ tẹ nọ́ńbà tó wà níbí.",
      "Ẹ yẹ {amount} wò, ẹ fìdí rẹ̀ múlẹ̀, kí ẹ tọ́jú rìsíìtì.",
    ],
    ussd: [
      "Ẹ tẹ kóòdù USSD báńkì yín, bíi *737# fún GTBank tàbí *901# fún Access, kí ẹ yan Transfer.",
      "Ẹ tẹ nọ́ńbà àkáǹtì àti {amount}.",
      "Ẹ fi PIN yín fìdí rẹ̀ múlẹ̀.",
    ],
    store: [
      "Kí kóòdù tó parí, ẹ lọ sí ilé ìtajà tó ń gba owó, bíi OXXO.",
      "Ẹ ní ẹ fẹ́ sanwó, ẹ fi bákóòdù hàn tàbí kí ẹ sọ nọ́ńbà náà.",
      "Ẹ san {amount} ní owó ọwọ́. Wọ́n lè fi owó iṣẹ́ kún un.",
      "Ẹ tọ́jú rìsíìtì.",
    ],
    pixScan: [
      "Ẹ ṣí áàpù báńkì yín, kí ẹ yan Pix, lẹ́yìn náà ìsanwó pẹ̀lú kóòdù QR.",
      "Ẹ gbé kámẹ́rà sí kóòdù náà.",
      "Ẹ yẹ {amount} wò, kí ẹ fìdí rẹ̀ múlẹ̀.",
    ],
    pixPaste: [
      "Ẹ ṣe ẹ̀dà kóòdù tó wà níbí.",
      "Nínú áàpù báńkì, ẹ yan Pix, lẹ́yìn náà Pix Copia e Cola.",
      "Ẹ lẹ̀ ẹ́ mọ́ ọn, ẹ yẹ {amount} wò, kí ẹ fìdí rẹ̀ múlẹ̀.",
    ],
    qris: [
      "Ẹ ṣí áàpù báńkì tàbí wọ́lẹ́ẹ̀tì tó ń gba QRIS.",
      "Ẹ ṣàyẹ̀wò kóòdù tàbí kí ẹ yan àwòrán tí ẹ fi pamọ́.",
      "Ẹ yẹ {amount} wò, kí ẹ sì fi PIN yín fìdí rẹ̀ múlẹ̀.",
    ],
    upiScan: [
      "Ẹ ṣí áàpù UPI lórí fóònù yín.",
      "Ẹ ṣàyẹ̀wò kóòdù náà.",
      "Ẹ yẹ {amount} wò, kí ẹ tẹ PIN UPI yín.",
    ],
    upiPhone: [
      "Ẹ tẹ áàpù tí ẹ fi ń sanwó.",
      "Ẹ yẹ {amount} wò, kí ẹ tẹ PIN UPI yín.",
      "Ẹ padà sí ojú ìwé yìí.",
    ],
    wallet: [
      "Ẹ ṣí {app} lórí fóònù yín, kí ẹ tẹ Scan.",
      "Ẹ gbé kámẹ́rà sí kóòdù náà.",
      "Ẹ yẹ {amount} wò, kí ẹ sanwó.",
    ],
    coin: [
      "Ẹ wọlé sí exchange tàbí wọ́lẹ́ẹ̀tì yín ní ojú ìwé tó ṣí.",
      "Ẹ yẹ owó náà àti {amount} wò.",
      "Ẹ fìdí ìsanwó múlẹ̀, kí ẹ padà.",
    ],
    page: ["Ẹ sanwó ní ojú ìwé tó ṣí.", "Ẹ máa padà síbí tí ẹ bá parí."],
  },
  chooseFirst: "Ẹ jọ̀wọ́ yan ọ̀kan nínú àwọn ọ̀nà yìí.",
  giveUp: {
    title: "Ṣé kí a fi kóòdù yìí sílẹ̀?",
    note: "Kóòdù náà kò ní ṣiṣẹ́ mọ́. Tí ẹ bá ti sanwó, ẹ tọ́jú rẹ̀.",
    stay: "Ẹ tọ́jú kóòdù yìí",
    cancel: "Ẹ fagi lé ìsanwó",
  },
  print: "Tẹ̀ ẹ́ jáde",
  saveImage: "Fi àwòrán pamọ́",
  share: "Pín in",
  remind: "Rán mi létí",
  reminder: "San owó fún {merchant}",
  keep: "Ẹ lè pa ojú ìwé yìí dé. Kóòdù náà ṣì máa ṣiṣẹ́ títí àkókò rẹ̀ yóò fi parí.",
  barcodeOf: "Bákóòdù {code}",
  qrOf: "Kóòdù QR láti san {amount}",
  qrText: "Kóòdù ní ọ̀rọ̀",
  openIn: "Ṣí {app}",
  openAny: "Ṣí áàpù ìsanwó",
  notOpened: "Ṣé áàpù kò ṣí? Ẹ fi fóònù mìíràn ṣàyẹ̀wò kóòdù.",
  leaving: "À ń gbé yín lọ sí ojú ìwé ìsanwó",
  leavingNote: "Ẹ sanwó níbẹ̀, kí ẹ padà síbí.",
  newTab: "Yóò ṣí ní táàbù tuntun. Ẹ má pa èyí dé.",
};
