import type { ClaimTexts } from "./texts.ts";

/** Lithuanian. */
export const claimTexts: ClaimTexts = {
  title: "Pinigų grąžinimas iš {merchant}",
  where: "Kur siųsti pinigus?",
  debitCard: "Debeto kortelė",
  upiId: "UPI ID",
  randomKey: "Atsitiktinis raktas",
  holder: "Sąskaitos savininko vardas ir pavardė",
  holderNote: "Jei mokėjo kitas asmuo, {merchant} pirmiausia patikrins vardą.",
  bankName: "Banko pavadinimas",
  bankCode: "Banko kodas",
  digits: "Skaitmenys: {n}",
  compare: "Vienas skaitmuo atrodo neteisingas. Palyginkite numerį.",
  check: "Ar teisinga?",
  checkNote: "Į neteisingą sąskaitą nusiųstus pinigus sunku susigrąžinti.",
  change: "Keisti",
  confirm: "Taip, siųsti",
  sending: "Pinigai siunčiami",
  sendingNote: "Galite uždaryti šį puslapį ir vėliau vėl atverti nuorodą.",
  waiting: "{merchant} tikrina jūsų duomenis",
  sent: "Pinigai išsiųsti",
  failed: "Pinigų išsiųsti nepavyko",
  expired: "Šios nuorodos galiojimas baigėsi",
  canceled: "Šis grąžinimas atšauktas",
  blocked:
    "Šis puslapis čia neveikia. Įkelkite jį iš naujo, leiskite „JavaScript“ arba atverkite nuorodą kitoje naršyklėje.",
};
