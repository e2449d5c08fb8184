import type { ClaimTexts } from "./texts.ts";

/** Russian. */
export const claimTexts: ClaimTexts = {
  title: "Возврат денег от {merchant}",
  where: "Куда отправить деньги?",
  debitCard: "Дебетовая карта",
  upiId: "UPI ID",
  randomKey: "Случайный ключ",
  holder: "Имя владельца счёта",
  holderNote: "Если платил другой человек, {merchant} сначала проверит имя.",
  bankName: "Название банка",
  bankCode: "Код банка",
  digits: "Число цифр: {n}",
  compare: "Похоже, одна цифра неверна. Сверьте номер.",
  check: "Всё верно?",
  checkNote: "Деньги, ушедшие на чужой счёт, трудно вернуть.",
  change: "Изменить",
  confirm: "Да, отправить",
  sending: "Деньги в пути",
  sendingNote: "Эту страницу можно закрыть и открыть ссылку позже.",
  waiting: "{merchant} проверяет ваши данные",
  sent: "Деньги отправлены",
  failed: "Деньги отправить не удалось",
  expired: "Срок действия ссылки истёк",
  canceled: "Этот возврат отменён",
  blocked:
    "Эта страница не может здесь работать. Обновите её, разрешите JavaScript или откройте ссылку в другом браузере.",
};
