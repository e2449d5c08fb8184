import type { ClaimTexts } from "./texts.ts";

/** Turkish. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} para iadesi",
  where: "Para nereye gönderilsin?",
  debitCard: "Banka kartı",
  upiId: "UPI ID",
  randomKey: "Rastgele anahtar",
  holder: "Hesap sahibinin adı",
  holderNote: "Başka biri ödediyse {merchant} önce adı kontrol eder.",
  bankName: "Banka adı",
  bankCode: "Banka kodu",
  digits: "Hane sayısı: {n}",
  compare: "Bir rakam yanlış görünüyor. Lütfen numarayı karşılaştırın.",
  check: "Bu doğru mu?",
  checkNote: "Yanlış hesaba giden parayı geri almak zordur.",
  change: "Değiştir",
  confirm: "Evet, gönder",
  sending: "Para yolda",
  sendingNote: "Bu sayfayı kapatıp bağlantıyı daha sonra yeniden açabilirsiniz.",
  waiting: "{merchant} bilgilerinizi kontrol ediyor",
  sent: "Para gönderildi",
  failed: "Para gönderilemedi",
  expired: "Bu bağlantının süresi doldu",
  canceled: "Bu iade iptal edildi",
  blocked:
    "Bu sayfa burada çalışamaz. Yeniden yükleyin, JavaScript’e izin verin veya bağlantıyı başka bir tarayıcıda açın.",
};
