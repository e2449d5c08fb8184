import type { ClaimTexts } from "./texts.ts";

/** Slovak. */
export const claimTexts: ClaimTexts = {
  title: "Vrátenie peňazí od {merchant}",
  where: "Kam máme peniaze poslať?",
  debitCard: "Debetná karta",
  upiId: "UPI ID",
  randomKey: "Náhodný kľúč",
  holder: "Meno majiteľa účtu",
  holderNote: "Ak platil niekto iný, {merchant} najprv overí meno.",
  bankName: "Názov banky",
  bankCode: "Kód banky",
  digits: "Počet číslic: {n}",
  compare: "Jedna číslica zrejme nesedí. Porovnajte prosím číslo.",
  check: "Je to správne?",
  checkNote: "Peniaze odoslané na nesprávny účet sa ťažko získavajú späť.",
  change: "Zmeniť",
  confirm: "Áno, odoslať",
  sending: "Peniaze sú na ceste",
  sendingNote: "Túto stránku môžete zavrieť a odkaz otvoriť znova neskôr.",
  waiting: "{merchant} kontroluje vaše údaje",
  sent: "Peniaze boli odoslané",
  failed: "Peniaze sa nepodarilo odoslať",
  expired: "Platnosť tohto odkazu vypršala",
  canceled: "Toto vrátenie peňazí bolo zrušené",
  blocked:
    "Táto stránka tu nefunguje. Načítajte ju znova, povoľte JavaScript alebo otvorte odkaz v inom prehliadači.",
};
