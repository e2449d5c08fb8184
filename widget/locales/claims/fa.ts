import type { ClaimTexts } from "./texts.ts";

/** Persian. */
export const claimTexts: ClaimTexts = {
  title: "بازگشت وجه از \u2068{merchant}\u2069",
  where: "پول به کجا فرستاده شود؟",
  debitCard: "کارت بانکی",
  upiId: "UPI ID",
  randomKey: "کلید تصادفی",
  holder: "نام صاحب حساب",
  holderNote: "اگر شخص دیگری پرداخت کرده باشد، \u2068{merchant}\u2069 ابتدا نام را بررسی می‌کند.",
  bankName: "نام بانک",
  bankCode: "کد بانک",
  digits: "تعداد رقم‌ها: {n}",
  compare: "به نظر می‌رسد یک رقم اشتباه است. لطفاً شماره را مقایسه کنید.",
  check: "این درست است؟",
  checkNote: "پولی که به حساب اشتباه برود به‌سختی بازمی‌گردد.",
  change: "تغییر",
  confirm: "بله، بفرست",
  sending: "پول در راه است",
  sendingNote: "می‌توانید این صفحه را ببندید و بعداً پیوند را دوباره باز کنید.",
  waiting: "\u2068{merchant}\u2069 اطلاعات شما را بررسی می‌کند",
  sent: "پول فرستاده شد",
  failed: "فرستادن پول ممکن نشد",
  expired: "مهلت این پیوند تمام شده است",
  canceled: "این بازگشت وجه لغو شد",
  blocked:
    "این صفحه اینجا کار نمی‌کند. آن را دوباره بارگیری کنید، JavaScript را فعال کنید یا پیوند را در مرورگر دیگری باز کنید.",
};
