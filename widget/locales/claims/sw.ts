import type { ClaimTexts } from "./texts.ts";

/** Swahili. */
export const claimTexts: ClaimTexts = {
  title: "Pesa zinazorudishwa na {merchant}",
  where: "Pesa zitumwe wapi?",
  debitCard: "Kadi ya benki",
  upiId: "UPI ID",
  randomKey: "Ufunguo wa nasibu",
  holder: "Jina la mwenye akaunti",
  holderNote: "Ikiwa mtu mwingine alilipa, {merchant} itakagua jina kwanza.",
  bankName: "Jina la benki",
  bankCode: "Msimbo wa benki",
  digits: "Idadi ya tarakimu: {n}",
  compare: "Tarakimu moja inaonekana si sahihi. Tafadhali linganisha nambari.",
  check: "Je, hii ni sahihi?",
  checkNote: "Pesa zilizotumwa kwenye akaunti isiyo sahihi ni vigumu kurudishwa.",
  change: "Badilisha",
  confirm: "Ndiyo, tuma",
  sending: "Pesa ziko njiani",
  sendingNote: "Unaweza kufunga ukurasa huu na kufungua kiungo tena baadaye.",
  waiting: "{merchant} inakagua maelezo yako",
  sent: "Pesa zimetumwa",
  failed: "Pesa hazikuweza kutumwa",
  expired: "Kiungo hiki kimeisha muda",
  canceled: "Marejesho haya yameghairiwa",
  blocked:
    "Ukurasa huu hauwezi kufanya kazi hapa. Upakie upya, ruhusu JavaScript, au fungua kiungo katika kivinjari kingine.",
};
