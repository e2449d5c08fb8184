import type { Guide } from "../messages.ts";

/** How to pay, in Filipino. */
export const guide: Guide = {
  howTo: "Paano magbayad",
  tabs: {
    app: "App ng bangko",
    web: "Online banking",
    atm: "ATM",
    ussd: "USSD",
    store: "Sa tindahan",
    scan: "I-scan",
    paste: "Kopyahin at i-paste",
    phone: "Sa teleponong ito",
  },
  steps: {
    bankApp: [
      "Buksan ang app ng bangko mo at piliin ang Transfer.",
      "Ilagay ang account number na makikita rito.",
      "Ipadala ang eksaktong {amount}.",
    ],
    spei: [
      "Buksan ang app ng bangko mo at piliin ang Transfer (SPEI).",
      "I-paste ang CLABE na makikita rito bilang account ng tatanggap.",
      "Ipadala ang eksaktong {amount}. Darating ito sa loob ng ilang minuto.",
    ],
    va: [
      "Buksan ang app ng bangko mo at piliin ang Transfer, saka Virtual Account.",
      "Ilagay ang virtual account number na makikita rito.",
      "Tingnan ang pangalan at {amount}, saka kumpirmahin gamit ang PIN.",
    ],
    nigeria: [
      "Buksan ang app ng bangko mo at piliin ang Transfer.",
      "Ilagay ang account number at piliin ang bangko.",
      "Ipadala ang eksaktong {amount} sa isang transfer.",
    ],
    bankWeb: [
      "Mag-log in sa online banking at piliin ang Transfer.",
      "Ilagay ang numerong makikita rito bilang account ng tatanggap.",
      "Ipadala ang eksaktong {amount} at itago ang resibo.",
    ],
    atm: [
      "Ipasok ang card at piliin ang Transfer o Payment.",
      "I-type ang numerong makikita rito.",
      "Tingnan ang {amount}, kumpirmahin at itago ang resibo.",
    ],
    ussd: [
      "I-dial ang USSD code ng bangko mo at piliin ang Transfer.",
      "I-type ang account number at {amount}.",
      "Kumpirmahin gamit ang PIN.",
    ],
    store: [
      "Bago mag-expire ang code, pumunta sa tindahang tumatanggap ng bayad, gaya ng OXXO.",
      "Sabihing magbabayad ka ng bill at ipakita ang barcode o sabihin ang numero.",
      "Magbayad ng {amount} na cash. Maaaring may singil ang tindahan.",
      "Itago ang resibo.",
    ],
    pixScan: [
      "Buksan ang app ng bangko mo, piliin ang Pix, saka ang bayad gamit ang QR code.",
      "Itapat ang camera sa code.",
      "Tingnan ang {amount} at kumpirmahin.",
    ],
    pixPaste: [
      "Kopyahin ang code na makikita rito.",
      "Sa app ng bangko, piliin ang Pix, saka Pix Copia e Cola.",
      "I-paste ito, tingnan ang {amount} at kumpirmahin.",
    ],
    qris: [
      "Buksan ang app ng bangko o wallet na tumatanggap ng QRIS.",
      "I-scan ang code o i-load ito mula sa naka-save na larawan.",
      "Tingnan ang {amount}, saka kumpirmahin gamit ang PIN.",
    ],
    upiScan: [
      "Buksan ang UPI app sa telepono mo.",
      "I-scan ang code.",
      "Tingnan ang {amount} at ilagay ang UPI PIN.",
    ],
    upiPhone: [
      "I-tap ang app na ipambabayad mo.",
      "Tingnan ang {amount} at ilagay ang UPI PIN.",
      "Bumalik sa pahinang ito.",
    ],
    wallet: [
      "Buksan ang {app} sa telepono mo at i-tap ang Scan.",
      "Itapat ang camera sa code.",
      "Tingnan ang {amount} at magbayad.",
    ],
    coin: [
      "Mag-log in sa exchange o wallet mo sa pahinang magbubukas.",
      "Tingnan ang coin at {amount}.",
      "Kumpirmahin ang bayad at bumalik.",
    ],
    page: ["Magbayad sa pahinang magbubukas.", "Babalik ka rito pagkatapos."],
  },
  chooseFirst: "Pumili muna ng isa sa mga paraang ito.",
  giveUp: {
    title: "Bitawan ang code na ito?",
    note: "Hindi na magagamit ang code. Kung nakapagbayad ka na, itago mo ito.",
    stay: "Itago ang code",
    cancel: "Kanselahin ang bayad",
  },
  print: "I-print",
  saveImage: "I-save ang larawan",
  share: "Ibahagi",
  remind: "Paalalahanan ako",
  reminder: "Bayaran ang {merchant}",
  keep: "Puwede mong isara ang pahinang ito. Magagamit ang code hanggang mag-expire ito.",
  barcodeOf: "Barcode ng {code}",
  qrOf: "QR code para magbayad ng {amount}",
  qrText: "Code bilang text",
  openIn: "Buksan ang {app}",
  openAny: "Magbukas ng app na pambayad",
  notOpened: "Walang nagbukas na app? I-scan ang code gamit ang ibang telepono.",
  leaving: "Dinadala ka sa pahina ng pagbabayad",
  leavingNote: "Magbayad doon, saka bumalik dito.",
  newTab: "Magbubukas ito sa bagong tab. Huwag isara ang isang ito.",
};
