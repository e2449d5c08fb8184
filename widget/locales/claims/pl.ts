import type { ClaimTexts } from "./texts.ts";

/** Polish. */
export const claimTexts: ClaimTexts = {
  title: "Zwrot pieniędzy od {merchant}",
  where: "Dokąd wysłać pieniądze?",
  debitCard: "Karta debetowa",
  upiId: "UPI ID",
  randomKey: "Klucz losowy",
  holder: "Imię i nazwisko właściciela rachunku",
  holderNote: "Jeśli płacił ktoś inny, {merchant} najpierw sprawdzi nazwisko.",
  bankName: "Nazwa banku",
  bankCode: "Kod banku",
  digits: "Liczba cyfr: {n}",
  compare: "Jedna z cyfr wydaje się błędna. Porównaj numer.",
  check: "Czy to się zgadza?",
  checkNote: "Pieniądze wysłane na błędny rachunek trudno odzyskać.",
  change: "Zmień",
  confirm: "Tak, wyślij",
  sending: "Pieniądze są w drodze",
  sendingNote: "Możesz zamknąć tę stronę i później ponownie otworzyć link.",
  waiting: "{merchant} sprawdza Twoje dane",
  sent: "Pieniądze zostały wysłane",
  failed: "Nie udało się wysłać pieniędzy",
  expired: "Ten link wygasł",
  canceled: "Ten zwrot został anulowany",
  blocked:
    "Ta strona nie może tu działać. Odśwież ją, zezwól na JavaScript lub otwórz link w innej przeglądarce.",
};
