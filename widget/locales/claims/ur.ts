import type { ClaimTexts } from "./texts.ts";

/** Urdu. */
export const claimTexts: ClaimTexts = {
  title: "\u2068{merchant}\u2069 کی طرف سے رقم واپس",
  where: "رقم کہاں بھیجی جائے؟",
  debitCard: "ڈیبٹ کارڈ",
  upiId: "UPI ID",
  randomKey: "بے ترتیب کلید",
  holder: "اکاؤنٹ ہولڈر کا نام",
  holderNote: "اگر کسی اور نے ادائیگی کی تھی تو \u2068{merchant}\u2069 پہلے نام جانچے گا۔",
  bankName: "بینک کا نام",
  bankCode: "بینک کوڈ",
  digits: "ہندسوں کی تعداد: {n}",
  compare: "ایک ہندسہ غلط لگتا ہے۔ براہ کرم نمبر ملائیں۔",
  check: "کیا یہ درست ہے؟",
  checkNote: "غلط اکاؤنٹ میں جانے والی رقم واپس ملنا مشکل ہے۔",
  change: "تبدیل کریں",
  confirm: "ہاں، بھیجیں",
  sending: "رقم بھیجی جا رہی ہے",
  sendingNote: "آپ یہ صفحہ بند کر کے بعد میں لنک دوبارہ کھول سکتے ہیں۔",
  waiting: "\u2068{merchant}\u2069 آپ کی تفصیلات جانچ رہا ہے",
  sent: "رقم بھیج دی گئی",
  failed: "رقم نہیں بھیجی جا سکی",
  expired: "اس لنک کی میعاد ختم ہو گئی",
  canceled: "یہ رقم کی واپسی منسوخ ہو گئی",
  blocked:
    "یہ صفحہ یہاں کام نہیں کر سکتا۔ اسے دوبارہ لوڈ کریں، JavaScript کی اجازت دیں، یا لنک کسی اور براؤزر میں کھولیں۔",
};
