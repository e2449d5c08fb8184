import type { Guide } from "../messages.ts";

/** How to pay, in French. */
export const guide: Guide = {
  howTo: "Comment payer",
  tabs: {
    app: "Appli bancaire",
    web: "Banque en ligne",
    atm: "Distributeur",
    ussd: "USSD",
    store: "En magasin",
    scan: "Scanner",
    paste: "Copier-coller",
    phone: "Sur ce téléphone",
  },
  steps: {
    bankApp: [
      "Ouvrez l’appli de votre banque et choisissez de faire un virement.",
      "Saisissez le numéro de compte affiché ici.",
      "Envoyez exactement {amount}.",
    ],
    spei: [
      "Ouvrez l’appli de votre banque et choisissez Virement (SPEI).",
      "Collez la CLABE affichée ici comme compte du bénéficiaire.",
      "Envoyez exactement {amount}. L’argent arrive en quelques minutes.",
    ],
    va: [
      "Ouvrez l’appli de votre banque et choisissez Virement, puis Virtual Account.",
      "Saisissez le numéro de compte virtuel affiché ici.",
      "Vérifiez le nom et {amount}, puis confirmez avec votre code PIN.",
    ],
    nigeria: [
      "Ouvrez l’appli de votre banque et choisissez Virement.",
      "Saisissez le numéro de compte et choisissez la banque.",
      "Envoyez exactement {amount} en un seul virement.",
    ],
    bankWeb: [
      "Connectez-vous à votre banque en ligne et choisissez de faire un virement.",
      "Saisissez le numéro affiché ici comme bénéficiaire.",
      "Envoyez exactement {amount} et gardez le reçu.",
    ],
    atm: [
      "Insérez votre carte et choisissez Virement ou Paiement.",
      "Saisissez le numéro affiché ici.",
      "Vérifiez {amount}, confirmez et gardez le reçu.",
    ],
    ussd: [
      "Composez le code USSD de votre banque et choisissez Virement.",
      "Saisissez le numéro de compte et {amount}.",
      "Confirmez avec votre code PIN.",
    ],
    store: [
      "Rendez-vous dans un magasin qui accepte les paiements, comme OXXO, avant l’expiration du code.",
      "Demandez à payer un service et montrez le code-barres ou dictez le numéro.",
      "Payez {amount} en espèces. Le magasin peut ajouter des frais.",
      "Gardez le reçu.",
    ],
    pixScan: [
      "Ouvrez l’appli de votre banque, choisissez Pix, puis Payer avec un QR code.",
      "Visez le code avec l’appareil photo.",
      "Vérifiez {amount} et confirmez.",
    ],
    pixPaste: [
      "Copiez le code affiché ici.",
      "Dans l’appli de votre banque, choisissez Pix, puis Pix Copia e Cola.",
      "Collez-le, vérifiez {amount} et confirmez.",
    ],
    qris: [
      "Ouvrez une appli bancaire ou un portefeuille qui accepte QRIS.",
      "Scannez le code ou chargez-le depuis une image enregistrée.",
      "Vérifiez {amount} et confirmez avec votre code PIN.",
    ],
    upiScan: [
      "Ouvrez une appli UPI sur votre téléphone.",
      "Scannez le code.",
      "Vérifiez {amount} et saisissez votre code PIN UPI.",
    ],
    upiPhone: [
      "Touchez l’appli avec laquelle vous payez.",
      "Vérifiez {amount} et saisissez votre code PIN UPI.",
      "Revenez sur cette page.",
    ],
    wallet: [
      "Ouvrez {app} sur votre téléphone et touchez Scanner.",
      "Visez le code avec l’appareil photo.",
      "Vérifiez {amount} et payez.",
    ],
    coin: [
      "Connectez-vous à votre plateforme ou portefeuille sur la page qui s’ouvre.",
      "Vérifiez la monnaie et {amount}.",
      "Confirmez le paiement et revenez ici.",
    ],
    page: ["Payez sur la page qui s’ouvre.", "Vous reviendrez ici une fois le paiement fait."],
  },
  chooseFirst: "Choisissez l’un de ces moyens de paiement.",
  giveUp: {
    title: "Abandonner ce code\u00a0?",
    note: "Le code ne sera plus valable. Si vous avez déjà payé, conservez-le.",
    stay: "Garder ce code",
    cancel: "Annuler le paiement",
  },
  print: "Imprimer",
  saveImage: "Enregistrer l’image",
  share: "Partager",
  remind: "Me le rappeler",
  reminder: "Payer {merchant}",
  keep: "Vous pouvez fermer cette page. Le code reste valable jusqu’à son expiration.",
  barcodeOf: "Code-barres de {code}",
  qrOf: "QR code pour payer {amount}",
  qrText: "Code sous forme de texte",
  openIn: "Ouvrir {app}",
  openAny: "Ouvrir une appli de paiement",
  notOpened: "Aucune appli ne s’est ouverte\u202f? Scannez le code avec un autre téléphone.",
  leaving: "Ouverture de la page de paiement",
  leavingNote: "Payez là-bas, puis revenez ici.",
  newTab: "Elle s’ouvre dans un nouvel onglet. Gardez celui-ci ouvert.",
};
