import type { ClaimTexts } from "./texts.ts";

/** Igbo. */
export const claimTexts: ClaimTexts = {
  title: "Ego nloghachi sitere na {merchant}",
  where: "Ebee ka a ga-eziga ego ahụ?",
  debitCard: "Kaadị debit",
  upiId: "UPI ID",
  randomKey: "Igodo enweghị usoro",
  holder: "Aha onye nwe akaụntụ",
  holderNote: "Ọ bụrụ na onye ọzọ kwụrụ ụgwọ, {merchant} ga-ebu ụzọ lelee aha ahụ.",
  bankName: "Aha ụlọ akụ",
  bankCode: "Koodu ụlọ akụ",
  digits: "Ọnụọgụ akara: {n}",
  compare: "O yiri ka otu akara ezighi ezi. Biko tulee nọmba ahụ.",
  check: "Nke a ọ ziri ezi?",
  checkNote: "Ego gara na akaụntụ na-ezighị ezi na-esi ike inweta ọzọ.",
  change: "Gbanwee",
  confirm: "Ee, ziga ya",
  sending: "Ego ahụ nọ n’ụzọ",
  sendingNote: "Ị nwere ike imechi ibe a wee mepee njikọ ahụ ọzọ ma emechaa.",
  waiting: "{merchant} na-elele ozi gị",
  sent: "Ezigala ego ahụ",
  failed: "Enweghị ike iziga ego ahụ",
  expired: "Njikọ a agwụla oge",
  canceled: "Akagbuola nkwụghachi a",
  blocked:
    "Ibe a enweghị ike ịrụ ọrụ ebe a. Bugharịa ya, kwe JavaScript, ma ọ bụ mepee njikọ ahụ n’ihe nchọgharị ọzọ.",
};
