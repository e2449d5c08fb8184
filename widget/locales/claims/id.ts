import type { ClaimTexts } from "./texts.ts";

/** Indonesian. */
export const claimTexts: ClaimTexts = {
  title: "Pengembalian dana dari {merchant}",
  where: "Ke mana uangnya dikirim?",
  debitCard: "Kartu debit",
  upiId: "UPI ID",
  randomKey: "Kunci acak",
  holder: "Nama pemilik rekening",
  holderNote: "Jika orang lain yang membayar, {merchant} memeriksa namanya dulu.",
  bankName: "Nama bank",
  bankCode: "Kode bank",
  digits: "Jumlah angka: {n}",
  compare: "Sepertinya ada angka yang salah. Harap cocokkan nomornya.",
  check: "Apakah ini benar?",
  checkNote: "Uang yang terkirim ke rekening yang salah sulit dikembalikan.",
  change: "Ubah",
  confirm: "Ya, kirim",
  sending: "Uang sedang dikirim",
  sendingNote: "Anda boleh menutup halaman ini dan membuka tautannya lagi nanti.",
  waiting: "{merchant} sedang memeriksa data Anda",
  sent: "Uang sudah dikirim",
  failed: "Uang tidak dapat dikirim",
  expired: "Tautan ini sudah kedaluwarsa",
  canceled: "Pengembalian dana ini dibatalkan",
  blocked:
    "Halaman ini tidak dapat berjalan di sini. Muat ulang, izinkan JavaScript, atau buka tautan di peramban lain.",
};
