import type { ClaimTexts } from "./texts.ts";

/** Amharic. */
export const claimTexts: ClaimTexts = {
  title: "ከ{merchant} የሚመለስ ገንዘብ",
  where: "ገንዘቡ ወዴት ይላክ?",
  debitCard: "ዴቢት ካርድ",
  upiId: "UPI ID",
  randomKey: "የዘፈቀደ ቁልፍ",
  holder: "የሂሳቡ ባለቤት ስም",
  holderNote: "ሌላ ሰው ከፍሎ ከሆነ {merchant} መጀመሪያ ስሙን ያጣራል።",
  bankName: "የባንኩ ስም",
  bankCode: "የባንክ ኮድ",
  digits: "አሃዞች፦ {n}",
  compare: "አንድ አሃዝ የተሳሳተ ይመስላል። እባክዎ ቁጥሩን ያወዳድሩ።",
  check: "ይህ ትክክል ነው?",
  checkNote: "ወደ ተሳሳተ ሂሳብ የሄደ ገንዘብ መመለስ ከባድ ነው።",
  change: "ቀይር",
  confirm: "አዎ፣ ላክ",
  sending: "ገንዘቡ በመንገድ ላይ ነው",
  sendingNote: "ይህን ገጽ ዘግተው አገናኙን በኋላ እንደገና መክፈት ይችላሉ።",
  waiting: "{merchant} መረጃዎን እያጣራ ነው",
  sent: "ገንዘቡ ተልኳል",
  failed: "ገንዘቡን መላክ አልተቻለም",
  expired: "የዚህ አገናኝ ጊዜ አልፏል",
  canceled: "ይህ ተመላሽ ገንዘብ ተሰርዟል",
  blocked: "ይህ ገጽ እዚህ አይሠራም። እንደገና ይጫኑት፣ JavaScript ይፍቀዱ ወይም አገናኙን በሌላ አሳሽ ይክፈቱ።",
};
