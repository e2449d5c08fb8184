import type { Guide } from "../messages.ts";

/** How to pay, in Malay. */
export const guide: Guide = {
  howTo: "Cara membayar",
  tabs: {
    app: "Aplikasi bank",
    web: "Perbankan dalam talian",
    atm: "ATM",
    ussd: "USSD",
    store: "Di kedai",
    scan: "Imbas",
    paste: "Salin dan tampal",
    phone: "Di telefon ini",
  },
  steps: {
    bankApp: [
      "Buka aplikasi bank anda dan pilih Pindahan.",
      "Masukkan nombor akaun yang tertera.",
      "Hantar tepat {amount}.",
    ],
    spei: [
      "Buka aplikasi bank anda dan pilih Pindahan (SPEI).",
      "Tampal CLABE yang tertera sebagai akaun penerima.",
      "Hantar tepat {amount}. Wang tiba dalam beberapa minit.",
    ],
    va: [
      "Buka aplikasi bank anda dan pilih Pindahan, kemudian Virtual Account.",
      "Masukkan nombor akaun maya yang tertera.",
      "Semak nama dan {amount}, kemudian sahkan dengan PIN.",
    ],
    nigeria: [
      "Buka aplikasi bank anda dan pilih Pindahan.",
      "Masukkan nombor akaun dan pilih bank.",
      "Hantar tepat {amount} dalam satu pindahan.",
    ],
    bankWeb: [
      "Log masuk ke perbankan dalam talian dan pilih Pindahan.",
      "Masukkan nombor yang tertera sebagai akaun penerima.",
      "Hantar tepat {amount} dan simpan resit.",
    ],
    atm: [
      "Masukkan kad dan pilih Pindahan atau Pembayaran.",
      "Taip nombor yang tertera.",
      "Semak {amount}, sahkan dan simpan resit.",
    ],
    ussd: [
      "Dail kod USSD bank anda dan pilih Pindahan.",
      "Taip nombor akaun dan {amount}.",
      "Sahkan dengan PIN.",
    ],
    store: [
      "Sebelum kod tamat tempoh, pergi ke kedai yang menerima bayaran, seperti OXXO.",
      "Beritahu anda mahu membayar bil dan tunjukkan kod bar atau sebut nombornya.",
      "Bayar {amount} secara tunai. Kedai mungkin mengenakan caj.",
      "Simpan resit.",
    ],
    pixScan: [
      "Buka aplikasi bank anda, pilih Pix, kemudian bayar dengan kod QR.",
      "Halakan kamera ke kod.",
      "Semak {amount} dan sahkan.",
    ],
    pixPaste: [
      "Salin kod yang tertera.",
      "Dalam aplikasi bank pilih Pix, kemudian Pix Copia e Cola.",
      "Tampal, semak {amount} dan sahkan.",
    ],
    qris: [
      "Buka aplikasi bank atau dompet yang menerima QRIS.",
      "Imbas kod atau muat naik imej yang disimpan.",
      "Semak {amount} dan sahkan dengan PIN.",
    ],
    upiScan: ["Buka aplikasi UPI di telefon anda.", "Imbas kod.", "Semak {amount} dan masukkan PIN UPI."],
    upiPhone: [
      "Ketik aplikasi yang anda gunakan untuk membayar.",
      "Semak {amount} dan masukkan PIN UPI.",
      "Kembali ke halaman ini.",
    ],
    wallet: [
      "Buka {app} di telefon anda dan ketik Imbas.",
      "Halakan kamera ke kod.",
      "Semak {amount} dan bayar.",
    ],
    coin: [
      "Log masuk ke bursa atau dompet anda di halaman yang terbuka.",
      "Semak syiling dan {amount}.",
      "Sahkan pembayaran dan kembali.",
    ],
    page: ["Bayar di halaman yang terbuka.", "Selepas itu anda kembali ke sini."],
  },
  chooseFirst: "Sila pilih salah satu cara ini.",
  giveUp: {
    title: "Lepaskan kod ini?",
    note: "Kod ini tidak akan sah lagi. Jika anda sudah membayar, simpan kod ini.",
    stay: "Simpan kod ini",
    cancel: "Batalkan bayaran",
  },
  print: "Cetak",
  saveImage: "Simpan imej",
  share: "Kongsi",
  remind: "Ingatkan saya",
  reminder: "Bayar {merchant}",
  keep: "Anda boleh menutup halaman ini. Kod sah sehingga tamat tempoh.",
  barcodeOf: "Kod bar untuk {code}",
  qrOf: "Kod QR untuk membayar {amount}",
  qrText: "Kod sebagai teks",
  openIn: "Buka {app}",
  openAny: "Buka aplikasi pembayaran",
  notOpened: "Aplikasi tidak terbuka? Imbas kod dengan telefon lain.",
  leaving: "Membuka halaman pembayaran",
  leavingNote: "Bayar di sana, kemudian kembali ke sini.",
  newTab: "Ia terbuka dalam tab baharu. Biarkan tab ini terbuka.",
};
