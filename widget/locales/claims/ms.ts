import type { ClaimTexts } from "./texts.ts";

/** Malay. */
export const claimTexts: ClaimTexts = {
  title: "Bayaran balik daripada {merchant}",
  where: "Ke mana wang perlu dihantar?",
  debitCard: "Kad debit",
  upiId: "UPI ID",
  randomKey: "Kunci rawak",
  holder: "Nama pemegang akaun",
  holderNote: "Jika orang lain yang membayar, {merchant} akan menyemak nama dahulu.",
  bankName: "Nama bank",
  bankCode: "Kod bank",
  digits: "Bilangan digit: {n}",
  compare: "Ada digit yang nampak salah. Sila bandingkan nombor itu.",
  check: "Adakah ini betul?",
  checkNote: "Wang yang dihantar ke akaun yang salah sukar didapatkan semula.",
  change: "Ubah",
  confirm: "Ya, hantar",
  sending: "Wang sedang dihantar",
  sendingNote: "Anda boleh menutup halaman ini dan membuka pautan semula nanti.",
  waiting: "{merchant} sedang menyemak butiran anda",
  sent: "Wang telah dihantar",
  failed: "Wang tidak dapat dihantar",
  expired: "Pautan ini telah tamat tempoh",
  canceled: "Bayaran balik ini telah dibatalkan",
  blocked:
    "Halaman ini tidak dapat berfungsi di sini. Muat semula, benarkan JavaScript, atau buka pautan dalam pelayar lain.",
};
