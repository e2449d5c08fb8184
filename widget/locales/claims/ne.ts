import type { ClaimTexts } from "./texts.ts";

/** Nepali. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} बाट रकम फिर्ता",
  where: "रकम कहाँ पठाउने?",
  debitCard: "डेबिट कार्ड",
  upiId: "UPI ID",
  randomKey: "अनियमित कुञ्जी",
  holder: "खातावालाको नाम",
  holderNote: "अरू कसैले भुक्तानी गरेको भए {merchant} ले पहिले नाम जाँच्छ।",
  bankName: "बैंकको नाम",
  bankCode: "बैंक कोड",
  digits: "अङ्कको संख्या: {n}",
  compare: "एउटा अङ्क गलत देखिन्छ। कृपया नम्बर दाँज्नुहोस्।",
  check: "के यो ठीक छ?",
  checkNote: "गलत खातामा गएको रकम फिर्ता पाउन गाह्रो हुन्छ।",
  change: "बदल्नुहोस्",
  confirm: "हो, पठाउनुहोस्",
  sending: "रकम पठाइँदैछ",
  sendingNote: "तपाईं यो पृष्ठ बन्द गरेर पछि लिङ्क फेरि खोल्न सक्नुहुन्छ।",
  waiting: "{merchant} ले तपाईंको विवरण जाँच्दैछ",
  sent: "रकम पठाइयो",
  failed: "रकम पठाउन सकिएन",
  expired: "यो लिङ्कको म्याद सकियो",
  canceled: "यो फिर्ता रद्द भयो",
  blocked:
    "यो पृष्ठ यहाँ चल्न सक्दैन। यसलाई फेरि लोड गर्नुहोस्, JavaScript लाई अनुमति दिनुहोस्, वा लिङ्क अर्को ब्राउजरमा खोल्नुहोस्।",
};
