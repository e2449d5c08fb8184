import type { Guide } from "../messages.ts";

/** How to pay, in Indonesian. */
export const guide: Guide = {
  howTo: "Cara membayar",
  tabs: {
    app: "Mobile banking",
    web: "Internet banking",
    atm: "ATM",
    ussd: "USSD",
    store: "Di gerai",
    scan: "Pindai",
    paste: "Salin dan tempel",
    phone: "Di ponsel ini",
  },
  steps: {
    bankApp: [
      "Buka aplikasi bank Anda dan pilih Transfer.",
      "Masukkan nomor rekening yang tertera.",
      "Kirim tepat {amount}.",
    ],
    spei: [
      "Buka aplikasi bank Anda dan pilih Transfer (SPEI).",
      "Tempel CLABE yang tertera sebagai rekening penerima.",
      "Kirim tepat {amount}. Uang masuk dalam beberapa menit.",
    ],
    va: [
      "Buka mobile banking, pilih Transfer atau Pembayaran, lalu Virtual Account.",
      "Masukkan nomor Virtual Account yang tertera.",
      "Periksa nama dan {amount}, lalu konfirmasi dengan PIN.",
    ],
    nigeria: [
      "Buka aplikasi bank Anda dan pilih Transfer.",
      "Masukkan nomor rekening dan pilih banknya.",
      "Kirim tepat {amount} dalam satu kali transfer.",
    ],
    bankWeb: [
      "Masuk ke internet banking dan pilih Transfer, lalu Virtual Account.",
      "Masukkan nomor yang tertera sebagai tujuan.",
      "Kirim tepat {amount} dan simpan bukti bayar.",
    ],
    atm: [
      "Masukkan kartu, pilih Transaksi Lainnya, Transfer, lalu Virtual Account.",
      "Masukkan nomor yang tertera.",
      "Periksa {amount}, konfirmasi, dan simpan struk.",
    ],
    ussd: [
      "Tekan kode USSD bank Anda dan pilih Transfer.",
      "Masukkan nomor rekening dan {amount}.",
      "Konfirmasi dengan PIN.",
    ],
    store: [
      "Datangi gerai yang menerima pembayaran, seperti Indomaret, Alfamart, atau OXXO, sebelum kode kedaluwarsa.",
      "Sampaikan ingin membayar tagihan dan tunjukkan barcode atau sebutkan nomornya.",
      "Bayar {amount} tunai. Gerai dapat mengenakan biaya.",
      "Simpan struk.",
    ],
    pixScan: [
      "Buka aplikasi bank Anda, pilih Pix, lalu Bayar dengan kode QR.",
      "Arahkan kamera ke kode.",
      "Periksa {amount} dan konfirmasi.",
    ],
    pixPaste: [
      "Salin kode yang tertera.",
      "Di aplikasi bank pilih Pix, lalu Pix Copia e Cola.",
      "Tempel, periksa {amount}, dan konfirmasi.",
    ],
    qris: [
      "Buka aplikasi bank atau dompet digital apa pun yang mendukung QRIS, seperti GoPay, OVO, DANA, atau BCA.",
      "Pindai kode atau unggah dari gambar tersimpan.",
      "Periksa {amount} dan konfirmasi dengan PIN.",
    ],
    upiScan: ["Buka aplikasi UPI di ponsel Anda.", "Pindai kode.", "Periksa {amount} dan masukkan PIN UPI."],
    upiPhone: [
      "Ketuk aplikasi yang Anda pakai untuk membayar.",
      "Periksa {amount} dan masukkan PIN UPI.",
      "Kembali ke halaman ini.",
    ],
    wallet: [
      "Buka {app} di ponsel Anda dan ketuk Pindai.",
      "Arahkan kamera ke kode.",
      "Periksa {amount} dan bayar.",
    ],
    coin: [
      "Masuk ke bursa atau dompet Anda di halaman yang terbuka.",
      "Periksa koin dan {amount}.",
      "Konfirmasi pembayaran, lalu kembali.",
    ],
    page: ["Bayar di halaman yang terbuka.", "Setelah selesai Anda kembali ke sini."],
  },
  chooseFirst: "Pilih salah satu cara ini.",
  giveUp: {
    title: "Lepaskan kode ini?",
    note: "Kode tidak akan berlaku lagi. Jika sudah membayar, simpan kode ini.",
    stay: "Simpan kode ini",
    cancel: "Batalkan pembayaran",
  },
  print: "Cetak",
  saveImage: "Simpan gambar",
  share: "Bagikan",
  remind: "Ingatkan saya",
  reminder: "Bayar {merchant}",
  keep: "Halaman ini boleh ditutup. Kode tetap berlaku sampai kedaluwarsa.",
  barcodeOf: "Barcode untuk {code}",
  qrOf: "Kode QR untuk membayar {amount}",
  qrText: "Kode sebagai teks",
  openIn: "Buka {app}",
  openAny: "Buka aplikasi pembayaran",
  notOpened: "Aplikasi tidak terbuka? Pindai kode dengan ponsel lain.",
  leaving: "Membuka halaman pembayaran",
  leavingNote: "Bayar di sana, lalu kembali ke sini.",
  newTab: "Terbuka di tab baru. Biarkan tab ini terbuka.",
};
