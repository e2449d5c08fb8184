import type { ClaimTexts } from "./texts.ts";

/** Punjabi. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} ਵੱਲੋਂ ਪੈਸੇ ਵਾਪਸ",
  where: "ਪੈਸੇ ਕਿੱਥੇ ਭੇਜੀਏ?",
  debitCard: "ਡੈਬਿਟ ਕਾਰਡ",
  upiId: "UPI ID",
  randomKey: "ਬੇਤਰਤੀਬ ਕੁੰਜੀ",
  holder: "ਖਾਤਾਧਾਰਕ ਦਾ ਨਾਂ",
  holderNote: "ਜੇ ਕਿਸੇ ਹੋਰ ਨੇ ਭੁਗਤਾਨ ਕੀਤਾ ਸੀ, ਤਾਂ {merchant} ਪਹਿਲਾਂ ਨਾਂ ਜਾਂਚੇਗਾ।",
  bankName: "ਬੈਂਕ ਦਾ ਨਾਂ",
  bankCode: "ਬੈਂਕ ਕੋਡ",
  digits: "ਅੰਕਾਂ ਦੀ ਗਿਣਤੀ: {n}",
  compare: "ਕੋਈ ਅੰਕ ਗਲਤ ਲੱਗਦਾ ਹੈ। ਕਿਰਪਾ ਕਰਕੇ ਨੰਬਰ ਮਿਲਾਓ।",
  check: "ਕੀ ਇਹ ਸਹੀ ਹੈ?",
  checkNote: "ਗਲਤ ਖਾਤੇ ਵਿੱਚ ਗਏ ਪੈਸੇ ਵਾਪਸ ਲੈਣੇ ਔਖੇ ਹਨ।",
  change: "ਬਦਲੋ",
  confirm: "ਹਾਂ, ਭੇਜੋ",
  sending: "ਪੈਸੇ ਭੇਜੇ ਜਾ ਰਹੇ ਹਨ",
  sendingNote: "ਤੁਸੀਂ ਇਹ ਪੰਨਾ ਬੰਦ ਕਰਕੇ ਬਾਅਦ ਵਿੱਚ ਲਿੰਕ ਦੁਬਾਰਾ ਖੋਲ੍ਹ ਸਕਦੇ ਹੋ।",
  waiting: "{merchant} ਤੁਹਾਡੀ ਜਾਣਕਾਰੀ ਜਾਂਚ ਰਿਹਾ ਹੈ",
  sent: "ਪੈਸੇ ਭੇਜ ਦਿੱਤੇ ਗਏ",
  failed: "ਪੈਸੇ ਨਹੀਂ ਭੇਜੇ ਜਾ ਸਕੇ",
  expired: "ਇਸ ਲਿੰਕ ਦੀ ਮਿਆਦ ਮੁੱਕ ਗਈ",
  canceled: "ਇਹ ਰਿਫੰਡ ਰੱਦ ਹੋ ਗਿਆ",
  blocked: "ਇਹ ਪੰਨਾ ਇੱਥੇ ਨਹੀਂ ਚੱਲ ਸਕਦਾ। ਇਸਨੂੰ ਮੁੜ ਲੋਡ ਕਰੋ, JavaScript ਚਾਲੂ ਕਰੋ, ਜਾਂ ਲਿੰਕ ਹੋਰ ਬ੍ਰਾਊਜ਼ਰ ਵਿੱਚ ਖੋਲ੍ਹੋ।",
};
