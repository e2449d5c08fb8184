import type { ClaimTexts } from "./texts.ts";

/** Arabic. */
export const claimTexts: ClaimTexts = {
  title: "استرداد من \u2068{merchant}\u2069",
  where: "إلى أين نرسل المال؟",
  debitCard: "بطاقة خصم",
  upiId: "UPI ID",
  randomKey: "مفتاح عشوائي",
  holder: "اسم صاحب الحساب",
  holderNote: "إذا دفع شخص آخر، فسيتحقق \u2068{merchant}\u2069 من الاسم أولًا.",
  bankName: "اسم البنك",
  bankCode: "رمز البنك",
  digits: "عدد الأرقام: {n}",
  compare: "يبدو أن أحد الأرقام خطأ. يُرجى مقارنة الرقم.",
  check: "هل هذا صحيح؟",
  checkNote: "يصعب استرجاع المال الذي يُرسل إلى حساب خطأ.",
  change: "تعديل",
  confirm: "نعم، أرسله",
  sending: "المال في الطريق إليك",
  sendingNote: "يمكنك إغلاق هذه الصفحة وفتح الرابط مرة أخرى لاحقًا.",
  waiting: "يتحقق \u2068{merchant}\u2069 من بياناتك",
  sent: "تم إرسال المال",
  failed: "تعذّر إرسال المال",
  expired: "انتهت صلاحية هذا الرابط",
  canceled: "أُلغي هذا الاسترداد",
  blocked:
    "لا يمكن لهذه الصفحة أن تعمل هنا. أعد تحميلها، أو اسمح بتشغيل JavaScript، أو افتح الرابط في متصفح آخر.",
};
