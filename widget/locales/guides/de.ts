import type { Guide } from "../messages.ts";

/** How to pay, in German. */
export const guide: Guide = {
  howTo: "So bezahlen Sie",
  tabs: {
    app: "Bank-App",
    web: "Onlinebanking",
    atm: "Geldautomat",
    ussd: "USSD",
    store: "Im Geschäft",
    scan: "Scannen",
    paste: "Kopieren und einfügen",
    phone: "Auf diesem Handy",
  },
  steps: {
    bankApp: [
      "Öffnen Sie die App Ihrer Bank und wählen Sie Überweisung.",
      "Geben Sie die hier gezeigte Kontonummer ein.",
      "Senden Sie genau {amount}.",
    ],
    spei: [
      "Öffnen Sie die App Ihrer Bank und wählen Sie Überweisung (SPEI).",
      "Fügen Sie die hier gezeigte CLABE als Empfängerkonto ein.",
      "Senden Sie genau {amount}. Das Geld kommt in wenigen Minuten an.",
    ],
    va: [
      "Öffnen Sie die App Ihrer Bank und wählen Sie Überweisung, dann Virtual Account.",
      "Geben Sie die hier gezeigte virtuelle Kontonummer ein.",
      "Prüfen Sie den Namen und {amount} und bestätigen Sie mit Ihrer PIN.",
    ],
    nigeria: [
      "Öffnen Sie die App Ihrer Bank und wählen Sie Überweisung.",
      "Geben Sie die Kontonummer ein und wählen Sie die Bank.",
      "Senden Sie genau {amount} in einer Überweisung.",
    ],
    bankWeb: [
      "Melden Sie sich beim Onlinebanking an und wählen Sie Überweisung.",
      "Geben Sie die hier gezeigte Nummer als Empfänger ein.",
      "Senden Sie genau {amount} und heben Sie den Beleg auf.",
    ],
    atm: [
      "Stecken Sie die Karte ein und wählen Sie Überweisung oder Zahlung.",
      "Geben Sie die hier gezeigte Nummer ein.",
      "Prüfen Sie {amount}, bestätigen Sie und heben Sie den Beleg auf.",
    ],
    ussd: [
      "Wählen Sie den USSD-Code Ihrer Bank und dann Überweisung.",
      "Geben Sie die Kontonummer und {amount} ein.",
      "Bestätigen Sie mit Ihrer PIN.",
    ],
    store: [
      "Gehen Sie in ein Geschäft, das Zahlungen annimmt, etwa OXXO, bevor der Code abläuft.",
      "Sagen Sie, dass Sie eine Rechnung zahlen möchten, und zeigen Sie den Strichcode oder nennen Sie die Nummer.",
      "Zahlen Sie {amount} bar. Es kann eine Gebühr anfallen.",
      "Heben Sie den Beleg auf.",
    ],
    pixScan: [
      "Öffnen Sie die App Ihrer Bank, wählen Sie Pix und dann Mit QR-Code zahlen.",
      "Richten Sie die Kamera auf den Code.",
      "Prüfen Sie {amount} und bestätigen Sie.",
    ],
    pixPaste: [
      "Kopieren Sie den hier gezeigten Code.",
      "Wählen Sie in der App Ihrer Bank Pix, dann Pix Copia e Cola.",
      "Fügen Sie ihn ein, prüfen Sie {amount} und bestätigen Sie.",
    ],
    qris: [
      "Öffnen Sie eine Bank- oder Wallet-App, die QRIS annimmt.",
      "Scannen Sie den Code oder laden Sie ihn aus einem gespeicherten Bild.",
      "Prüfen Sie {amount} und bestätigen Sie mit Ihrer PIN.",
    ],
    upiScan: [
      "Öffnen Sie eine UPI-App auf Ihrem Handy.",
      "Scannen Sie den Code.",
      "Prüfen Sie {amount} und geben Sie Ihre UPI-PIN ein.",
    ],
    upiPhone: [
      "Tippen Sie auf die App, mit der Sie zahlen.",
      "Prüfen Sie {amount} und geben Sie Ihre UPI-PIN ein.",
      "Kommen Sie auf diese Seite zurück.",
    ],
    wallet: [
      "Öffnen Sie {app} auf Ihrem Handy und tippen Sie auf Scannen.",
      "Richten Sie die Kamera auf den Code.",
      "Prüfen Sie {amount} und zahlen Sie.",
    ],
    coin: [
      "Melden Sie sich auf der Seite, die sich öffnet, bei Ihrer Börse oder Wallet an.",
      "Prüfen Sie die Währung und {amount}.",
      "Bestätigen Sie die Zahlung und kommen Sie zurück.",
    ],
    page: ["Zahlen Sie auf der Seite, die sich öffnet.", "Danach kommen Sie hierher zurück."],
  },
  chooseFirst: "Bitte wählen Sie eine dieser Zahlungsarten.",
  giveUp: {
    title: "Diesen Code aufgeben?",
    note: "Der Code gilt dann nicht mehr. Wenn Sie schon bezahlt haben, behalten Sie ihn.",
    stay: "Code behalten",
    cancel: "Zahlung abbrechen",
  },
  print: "Drucken",
  saveImage: "Bild speichern",
  share: "Teilen",
  remind: "Erinnern",
  reminder: "{merchant} bezahlen",
  keep: "Sie können diese Seite schließen. Der Code bleibt bis zum Ablauf gültig.",
  barcodeOf: "Strichcode für {code}",
  qrOf: "QR-Code zum Bezahlen von {amount}",
  qrText: "Code als Text",
  openIn: "{app} öffnen",
  openAny: "Zahlungs-App öffnen",
  notOpened: "Hat sich keine App geöffnet? Scannen Sie den Code mit einem anderen Handy.",
  leaving: "Sie werden zur Zahlungsseite geleitet",
  leavingNote: "Zahlen Sie dort und kommen Sie dann zurück.",
  newTab: "Sie öffnet sich in einem neuen Tab. Lassen Sie diesen offen.",
};
