import type { ClaimTexts } from "./texts.ts";

/** Hebrew. */
export const claimTexts: ClaimTexts = {
  title: "החזר כספי מאת \u2068{merchant}\u2069",
  where: "לאן לשלוח את הכסף?",
  debitCard: "כרטיס חיוב",
  upiId: "UPI ID",
  randomKey: "מפתח אקראי",
  holder: "שם בעל החשבון",
  holderNote: "אם מישהו אחר שילם, \u2068{merchant}\u2069 בודק קודם את השם.",
  bankName: "שם הבנק",
  bankCode: "קוד הבנק",
  digits: "ספרות: {n}",
  compare: "נראה שספרה אחת שגויה. נא להשוות את המספר.",
  check: "האם זה נכון?",
  checkNote: "קשה להחזיר כסף שנשלח לחשבון שגוי.",
  change: "שינוי",
  confirm: "כן, לשלוח",
  sending: "הכסף בדרך",
  sendingNote: "אפשר לסגור את הדף הזה ולפתוח את הקישור שוב מאוחר יותר.",
  waiting: "\u2068{merchant}\u2069 בודק את הפרטים שלך",
  sent: "הכסף נשלח",
  failed: "לא ניתן היה לשלוח את הכסף",
  expired: "תוקף הקישור פג",
  canceled: "ההחזר הזה בוטל",
  blocked: "הדף הזה אינו יכול לפעול כאן. יש לטעון אותו מחדש, לאפשר JavaScript או לפתוח את הקישור בדפדפן אחר.",
};
