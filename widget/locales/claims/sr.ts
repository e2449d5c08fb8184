import type { ClaimTexts } from "./texts.ts";

/** Serbian. */
export const claimTexts: ClaimTexts = {
  title: "Повраћај новца: {merchant}",
  where: "Где послати новац?",
  debitCard: "Дебитна картица",
  upiId: "UPI ID",
  randomKey: "Насумични кључ",
  holder: "Име власника рачуна",
  holderNote: "Ако је платио неко други, {merchant} прво проверава име.",
  bankName: "Назив банке",
  bankCode: "Код банке",
  digits: "Број цифара: {n}",
  compare: "Једна цифра изгледа погрешно. Упоредите број.",
  check: "Да ли је тачно?",
  checkNote: "Новац послат на погрешан рачун тешко се враћа.",
  change: "Промени",
  confirm: "Да, пошаљи",
  sending: "Новац је на путу",
  sendingNote: "Можете затворити ову страницу и касније поново отворити везу.",
  waiting: "{merchant} проверава ваше податке",
  sent: "Новац је послат",
  failed: "Новац није могао бити послат",
  expired: "Ова веза је истекла",
  canceled: "Овај повраћај је отказан",
  blocked:
    "Ова страница овде не може да ради. Поново је учитајте, дозволите JavaScript или отворите везу у другом прегледачу.",
};
