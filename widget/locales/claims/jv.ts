import type { ClaimTexts } from "./texts.ts";

/** Javanese. */
export const claimTexts: ClaimTexts = {
  title: "Dhuwit bali saka {merchant}",
  where: "Dhuwite dikirim menyang endi?",
  debitCard: "Kertu dhèbit",
  upiId: "UPI ID",
  randomKey: "Kunci acak",
  holder: "Jeneng sing duwe rekening",
  holderNote: "Yèn wong liya sing mbayar, {merchant} mriksa jenengé dhisik.",
  bankName: "Jeneng bank",
  bankCode: "Kodhe bank",
  digits: "Cacahé angka: {n}",
  compare: "Katoné ana angka sing salah. Mangga dicocogaké nomeré.",
  check: "Apa iki bener?",
  checkNote: "Dhuwit sing lunga menyang rekening salah angèl baliné.",
  change: "Ganti",
  confirm: "Ya, kirim",
  sending: "Dhuwité lagi dikirim",
  sendingNote: "Panjenengan bisa nutup kaca iki lan mbukak pranala manèh mengko.",
  waiting: "{merchant} lagi mriksa data panjenengan",
  sent: "Dhuwité wis dikirim",
  failed: "Dhuwité ora bisa dikirim",
  expired: "Pranala iki wis kadaluwarsa",
  canceled: "Pangembalian iki dibatalaké",
  blocked:
    "Kaca iki ora bisa mlaku ing kéné. Muat manèh, idinaké JavaScript, utawa bukak pranala ing peramban liya.",
};
