import type { ClaimTexts } from "./texts.ts";

/** Gujarati. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} તરફથી પૈસા પાછા",
  where: "પૈસા ક્યાં મોકલવા?",
  debitCard: "ડેબિટ કાર્ડ",
  upiId: "UPI ID",
  randomKey: "રેન્ડમ કી",
  holder: "ખાતાધારકનું નામ",
  holderNote: "જો બીજા કોઈએ ચુકવણી કરી હોય, તો {merchant} પહેલાં નામ તપાસશે.",
  bankName: "બેંકનું નામ",
  bankCode: "બેંક કોડ",
  digits: "અંકોની સંખ્યા: {n}",
  compare: "એક અંક ખોટો લાગે છે. કૃપા કરી નંબર સરખાવો.",
  check: "શું આ સાચું છે?",
  checkNote: "ખોટા ખાતામાં ગયેલા પૈસા પાછા મેળવવા મુશ્કેલ છે.",
  change: "બદલો",
  confirm: "હા, મોકલો",
  sending: "પૈસા રસ્તામાં છે",
  sendingNote: "તમે આ પેજ બંધ કરીને પછી લિંક ફરી ખોલી શકો છો.",
  waiting: "{merchant} તમારી વિગતો તપાસી રહ્યું છે",
  sent: "પૈસા મોકલાઈ ગયા",
  failed: "પૈસા મોકલી શકાયા નહીં",
  expired: "આ લિંકની મુદત પૂરી થઈ ગઈ છે",
  canceled: "આ રિફંડ રદ થયું",
  blocked: "આ પેજ અહીં ચાલી શકતું નથી. તેને ફરી લોડ કરો, JavaScript ચાલુ કરો અથવા લિંક બીજા બ્રાઉઝરમાં ખોલો.",
};
