import type { Guide } from "../messages.ts";

/** How to pay, in Catalan. */
export const guide: Guide = {
  howTo: "Com pagar",
  tabs: {
    app: "App del banc",
    web: "Banca en línia",
    atm: "Caixer",
    ussd: "USSD",
    store: "A la botiga",
    scan: "Escaneja",
    paste: "Copia i enganxa",
    phone: "En aquest mòbil",
  },
  steps: {
    bankApp: [
      "Obre l’app del teu banc i tria fer una transferència.",
      "Escriu el número de compte que veus aquí.",
      "Envia exactament {amount}.",
    ],
    spei: [
      "Obre l’app del teu banc i tria Transferir (SPEI).",
      "Enganxa la CLABE que veus aquí com a compte de destinació.",
      "Envia exactament {amount}. Arriba en minuts.",
    ],
    va: [
      "Obre l’app del teu banc i tria Transferència i després Virtual Account.",
      "Escriu el número de compte virtual que veus aquí.",
      "Revisa el nom i {amount}, i confirma amb el PIN.",
    ],
    nigeria: [
      "Obre l’app del teu banc i tria Transferència.",
      "Escriu el número de compte i tria el banc.",
      "Envia exactament {amount} en una sola transferència.",
    ],
    bankWeb: [
      "Entra a la banca en línia i tria fer una transferència.",
      "Escriu el número que veus aquí com a destinació.",
      "Envia exactament {amount} i guarda el rebut.",
    ],
    atm: [
      "Introdueix la targeta i tria Transferència o Pagament.",
      "Escriu el número que veus aquí.",
      "Revisa {amount}, confirma i guarda el rebut.",
    ],
    ussd: [
      "Marca el codi USSD del teu banc i tria Transferència.",
      "Escriu el número de compte i {amount}.",
      "Confirma amb el PIN.",
    ],
    store: [
      "Ves a una botiga que accepti pagaments, com OXXO, abans que caduqui el codi.",
      "Digues que vols pagar un servei i mostra el codi de barres o dicta el número.",
      "Paga {amount} en efectiu. La botiga pot cobrar una comissió.",
      "Guarda el rebut.",
    ],
    pixScan: [
      "Obre l’app del teu banc i tria Pix i després pagar amb codi QR.",
      "Enfoca el codi amb la càmera.",
      "Revisa {amount} i confirma.",
    ],
    pixPaste: [
      "Copia el codi que veus aquí.",
      "A l’app del banc tria Pix i després Pix Copia e Cola.",
      "Enganxa’l, revisa {amount} i confirma.",
    ],
    qris: [
      "Obre una app de banc o cartera que accepti QRIS.",
      "Escaneja el codi o carrega’l des d’una imatge desada.",
      "Revisa {amount} i confirma amb el PIN.",
    ],
    upiScan: [
      "Obre qualsevol app d’UPI al mòbil.",
      "Escaneja el codi.",
      "Revisa {amount} i escriu el PIN d’UPI.",
    ],
    upiPhone: [
      "Toca l’app amb què pagues.",
      "Revisa {amount} i escriu el PIN d’UPI.",
      "Torna a aquesta pàgina.",
    ],
    wallet: [
      "Obre {app} al mòbil i toca Escaneja.",
      "Enfoca el codi amb la càmera.",
      "Revisa {amount} i paga.",
    ],
    coin: [
      "Entra al teu exchange o cartera a la pàgina que s’obre.",
      "Revisa la moneda i {amount}.",
      "Confirma el pagament i torna.",
    ],
    page: ["Paga a la pàgina que s’obre.", "En acabar tornaràs aquí."],
  },
  chooseFirst: "Tria una d’aquestes formes de pagament.",
  giveUp: {
    title: "Vols renunciar a aquest codi?",
    note: "El codi deixarà de ser vàlid. Si ja has pagat, conserva’l.",
    stay: "Conserva el codi",
    cancel: "Cancel·la el pagament",
  },
  print: "Imprimeix",
  saveImage: "Desa la imatge",
  share: "Comparteix",
  remind: "Recorda-m’ho",
  reminder: "Pagar a {merchant}",
  keep: "Pots tancar aquesta pàgina. El codi és vàlid fins que caduqui.",
  barcodeOf: "Codi de barres de {code}",
  qrOf: "Codi QR per pagar {amount}",
  qrText: "Codi com a text",
  openIn: "Obre {app}",
  openAny: "Obre una app de pagament",
  notOpened: "No s’ha obert cap app? Escaneja el codi amb un altre mòbil.",
  leaving: "Et portem a la pàgina de pagament",
  leavingNote: "Paga allà i després torna aquí.",
  newTab: "S’obre en una pestanya nova. No tanquis aquesta.",
};
