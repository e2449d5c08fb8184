import type { Guide } from "../messages.ts";

/** How to pay, in Polish. */
export const guide: Guide = {
  howTo: "Jak zapłacić",
  tabs: {
    app: "Aplikacja banku",
    web: "Bankowość online",
    atm: "Bankomat",
    ussd: "USSD",
    store: "W sklepie",
    scan: "Skanuj",
    paste: "Kopiuj i wklej",
    phone: "Na tym telefonie",
  },
  steps: {
    bankApp: [
      "Otwórz aplikację banku i wybierz przelew.",
      "Wpisz podany tu numer konta.",
      "Wyślij dokładnie {amount}.",
    ],
    spei: [
      "Otwórz aplikację banku i wybierz przelew (SPEI).",
      "Wklej podany tu numer CLABE jako konto odbiorcy.",
      "Wyślij dokładnie {amount}. Pieniądze dotrą w kilka minut.",
    ],
    va: [
      "Otwórz aplikację banku i wybierz przelew, a potem Virtual Account.",
      "Wpisz podany tu numer konta wirtualnego.",
      "Sprawdź nazwę i {amount}, a potem potwierdź kodem PIN.",
    ],
    nigeria: [
      "Otwórz aplikację banku i wybierz przelew.",
      "Wpisz numer konta i wybierz bank.",
      "Wyślij dokładnie {amount} jednym przelewem.",
    ],
    bankWeb: [
      "Zaloguj się do banku i wybierz przelew.",
      "Wpisz podany tu numer jako konto odbiorcy.",
      "Wyślij dokładnie {amount} i zachowaj potwierdzenie.",
    ],
    atm: [
      "Włóż kartę i wybierz przelew lub płatność.",
      "Wpisz podany tu numer.",
      "Sprawdź {amount}, potwierdź i zachowaj potwierdzenie.",
    ],
    ussd: [
      "Wybierz kod USSD swojego banku, a potem przelew.",
      "Wpisz numer konta i {amount}.",
      "Potwierdź kodem PIN.",
    ],
    store: [
      "Idź do sklepu przyjmującego płatności, np. OXXO, zanim kod wygaśnie.",
      "Poproś o opłacenie rachunku i pokaż kod kreskowy lub podaj numer.",
      "Zapłać {amount} gotówką. Sklep może doliczyć opłatę.",
      "Zachowaj paragon.",
    ],
    pixScan: [
      "Otwórz aplikację banku, wybierz Pix, a potem płatność kodem QR.",
      "Skieruj aparat na kod.",
      "Sprawdź {amount} i potwierdź.",
    ],
    pixPaste: [
      "Skopiuj podany tu kod.",
      "W aplikacji banku wybierz Pix, a potem Pix Copia e Cola.",
      "Wklej kod, sprawdź {amount} i potwierdź.",
    ],
    qris: [
      "Otwórz aplikację banku lub portfela z obsługą QRIS.",
      "Zeskanuj kod lub wczytaj go z zapisanego obrazu.",
      "Sprawdź {amount} i potwierdź kodem PIN.",
    ],
    upiScan: ["Otwórz w telefonie aplikację UPI.", "Zeskanuj kod.", "Sprawdź {amount} i wpisz PIN do UPI."],
    upiPhone: [
      "Dotknij aplikacji, którą płacisz.",
      "Sprawdź {amount} i wpisz PIN do UPI.",
      "Wróć na tę stronę.",
    ],
    wallet: [
      "Otwórz w telefonie aplikację {app} i dotknij Skanuj.",
      "Skieruj aparat na kod.",
      "Sprawdź {amount} i zapłać.",
    ],
    coin: [
      "Na otwartej stronie zaloguj się do giełdy lub portfela.",
      "Sprawdź walutę i {amount}.",
      "Potwierdź płatność i wróć tutaj.",
    ],
    page: ["Zapłać na stronie, która się otworzy.", "Potem wrócisz tutaj."],
  },
  chooseFirst: "Wybierz jedną z tych metod.",
  giveUp: {
    title: "Zrezygnować z tego kodu?",
    note: "Kod straci ważność. Jeśli już zapłacono, zachowaj go.",
    stay: "Zachowaj kod",
    cancel: "Anuluj płatność",
  },
  print: "Drukuj",
  saveImage: "Zapisz obraz",
  share: "Udostępnij",
  remind: "Przypomnij",
  reminder: "Zapłać: {merchant}",
  keep: "Możesz zamknąć tę stronę. Kod działa, dopóki nie wygaśnie.",
  barcodeOf: "Kod kreskowy {code}",
  qrOf: "Kod QR do zapłaty {amount}",
  qrText: "Kod jako tekst",
  openIn: "Otwórz {app}",
  openAny: "Otwórz aplikację płatniczą",
  notOpened: "Aplikacja się nie otworzyła? Zeskanuj kod innym telefonem.",
  leaving: "Przechodzimy do strony płatności",
  leavingNote: "Zapłać tam, a potem wróć tutaj.",
  newTab: "Otworzy się w nowej karcie. Nie zamykaj tej.",
};
