import type { ClaimTexts } from "./texts.ts";

/** German. */
export const claimTexts: ClaimTexts = {
  title: "Geld zurück von {merchant}",
  where: "Wohin soll das Geld gehen?",
  debitCard: "Debitkarte",
  upiId: "UPI ID",
  randomKey: "Zufälliger Schlüssel",
  holder: "Name des Kontoinhabers",
  holderNote: "Wenn jemand anderes bezahlt hat, prüft {merchant} zuerst den Namen.",
  bankName: "Name der Bank",
  bankCode: "Bankleitzahl",
  digits: "Ziffern: {n}",
  compare: "Eine Ziffer scheint falsch zu sein. Bitte vergleichen Sie die Nummer.",
  check: "Ist das richtig?",
  checkNote: "Geld, das auf ein falsches Konto geht, ist schwer zurückzuholen.",
  change: "Ändern",
  confirm: "Ja, senden",
  sending: "Das Geld ist unterwegs",
  sendingNote: "Sie können diese Seite schließen und den Link später wieder öffnen.",
  waiting: "{merchant} prüft Ihre Angaben",
  sent: "Das Geld wurde gesendet",
  failed: "Das Geld konnte nicht gesendet werden",
  expired: "Dieser Link ist abgelaufen",
  canceled: "Diese Erstattung wurde storniert",
  blocked:
    "Diese Seite funktioniert hier nicht. Laden Sie sie neu, erlauben Sie JavaScript oder öffnen Sie den Link in einem anderen Browser.",
};
