import type { ClaimTexts } from "./texts.ts";

/** Marathi. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} कडून पैसे परत",
  where: "पैसे कुठे पाठवायचे?",
  debitCard: "डेबिट कार्ड",
  upiId: "UPI ID",
  randomKey: "रँडम की",
  holder: "खातेदाराचे नाव",
  holderNote: "दुसऱ्या कोणी पैसे भरले असल्यास {merchant} आधी नाव तपासेल.",
  bankName: "बँकेचे नाव",
  bankCode: "बँक कोड",
  digits: "अंकांची संख्या: {n}",
  compare: "एक अंक चुकीचा वाटतो. कृपया नंबर जुळवून पाहा.",
  check: "हे बरोबर आहे का?",
  checkNote: "चुकीच्या खात्यात गेलेले पैसे परत मिळवणे कठीण असते.",
  change: "बदला",
  confirm: "होय, पाठवा",
  sending: "पैसे पाठवले जात आहेत",
  sendingNote: "तुम्ही हे पेज बंद करून नंतर लिंक पुन्हा उघडू शकता.",
  waiting: "{merchant} तुमची माहिती तपासत आहे",
  sent: "पैसे पाठवले",
  failed: "पैसे पाठवता आले नाहीत",
  expired: "या लिंकची मुदत संपली आहे",
  canceled: "हा परतावा रद्द झाला",
  blocked: "हे पेज येथे चालू शकत नाही. ते पुन्हा लोड करा, JavaScript ला परवानगी द्या किंवा लिंक दुसऱ्या ब्राउझरमध्ये उघडा.",
};
