import type { Guide } from "../messages.ts";

/** How to pay, in Swedish. */
export const guide: Guide = {
  howTo: "Så betalar du",
  tabs: {
    app: "Bankapp",
    web: "Internetbank",
    atm: "Uttagsautomat",
    ussd: "USSD",
    store: "I butiken",
    scan: "Skanna",
    paste: "Kopiera och klistra in",
    phone: "På den här telefonen",
  },
  steps: {
    bankApp: [
      "Öppna bankens app och välj överföring.",
      "Ange kontonumret som visas här.",
      "Skicka exakt {amount}.",
    ],
    spei: [
      "Öppna bankens app och välj överföring (SPEI).",
      "Klistra in CLABE-numret som visas här som mottagarens konto.",
      "Skicka exakt {amount}. Det kommer fram inom några minuter.",
    ],
    va: [
      "Öppna bankens app och välj överföring, sedan Virtual Account.",
      "Ange det virtuella kontonumret som visas här.",
      "Kontrollera namnet och {amount} och bekräfta med din PIN-kod.",
    ],
    nigeria: [
      "Öppna bankens app och välj överföring.",
      "Ange kontonumret och välj banken.",
      "Skicka exakt {amount} i en överföring.",
    ],
    bankWeb: [
      "Logga in på internetbanken och välj överföring.",
      "Ange numret som visas här som mottagarens konto.",
      "Skicka exakt {amount} och spara kvittot.",
    ],
    atm: [
      "Sätt in kortet och välj överföring eller betalning.",
      "Ange numret som visas här.",
      "Kontrollera {amount}, bekräfta och spara kvittot.",
    ],
    ussd: [
      "Slå bankens USSD-kod och välj överföring.",
      "Ange kontonumret och {amount}.",
      "Bekräfta med din PIN-kod.",
    ],
    store: [
      "Gå till en butik som tar emot betalningar, till exempel OXXO, innan koden går ut.",
      "Be att få betala en räkning och visa streckkoden eller säg numret.",
      "Betala {amount} kontant. Butiken kan ta en avgift.",
      "Spara kvittot.",
    ],
    pixScan: [
      "Öppna bankens app och välj Pix, sedan betala med QR-kod.",
      "Rikta kameran mot koden.",
      "Kontrollera {amount} och bekräfta.",
    ],
    pixPaste: [
      "Kopiera koden som visas här.",
      "Välj Pix i bankens app, sedan Pix Copia e Cola.",
      "Klistra in den, kontrollera {amount} och bekräfta.",
    ],
    qris: [
      "Öppna en bank- eller plånboksapp som tar QRIS.",
      "Skanna koden eller ladda den från en sparad bild.",
      "Kontrollera {amount} och bekräfta med din PIN-kod.",
    ],
    upiScan: [
      "Öppna en UPI-app på telefonen.",
      "Skanna koden.",
      "Kontrollera {amount} och ange din UPI-PIN.",
    ],
    upiPhone: [
      "Tryck på appen du betalar med.",
      "Kontrollera {amount} och ange din UPI-PIN.",
      "Kom tillbaka till den här sidan.",
    ],
    wallet: [
      "Öppna {app} på telefonen och tryck på Skanna.",
      "Rikta kameran mot koden.",
      "Kontrollera {amount} och betala.",
    ],
    coin: [
      "Logga in på din börs eller plånbok på sidan som öppnas.",
      "Kontrollera valutan och {amount}.",
      "Bekräfta betalningen och kom tillbaka.",
    ],
    page: ["Betala på sidan som öppnas.", "Sedan kommer du tillbaka hit."],
  },
  chooseFirst: "Välj ett av de här betalsätten.",
  giveUp: {
    title: "Vill du ge upp koden?",
    note: "Koden blir ogiltig. Om du redan har betalat ska du behålla den.",
    stay: "Behåll koden",
    cancel: "Avbryt betalningen",
  },
  print: "Skriv ut",
  saveImage: "Spara bild",
  share: "Dela",
  remind: "Påminn mig",
  reminder: "Betala {merchant}",
  keep: "Du kan stänga den här sidan. Koden gäller tills den går ut.",
  barcodeOf: "Streckkod för {code}",
  qrOf: "QR-kod för att betala {amount}",
  qrText: "Koden som text",
  openIn: "Öppna {app}",
  openAny: "Öppna en betalapp",
  notOpened: "Öppnades ingen app? Skanna koden med en annan telefon.",
  leaving: "Du skickas till betalsidan",
  leavingNote: "Betala där och kom sedan tillbaka hit.",
  newTab: "Den öppnas i en ny flik. Låt den här vara öppen.",
};
