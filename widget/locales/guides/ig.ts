import type { Guide } from "../messages.ts";

/** How to pay, in Igbo. */
export const guide: Guide = {
  howTo: "Otu esi akwụ ụgwọ",
  tabs: {
    app: "Ngwa ụlọ akụ",
    web: "Ụlọ akụ ịntanetị",
    atm: "ATM",
    ussd: "USSD",
    store: "N’ụlọ ahịa",
    scan: "Nyochaa",
    paste: "Depụta ma tapawa",
    phone: "N’ekwentị a",
  },
  steps: {
    bankApp: [
      "Mepee ngwa ụlọ akụ gị wee họrọ Transfer.",
      "Tinye nọmba akaụntụ dị ebe a.",
      "Zipu {amount} kpọmkwem.",
    ],
    spei: [
      "Mepee ngwa ụlọ akụ gị wee họrọ Transfer (SPEI).",
      "Tapawa CLABE dị ebe a dịka akaụntụ onye nnata.",
      "Zipu {amount} kpọmkwem. Ọ ga-eru n’ime nkeji ole na ole.",
    ],
    va: [
      "Mepee ngwa ụlọ akụ gị, họrọ Transfer, họrọzie Virtual Account.",
      "Tinye nọmba Virtual Account dị ebe a.",
      "Lelee aha na {amount}, jirizie PIN gị kwado.",
    ],
    nigeria: [
      "Mepee ngwa ụlọ akụ gị, dịka GTBank, Access, OPay ma ọ bụ PalmPay, wee họrọ Transfer.",
      "Tinye nọmba akaụntụ ma họrọ ụlọ akụ.",
      "Zipu {amount} kpọmkwem n’otu mbufe.",
    ],
    bankWeb: [
      "Banye n’ụlọ akụ ịntanetị gị wee họrọ Transfer.",
      "Tinye nọmba dị ebe a dịka onye nnata.",
      "Zipu {amount} kpọmkwem ma debe risiti.",
    ],
    atm: [
      "Tinye kaadị gị wee họrọ Transfer.",
      "Pịnye nọmba dị ebe a.",
      "Lelee {amount}, kwado ma debe risiti.",
    ],
    ussd: [
      "Kpọọ koodu USSD ụlọ akụ gị, dịka *737# maka GTBank ma ọ bụ *901# maka Access, wee họrọ Transfer.",
      "Pịnye nọmba akaụntụ na {amount}.",
      "Jiri PIN gị kwado.",
    ],
    store: [
      "Tupu koodu agwụ, gaa n’ụlọ ahịa na-anara ụgwọ, dịka OXXO.",
      "Kwuo na ị chọrọ ịkwụ ụgwọ ma gosi barcode ma ọ bụ kpọọ nọmba.",
      "Kwụọ {amount} n’ego aka. Ha nwere ike ịgbakwunye ụgwọ ọrụ.",
      "Debe risiti.",
    ],
    pixScan: [
      "Mepee ngwa ụlọ akụ gị, họrọ Pix, họrọzie iji koodu QR kwụọ ụgwọ.",
      "Chee koodu ahụ igwefoto ihu.",
      "Lelee {amount} ma kwado.",
    ],
    pixPaste: [
      "Depụta koodu dị ebe a.",
      "Na ngwa ụlọ akụ gị, họrọ Pix, họrọzie Pix Copia e Cola.",
      "Tapawa ya, lelee {amount} ma kwado.",
    ],
    qris: [
      "Mepee ngwa ụlọ akụ ma ọ bụ wallet na-anara QRIS.",
      "Nyochaa koodu ma ọ bụ họrọ ya n’onyonyo echekwara.",
      "Lelee {amount}, jirizie PIN gị kwado.",
    ],
    upiScan: ["Mepee ngwa UPI n’ekwentị gị.", "Nyochaa koodu ahụ.", "Lelee {amount} ma tinye PIN UPI gị."],
    upiPhone: ["Pịa ngwa ị ji akwụ ụgwọ.", "Lelee {amount} ma tinye PIN UPI gị.", "Laghachi na peeji a."],
    wallet: [
      "Mepee {app} n’ekwentị gị ma pịa Scan.",
      "Chee koodu ahụ igwefoto ihu.",
      "Lelee {amount} ma kwụọ ụgwọ.",
    ],
    coin: [
      "Banye na exchange ma ọ bụ wallet gị na peeji ga-emepe.",
      "Lelee ụdị ego na {amount}.",
      "Kwado ịkwụ ụgwọ ma lọta.",
    ],
    page: ["Kwụọ ụgwọ na peeji ga-emepe.", "Ị ga-alọta ebe a ma ị kwụchaa."],
  },
  chooseFirst: "Biko họrọ otu n’ime ụzọ ndị a.",
  giveUp: {
    title: "Ị ga-ahapụ koodu a?",
    note: "Koodu ahụ agaghị adị irè ọzọ. Ọ bụrụ na ị kwụọlarị, debe ya.",
    stay: "Debe koodu a",
    cancel: "Kagbuo ịkwụ ụgwọ",
  },
  print: "Bipụta",
  saveImage: "Chekwaa onyonyo",
  share: "Kekọrịta",
  remind: "Chetara m",
  reminder: "Kwụọ {merchant} ụgwọ",
  keep: "Ị nwere ike imechi peeji a. Koodu ahụ ga-adị irè ruo mgbe oge ya gwụrụ.",
  barcodeOf: "Barcode nke {code}",
  qrOf: "Koodu QR iji kwụọ {amount}",
  qrText: "Koodu dị ka ihe odide",
  openIn: "Mepee {app}",
  openAny: "Mepee ngwa ịkwụ ụgwọ",
  notOpened: "O nweghị ngwa mepere? Jiri ekwentị ọzọ nyochaa koodu.",
  leaving: "A na-akpọga gị na peeji ịkwụ ụgwọ",
  leavingNote: "Kwụọ ụgwọ ebe ahụ, lọtazie ebe a.",
  newTab: "Ọ ga-emepe na taabụ ọhụrụ. Emechila nke a.",
};
