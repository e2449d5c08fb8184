import type { ClaimTexts } from "./texts.ts";

/** Filipino. */
export const claimTexts: ClaimTexts = {
  title: "Ibinabalik na pera mula sa {merchant}",
  where: "Saan ipapadala ang pera?",
  debitCard: "Debit na kard",
  upiId: "UPI ID",
  randomKey: "Random na susi",
  holder: "Pangalan ng may-ari ng account",
  holderNote: "Kung iba ang nagbayad, titingnan muna ng {merchant} ang pangalan.",
  bankName: "Pangalan ng bangko",
  bankCode: "Kodigo ng bangko",
  digits: "Bilang ng numero: {n}",
  compare: "Mukhang may maling numero. Pakikumpara ang numero.",
  check: "Tama ba ito?",
  checkNote: "Mahirap mabawi ang perang napunta sa maling account.",
  change: "Baguhin",
  confirm: "Oo, ipadala",
  sending: "Papunta na ang pera",
  sendingNote: "Puwede mong isara ang page na ito at buksan ulit ang link mamaya.",
  waiting: "Tinitingnan ng {merchant} ang iyong detalye",
  sent: "Naipadala na ang pera",
  failed: "Hindi naipadala ang pera",
  expired: "Paso na ang link na ito",
  canceled: "Kinansela ang refund na ito",
  blocked:
    "Hindi gumagana ang page na ito rito. I-reload ito, payagan ang JavaScript, o buksan ang link sa ibang browser.",
};
