import type { ClaimTexts } from "./texts.ts";

/** Hindi. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} से पैसे वापस",
  where: "पैसे कहाँ भेजें?",
  debitCard: "डेबिट कार्ड",
  upiId: "UPI ID",
  randomKey: "रैंडम कुंजी",
  holder: "खाताधारक का नाम",
  holderNote: "अगर किसी और ने भुगतान किया था, तो {merchant} पहले नाम जाँचेगा।",
  bankName: "बैंक का नाम",
  bankCode: "बैंक कोड",
  digits: "अंकों की संख्या: {n}",
  compare: "कोई अंक ग़लत लगता है। कृपया नंबर मिलाएँ।",
  check: "क्या यह सही है?",
  checkNote: "ग़लत खाते में गए पैसे वापस मिलना मुश्किल है।",
  change: "बदलें",
  confirm: "हाँ, भेजें",
  sending: "पैसे भेजे जा रहे हैं",
  sendingNote: "आप यह पेज बंद करके बाद में लिंक फिर खोल सकते हैं।",
  waiting: "{merchant} आपकी जानकारी जाँच रहा है",
  sent: "पैसे भेज दिए गए",
  failed: "पैसे नहीं भेजे जा सके",
  expired: "इस लिंक का समय ख़त्म हो गया",
  canceled: "यह रिफ़ंड रद्द हो गया",
  blocked: "यह पेज यहाँ नहीं चल सकता। इसे फिर लोड करें, JavaScript चालू करें या लिंक दूसरे ब्राउज़र में खोलें।",
};
