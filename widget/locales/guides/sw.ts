import type { Guide } from "../messages.ts";

/** How to pay, in Swahili. */
export const guide: Guide = {
  howTo: "Jinsi ya kulipa",
  tabs: {
    app: "Programu ya benki",
    web: "Benki mtandaoni",
    atm: "ATM",
    ussd: "USSD",
    store: "Dukani",
    scan: "Changanua",
    paste: "Nakili na ubandike",
    phone: "Kwenye simu hii",
  },
  steps: {
    bankApp: [
      "Fungua programu ya benki yako na uchague kuhamisha pesa.",
      "Weka nambari ya akaunti iliyo hapa.",
      "Tuma {amount} kamili.",
    ],
    spei: [
      "Fungua programu ya benki yako na uchague kuhamisha pesa (SPEI).",
      "Bandika CLABE iliyo hapa kama akaunti ya mpokeaji.",
      "Tuma {amount} kamili. Hufika baada ya dakika chache.",
    ],
    va: [
      "Fungua programu ya benki yako, chagua kuhamisha pesa, kisha Virtual Account.",
      "Weka nambari ya akaunti pepe iliyo hapa.",
      "Kagua jina na {amount}, kisha uthibitishe kwa PIN yako.",
    ],
    nigeria: [
      "Fungua programu ya benki yako na uchague kuhamisha pesa.",
      "Weka nambari ya akaunti na uchague benki.",
      "Tuma {amount} kamili kwa mara moja.",
    ],
    bankWeb: [
      "Ingia kwenye benki mtandaoni na uchague kuhamisha pesa.",
      "Weka nambari iliyo hapa kama akaunti ya mpokeaji.",
      "Tuma {amount} kamili na utunze risiti.",
    ],
    atm: [
      "Weka kadi yako na uchague kuhamisha pesa au kulipa.",
      "Andika nambari iliyo hapa.",
      "Kagua {amount}, thibitisha na utunze risiti.",
    ],
    ussd: [
      "Piga msimbo wa USSD wa benki yako na uchague kuhamisha pesa.",
      "Andika nambari ya akaunti na {amount}.",
      "Thibitisha kwa PIN yako.",
    ],
    store: [
      "Kabla ya msimbo kuisha muda, nenda kwenye duka linalopokea malipo, kama OXXO.",
      "Sema unataka kulipa bili na uonyeshe msimbo pau au utaje nambari.",
      "Lipa {amount} taslimu. Duka linaweza kutoza ada.",
      "Tunza risiti.",
    ],
    pixScan: [
      "Fungua programu ya benki yako, chagua Pix, kisha kulipa kwa msimbo wa QR.",
      "Elekeza kamera kwenye msimbo.",
      "Kagua {amount} na uthibitishe.",
    ],
    pixPaste: [
      "Nakili msimbo ulio hapa.",
      "Kwenye programu ya benki chagua Pix, kisha Pix Copia e Cola.",
      "Ubandike, kagua {amount} na uthibitishe.",
    ],
    qris: [
      "Fungua programu ya benki au pochi inayopokea QRIS.",
      "Changanua msimbo au uupakie kutoka picha iliyohifadhiwa.",
      "Kagua {amount}, kisha uthibitishe kwa PIN yako.",
    ],
    upiScan: [
      "Fungua programu ya UPI kwenye simu yako.",
      "Changanua msimbo.",
      "Kagua {amount} na uweke PIN ya UPI.",
    ],
    upiPhone: [
      "Gusa programu unayotumia kulipa.",
      "Kagua {amount} na uweke PIN ya UPI.",
      "Rudi kwenye ukurasa huu.",
    ],
    wallet: [
      "Fungua {app} kwenye simu yako na uguse Changanua.",
      "Elekeza kamera kwenye msimbo.",
      "Kagua {amount} na ulipe.",
    ],
    coin: [
      "Ingia kwenye soko au pochi yako kwenye ukurasa utakaofunguka.",
      "Kagua sarafu na {amount}.",
      "Thibitisha malipo na urudi.",
    ],
    page: ["Lipa kwenye ukurasa utakaofunguka.", "Ukimaliza utarudi hapa."],
  },
  chooseFirst: "Tafadhali chagua mojawapo ya njia hizi.",
  giveUp: {
    title: "Uache msimbo huu?",
    note: "Msimbo hautatumika tena. Ikiwa umeshalipa, uhifadhi.",
    stay: "Hifadhi msimbo",
    cancel: "Ghairi malipo",
  },
  print: "Chapisha",
  saveImage: "Hifadhi picha",
  share: "Shiriki",
  remind: "Nikumbushe",
  reminder: "Lipa {merchant}",
  keep: "Unaweza kufunga ukurasa huu. Msimbo utafanya kazi hadi muda wake uishe.",
  barcodeOf: "Msimbo pau wa {code}",
  qrOf: "Msimbo wa QR wa kulipa {amount}",
  qrText: "Msimbo kama maandishi",
  openIn: "Fungua {app}",
  openAny: "Fungua programu ya malipo",
  notOpened: "Programu haijafunguka? Changanua msimbo kwa simu nyingine.",
  leaving: "Unapelekwa kwenye ukurasa wa malipo",
  leavingNote: "Lipa hapo, kisha urudi hapa.",
  newTab: "Utafunguka kwenye kichupo kipya. Usifunge hiki.",
};
