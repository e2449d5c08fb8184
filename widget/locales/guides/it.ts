import type { Guide } from "../messages.ts";

/** How to pay, in Italian. */
export const guide: Guide = {
  howTo: "Come pagare",
  tabs: {
    app: "App della banca",
    web: "Home banking",
    atm: "Sportello ATM",
    ussd: "USSD",
    store: "In negozio",
    scan: "Scansiona",
    paste: "Copia e incolla",
    phone: "Su questo telefono",
  },
  steps: {
    bankApp: [
      "Apri l’app della tua banca e scegli di fare un bonifico.",
      "Inserisci il numero di conto mostrato qui.",
      "Invia esattamente {amount}.",
    ],
    spei: [
      "Apri l’app della tua banca e scegli Trasferimento (SPEI).",
      "Incolla il CLABE mostrato qui come conto del beneficiario.",
      "Invia esattamente {amount}. Arriva in pochi minuti.",
    ],
    va: [
      "Apri l’app della tua banca e scegli Trasferimento, poi Virtual Account.",
      "Inserisci il numero di conto virtuale mostrato qui.",
      "Controlla il nome e {amount}, poi conferma con il PIN.",
    ],
    nigeria: [
      "Apri l’app della tua banca e scegli Trasferimento.",
      "Inserisci il numero di conto e scegli la banca.",
      "Invia esattamente {amount} in un solo trasferimento.",
    ],
    bankWeb: [
      "Accedi all’home banking e scegli di fare un bonifico.",
      "Inserisci il numero mostrato qui come beneficiario.",
      "Invia esattamente {amount} e conserva la ricevuta.",
    ],
    atm: [
      "Inserisci la carta e scegli Trasferimento o Pagamento.",
      "Digita il numero mostrato qui.",
      "Controlla {amount}, conferma e conserva la ricevuta.",
    ],
    ussd: [
      "Componi il codice USSD della tua banca e scegli Trasferimento.",
      "Digita il numero di conto e {amount}.",
      "Conferma con il PIN.",
    ],
    store: [
      "Vai in un negozio che accetta pagamenti, come OXXO, prima che il codice scada.",
      "Chiedi di pagare un servizio e mostra il codice a barre o detta il numero.",
      "Paga {amount} in contanti. Il negozio può aggiungere una commissione.",
      "Conserva la ricevuta.",
    ],
    pixScan: [
      "Apri l’app della tua banca, scegli Pix e poi Paga con codice QR.",
      "Inquadra il codice.",
      "Controlla {amount} e conferma.",
    ],
    pixPaste: [
      "Copia il codice mostrato qui.",
      "Nell’app della tua banca scegli Pix e poi Pix Copia e Cola.",
      "Incollalo, controlla {amount} e conferma.",
    ],
    qris: [
      "Apri un’app bancaria o un portafoglio che accetta QRIS.",
      "Scansiona il codice o caricalo da un’immagine salvata.",
      "Controlla {amount} e conferma con il PIN.",
    ],
    upiScan: [
      "Apri un’app UPI sul telefono.",
      "Scansiona il codice.",
      "Controlla {amount} e inserisci il PIN UPI.",
    ],
    upiPhone: [
      "Tocca l’app con cui paghi.",
      "Controlla {amount} e inserisci il PIN UPI.",
      "Torna a questa pagina.",
    ],
    wallet: [
      "Apri {app} sul telefono e tocca Scansiona.",
      "Inquadra il codice.",
      "Controlla {amount} e paga.",
    ],
    coin: [
      "Accedi al tuo exchange o portafoglio nella pagina che si apre.",
      "Controlla la valuta e {amount}.",
      "Conferma il pagamento e torna qui.",
    ],
    page: ["Paga nella pagina che si apre.", "Alla fine torni qui."],
  },
  chooseFirst: "Scegli uno di questi metodi.",
  giveUp: {
    title: "Rinunciare a questo codice?",
    note: "Il codice non sarà più valido. Se hai già pagato, conservalo.",
    stay: "Conserva il codice",
    cancel: "Annulla il pagamento",
  },
  print: "Stampa",
  saveImage: "Salva immagine",
  share: "Condividi",
  remind: "Ricordamelo",
  reminder: "Pagare {merchant}",
  keep: "Puoi chiudere questa pagina. Il codice resta valido fino alla scadenza.",
  barcodeOf: "Codice a barre di {code}",
  qrOf: "Codice QR per pagare {amount}",
  qrText: "Codice come testo",
  openIn: "Apri {app}",
  openAny: "Apri un’app di pagamento",
  notOpened: "Nessuna app si è aperta? Scansiona il codice con un altro telefono.",
  leaving: "Ti portiamo alla pagina di pagamento",
  leavingNote: "Paga lì, poi torna qui.",
  newTab: "Si apre in un’altra scheda. Tieni aperta questa.",
};
