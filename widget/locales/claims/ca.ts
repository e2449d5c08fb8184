import type { ClaimTexts } from "./texts.ts";

/** Catalan. */
export const claimTexts: ClaimTexts = {
  title: "Devolució de {merchant}",
  where: "On ha d’anar a parar l’import?",
  debitCard: "Targeta de dèbit",
  upiId: "UPI ID",
  randomKey: "Clau aleatòria",
  holder: "Nom del titular del compte",
  holderNote: "Si va pagar una altra persona, {merchant} comprova primer el nom.",
  bankName: "Nom del banc",
  bankCode: "Codi del banc",
  digits: "Xifres: {n}",
  compare: "Sembla que una xifra és incorrecta. Compara el número.",
  check: "És correcte?",
  checkNote: "Els diners enviats a un compte equivocat són difícils de recuperar.",
  change: "Canvia",
  confirm: "Sí, envia’ls",
  sending: "Els diners estan en camí",
  sendingNote: "Pots tancar aquesta pàgina i tornar a obrir l’enllaç més tard.",
  waiting: "{merchant} comprova les teves dades",
  sent: "S’han enviat els diners",
  failed: "No s’han pogut enviar els diners",
  expired: "Aquest enllaç ha caducat",
  canceled: "Aquesta devolució s’ha cancel·lat",
  blocked:
    "Aquesta pàgina no pot funcionar aquí. Torna-la a carregar, permet JavaScript o obre l’enllaç en un altre navegador.",
};
