import type { ClaimTexts } from "./texts.ts";

/** Azerbaijani. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} pulunuzu qaytarır",
  where: "Pul hara göndərilsin?",
  debitCard: "Debet kartı",
  upiId: "UPI ID",
  randomKey: "Təsadüfi açar",
  holder: "Hesab sahibinin adı",
  holderNote: "Başqası ödəyibsə, {merchant} əvvəlcə adı yoxlayır.",
  bankName: "Bankın adı",
  bankCode: "Bank kodu",
  digits: "Rəqəm sayı: {n}",
  compare: "Bir rəqəm səhv görünür. Zəhmət olmasa, nömrəni tutuşdurun.",
  check: "Bu düzgündür?",
  checkNote: "Səhv hesaba gedən pulu geri almaq çətindir.",
  change: "Dəyişdir",
  confirm: "Bəli, göndər",
  sending: "Pul yoldadır",
  sendingNote: "Bu səhifəni bağlayıb keçidi sonra yenidən aça bilərsiniz.",
  waiting: "{merchant} məlumatlarınızı yoxlayır",
  sent: "Pul göndərildi",
  failed: "Pulu göndərmək alınmadı",
  expired: "Bu keçidin vaxtı bitib",
  canceled: "Bu geri ödəmə ləğv edilib",
  blocked:
    "Bu səhifə burada işləmir. Onu yenidən yükləyin, JavaScript-ə icazə verin və ya keçidi başqa brauzerdə açın.",
};
