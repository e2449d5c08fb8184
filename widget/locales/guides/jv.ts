import type { Guide } from "../messages.ts";

/** How to pay, in Javanese. */
export const guide: Guide = {
  howTo: "Carane mbayar",
  tabs: {
    app: "Mobile banking",
    web: "Internet banking",
    atm: "ATM",
    ussd: "USSD",
    store: "Ing toko",
    scan: "Pindai",
    paste: "Salin lan tempel",
    phone: "Ing HP iki",
  },
  steps: {
    bankApp: [
      "Bukak aplikasi bank sampeyan lan pilih Transfer.",
      "Lebokake nomer rekening sing katon ing kene.",
      "Kirim pas {amount}.",
    ],
    spei: [
      "Bukak aplikasi bank sampeyan lan pilih Transfer (SPEI).",
      "Tempel CLABE sing katon ing kene dadi rekening panampa.",
      "Kirim pas {amount}. Tekane mung sawetara menit.",
    ],
    va: [
      "Bukak mobile banking, pilih Transfer utawa Pembayaran, banjur Virtual Account.",
      "Lebokake nomer Virtual Account sing katon ing kene.",
      "Priksa jeneng lan {amount}, banjur lebokake PIN.",
    ],
    nigeria: [
      "Bukak aplikasi bank sampeyan lan pilih Transfer.",
      "Lebokake nomer rekening lan pilih banke.",
      "Kirim pas {amount} sepisan wae.",
    ],
    bankWeb: [
      "Mlebu internet banking lan pilih Transfer, banjur Virtual Account.",
      "Lebokake nomer sing katon ing kene dadi tujuan.",
      "Kirim pas {amount} lan simpen buktine.",
    ],
    atm: [
      "Lebokake kertu, pilih Transaksi Lainnya, Transfer, banjur Virtual Account.",
      "Lebokake nomer sing katon ing kene.",
      "Priksa {amount}, pesthekake, lan simpen struke.",
    ],
    ussd: [
      "Dial kodhe USSD bank sampeyan lan pilih Transfer.",
      "Lebokake nomer rekening lan {amount}.",
      "Pesthekake nganggo PIN.",
    ],
    store: [
      "Menyang toko sing nampa pambayaran, kayata Indomaret, Alfamart, utawa OXXO, sadurunge kodhe kadaluwarsa.",
      "Kandha arep mbayar tagihan lan tuduhake barcode utawa sebutna nomere.",
      "Bayar {amount} tunai. Toko bisa njaluk ragad.",
      "Simpen struke.",
    ],
    pixScan: [
      "Bukak aplikasi bank sampeyan, pilih Pix, banjur Bayar nganggo kodhe QR.",
      "Arahake kamera menyang kodhe.",
      "Priksa {amount} lan pesthekake.",
    ],
    pixPaste: [
      "Salin kodhe sing katon ing kene.",
      "Ing aplikasi bank pilih Pix, banjur Pix Copia e Cola.",
      "Tempel, priksa {amount}, lan pesthekake.",
    ],
    qris: [
      "Bukak aplikasi bank utawa dompet digital sing nampa QRIS, kayata GoPay, OVO, DANA, utawa BCA.",
      "Pindai kodhe utawa pilih saka gambar sing disimpen.",
      "Priksa {amount} lan lebokake PIN.",
    ],
    upiScan: [
      "Bukak aplikasi UPI ing HP sampeyan.",
      "Pindai kodhe.",
      "Priksa {amount} lan lebokake PIN UPI.",
    ],
    upiPhone: [
      "Tutul aplikasi sing dianggo mbayar.",
      "Priksa {amount} lan lebokake PIN UPI.",
      "Bali menyang kaca iki.",
    ],
    wallet: [
      "Bukak {app} ing HP sampeyan lan tutul Pindai.",
      "Arahake kamera menyang kodhe.",
      "Priksa {amount} lan bayar.",
    ],
    coin: [
      "Mlebu bursa utawa dompet sampeyan ing kaca sing kabukak.",
      "Priksa koin lan {amount}.",
      "Pesthekake pambayaran, banjur bali.",
    ],
    page: ["Bayar ing kaca sing kabukak.", "Yen wis rampung, sampeyan bali mrene."],
  },
  chooseFirst: "Mangga pilih salah siji cara iki.",
  giveUp: {
    title: "Ninggal kodhe iki?",
    note: "Kodhe iki ora bakal lumaku maneh. Yen wis mbayar, simpen kodhe iki.",
    stay: "Simpen kodhe iki",
    cancel: "Batalake pambayaran",
  },
  print: "Cithak",
  saveImage: "Simpen gambar",
  share: "Dum",
  remind: "Elingake aku",
  reminder: "Bayar {merchant}",
  keep: "Kaca iki oleh ditutup. Kodhe tetep sah nganti kadaluwarsa.",
  barcodeOf: "Barcode kanggo {code}",
  qrOf: "Kodhe QR kanggo mbayar {amount}",
  qrText: "Kodhe minangka teks",
  openIn: "Bukak {app}",
  openAny: "Bukak aplikasi pambayaran",
  notOpened: "Aplikasi ora kabukak? Pindai kodhe nganggo HP liya.",
  leaving: "Mbukak kaca pambayaran",
  leavingNote: "Bayar ing kana, banjur bali mrene.",
  newTab: "Kabukak ing tab anyar. Tab iki aja ditutup.",
};
