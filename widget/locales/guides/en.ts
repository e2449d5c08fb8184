import type { Guide } from "../messages.ts";

/** How to pay, in English. */
export const guide: Guide = {
  howTo: "How to pay",
  tabs: {
    app: "Bank app",
    web: "Online banking",
    atm: "ATM",
    ussd: "USSD",
    store: "At the store",
    scan: "Scan",
    paste: "Copy and paste",
    phone: "On this phone",
  },
  steps: {
    bankApp: [
      "Open your bank’s app and choose to make a transfer.",
      "Enter the account number shown here.",
      "Send exactly {amount}.",
    ],
    spei: [
      "Open your bank’s app and choose Transfer (SPEI).",
      "Paste the CLABE shown here as the recipient’s account.",
      "Send exactly {amount}. It arrives within minutes.",
    ],
    va: [
      "Open your bank’s app and choose Transfer, then Virtual Account.",
      "Enter the virtual account number shown here.",
      "Check the name and {amount}, then confirm with your PIN.",
    ],
    nigeria: [
      "Open your bank’s app and choose Transfer.",
      "Enter the account number and pick the bank.",
      "Send exactly {amount} in one transfer.",
    ],
    bankWeb: [
      "Log in to your online banking and choose to make a transfer.",
      "Enter the number shown here as the recipient.",
      "Send exactly {amount} and keep the receipt.",
    ],
    atm: [
      "Insert your card and choose Transfer or Payment.",
      "Type the number shown here.",
      "Check {amount}, confirm and keep the receipt.",
    ],
    ussd: [
      "Dial your bank’s USSD code and choose Transfer.",
      "Type the account number and {amount}.",
      "Confirm with your PIN.",
    ],
    store: [
      "Go to a store that takes payments, such as OXXO, before the code expires.",
      "Ask to pay a service and show the barcode or say the number.",
      "Pay {amount} in cash. The store may add a fee.",
      "Keep the receipt.",
    ],
    pixScan: [
      "Open your bank’s app, choose Pix and then Pay with QR code.",
      "Point the camera at the code.",
      "Check {amount} and confirm.",
    ],
    pixPaste: [
      "Copy the code shown here.",
      "In your bank’s app choose Pix, then Pix Copia e Cola.",
      "Paste it, check {amount} and confirm.",
    ],
    qris: [
      "Open any bank or wallet app that takes QRIS.",
      "Scan the code, or load it from a saved image.",
      "Check {amount} and confirm with your PIN.",
    ],
    upiScan: ["Open any UPI app on your phone.", "Scan the code.", "Check {amount} and enter your UPI PIN."],
    upiPhone: [
      "Tap the app you pay with.",
      "Check {amount} and enter your UPI PIN.",
      "Come back to this page.",
    ],
    wallet: [
      "Open {app} on your phone and tap Scan.",
      "Point the camera at the code.",
      "Check {amount} and pay.",
    ],
    coin: [
      "Log in to your exchange or wallet on the page that opens.",
      "Check the coin and {amount}.",
      "Confirm the payment and come back.",
    ],
    page: ["Pay on the page that opens.", "You come back here when it is done."],
  },
  chooseFirst: "Please choose one of these ways to pay.",
  giveUp: {
    title: "Give up this code?",
    note: "The code will no longer be valid. If you have already paid, keep it.",
    stay: "Keep this code",
    cancel: "Cancel the payment",
  },
  print: "Print",
  saveImage: "Save image",
  share: "Share",
  remind: "Remind me",
  reminder: "Pay {merchant}",
  keep: "You can close this page. The code stays valid until it expires.",
  barcodeOf: "Barcode of {code}",
  qrOf: "QR code to pay {amount}",
  qrText: "Code as text",
  openIn: "Open {app}",
  openAny: "Open a payment app",
  notOpened: "No app opened? Scan the code with another phone.",
  leaving: "Taking you to the payment page",
  leavingNote: "Pay there, then come back here.",
  newTab: "It opens in a new tab. Keep this one open.",
};
