import type { ClaimTexts } from "./texts.ts";

/** Yoruba. */
export const claimTexts: ClaimTexts = {
  title: "Owó àdápadà láti ọ̀dọ̀ {merchant}",
  where: "Níbo ni kí a fi owó náà ránṣẹ́ sí?",
  debitCard: "Káàdì débìtì",
  upiId: "UPI ID",
  randomKey: "Kọ́kọ́rọ́ àìròtẹ́lẹ̀",
  holder: "Orúkọ ẹni tó ni àkáǹtì",
  holderNote: "Bí ẹlòmíràn bá san owó, {merchant} máa kọ́kọ́ yẹ orúkọ náà wò.",
  bankName: "Orúkọ báńkì",
  bankCode: "Kóòdù báńkì",
  digits: "Iye nọ́ńbà: {n}",
  compare: "Ó jọ pé nọ́ńbà kan kò tọ́. Jọ̀wọ́ fi nọ́ńbà náà wéra.",
  check: "Ṣé èyí tọ́?",
  checkNote: "Owó tó bá lọ sí àkáǹtì tí kò tọ́ ṣòro láti gbà padà.",
  change: "Yí padà",
  confirm: "Bẹ́ẹ̀ ni, fi ránṣẹ́",
  sending: "Owó náà wà lójú ọ̀nà",
  sendingNote: "O lè pa ojú-ewé yìí dé kí o sì tún ṣí ìjápọ̀ náà nígbà míràn.",
  waiting: "{merchant} ń yẹ àlàyé rẹ wò",
  sent: "A ti fi owó náà ránṣẹ́",
  failed: "A kò lè fi owó náà ránṣẹ́",
  expired: "Ìjápọ̀ yìí ti parí",
  canceled: "A ti fagi lé owó àdápadà yìí",
  blocked:
    "Ojú-ewé yìí kò lè ṣiṣẹ́ níbí. Tún un gbé wá, gba JavaScript láàyè, tàbí ṣí ìjápọ̀ náà nínú aṣàwákiri míràn.",
};
