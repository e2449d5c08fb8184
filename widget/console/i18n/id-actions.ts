/** What the dialogs say before something is done, in Indonesian. */
import type { ActionTexts } from "./texts.ts";

export const idActions: ActionTexts = {
  refresh: {
    title: "Tanya penyedia sekarang",
    words:
      "{account} ditanya bagaimana keadaan {id}. Jawabannya langsung berlaku. Tidak ada uang yang bergerak.",
    do: "Tanya sekarang",
    done: "Penyedia sudah menjawab.",
    silent: "Penyedia tidak menjawab. Tidak ada yang berubah.",
  },
  resolve: {
    title: "Putuskan sendiri",
    words:
      "{id} diperiksa karena yang dikatakan tentangnya tidak cocok. Anda memutuskan akhirnya, dan itu tetap. Toko diberi tahu, nama dan catatan Anda masuk audit.",
    succeeded: "Dibayar: toko mengirim barang",
    failed: "Tidak dibayar: tidak ada yang dikirim",
    outcome: "Bagaimana akhirnya?",
    note: "Mengapa? (untuk riwayat)",
    do: "Putuskan",
    done: "Diputuskan.",
  },
  refund: {
    title: "Kembalikan uang",
    available: "Paling banyak {amount} dapat dikembalikan.",
    full: "Biarkan apa adanya untuk mengembalikan semuanya.",
    how: "Cara",
    claim: "Tautan untuk pelanggan, yang mengisi ke mana uangnya pergi",
    claimWords:
      "Sebuah tautan dibuat. Anda mengirimnya ke pelanggan, yang mengisi rekening. Setelah itu {account} membayar {amount}.",
    payout: "Ke rekening yang saya tahu",
    payoutWords: "{amount} dibayarkan ke rekening di bawah begitu Anda setuju.",
    approval: "Jumlah besar menunggu sampai orang lain menyetujuinya.",
    reasons: {
      duplicate: "Dibayar dua kali",
      overpaid: "Kelebihan bayar",
      late: "Dibayar terlambat",
      requested: "Pelanggan memintanya",
      other: "Hal lain",
    },
    doPlain: "Kembalikan",
    done: "Pengembalian dibuat.",
    link: "Tautan untuk pelanggan",
    linkHint:
      "Siapa pun yang punya tautan ini dapat menentukan ke mana uangnya pergi. Kirim hanya ke pelanggan.",
  },
  cancelRefund: {
    title: "Batalkan pengembalian",
    words: "Tautan pelanggan tidak berlaku lagi, dan tidak ada yang dibayarkan.",
    do: "Batalkan pengembalian",
    done: "Pengembalian dibatalkan.",
  },
  cancelSession: {
    title: "Batalkan sesi",
    words:
      "Pelanggan tidak dapat lagi membayar {reference}. Pesanan yang terbuka dibatalkan di penyedia bila bisa. Uang yang tetap datang tidak hilang: Anda diberi tahu.",
    do: "Batalkan sesi",
    done: "Sesi dibatalkan.",
  },
  changeSession: {
    title: "Ubah yang harus dibayar",
    words:
      "Halaman pelanggan langsung ikut berubah. Pesanan yang belum dilihat pelanggan, atau yang dapat dibatalkan, dilepas dulu.",
    expiresIn: "Kedaluwarsa dalam berapa jam?",
    do: "Ubah",
    done: "Diubah.",
    keep: "Biarkan isian apa adanya untuk mempertahankannya.",
  },
  link: {
    title: "Tautan ke halaman pembayaran",
    words:
      "Menampilkan alamat halaman tempat {reference} dibayar. Siapa pun yang punya dapat melihat dan membayarnya.",
    do: "Tampilkan tautan",
    done: "Ini tautannya.",
  },
  approve: {
    title: "Setujui pengiriman uang",
    words:
      "{account} langsung mengirim {amount} untuk {reference}. Tidak dapat ditarik kembali. Pembuatnya tidak dapat menyetujuinya.",
    do: "Setujui dan kirim {amount}",
    done: "Disetujui.",
  },
  reject: {
    title: "Tolak pengiriman uang",
    words: "{amount} untuk {reference} tidak dikirim, sekarang atau nanti.",
    do: "Tolak",
    done: "Ditolak.",
  },
  redeliver: {
    title: "Kirim peristiwa lagi",
    words:
      "{type} dikirim lagi ke setiap tujuan yang menerimanya. Toko yang sudah punya harus mengabaikan ulangannya.",
    do: "Kirim lagi",
    done: "Sedang dikirim.",
  },
  replay: {
    title: "Kirim banyak peristiwa lagi",
    words:
      "Setiap peristiwa dari waktu ini dikirim lagi, yang tertua dulu. Toko yang sudah punya harus mengabaikan ulangannya.",
    undelivered: "Hanya yang tidak terkirim",
    do: "Kirim",
    done: "Sedang dikirim.",
  },
  test: {
    title: "Kirim peristiwa uji",
    words: "Setiap tujuan menerima satu peristiwa uji. Ini bukan tentang pembayaran apa pun.",
    do: "Kirim uji",
    done: "Uji dikirim.",
  },
  balance: "Tanya saldo",
};
