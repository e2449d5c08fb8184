import type { ClaimTexts } from "./texts.ts";

/** French. */
export const claimTexts: ClaimTexts = {
  title: "Remboursement de {merchant}",
  where: "Où envoyer l’argent\u00a0?",
  debitCard: "Carte de débit",
  upiId: "UPI ID",
  randomKey: "Clé aléatoire",
  holder: "Nom du titulaire du compte",
  holderNote: "Si une autre personne a payé, {merchant} vérifie d’abord le nom.",
  bankName: "Nom de la banque",
  bankCode: "Code de la banque",
  digits: "Chiffres\u00a0: {n}",
  compare: "Un chiffre semble faux. Veuillez comparer le numéro.",
  check: "Est-ce correct\u00a0?",
  checkNote: "L’argent envoyé sur un mauvais compte est difficile à récupérer.",
  change: "Modifier",
  confirm: "Oui, envoyer",
  sending: "L’argent est en route",
  sendingNote: "Vous pouvez fermer cette page et rouvrir le lien plus tard.",
  waiting: "{merchant} vérifie vos informations",
  sent: "L’argent a été envoyé",
  failed: "L’argent n’a pas pu être envoyé",
  expired: "Ce lien a expiré",
  canceled: "Ce remboursement a été annulé",
  blocked:
    "Cette page ne peut pas fonctionner ici. Rechargez-la, autorisez JavaScript ou ouvrez le lien dans un autre navigateur.",
};
