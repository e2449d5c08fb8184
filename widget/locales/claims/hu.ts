import type { ClaimTexts } from "./texts.ts";

/** Hungarian. */
export const claimTexts: ClaimTexts = {
  title: "Visszatérítés innen: {merchant}",
  where: "Hová küldjük a pénzt?",
  debitCard: "Betéti kártya",
  upiId: "UPI ID",
  randomKey: "Véletlen kulcs",
  holder: "A számlatulajdonos neve",
  holderNote: "Ha más fizetett, {merchant} előbb ellenőrzi a nevet.",
  bankName: "A bank neve",
  bankCode: "Bankkód",
  digits: "Számjegyek: {n}",
  compare: "Egy számjegy hibásnak tűnik. Kérjük, vesse össze a számot.",
  check: "Rendben van így?",
  checkNote: "A rossz számlára küldött pénzt nehéz visszaszerezni.",
  change: "Módosítás",
  confirm: "Igen, küldés",
  sending: "A pénz úton van",
  sendingNote: "Bezárhatja ezt az oldalt, és később újra megnyithatja a linket.",
  waiting: "{merchant} ellenőrzi az adatait",
  sent: "A pénzt elküldtük",
  failed: "A pénzt nem sikerült elküldeni",
  expired: "Ez a link lejárt",
  canceled: "Ezt a visszatérítést törölték",
  blocked:
    "Ez az oldal itt nem működik. Töltse be újra, engedélyezze a JavaScriptet, vagy nyissa meg a linket másik böngészőben.",
};
