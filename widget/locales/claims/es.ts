import type { ClaimTexts } from "./texts.ts";

/** Spanish. */
export const claimTexts: ClaimTexts = {
  title: "Devolución de {merchant}",
  where: "¿Adónde enviamos el dinero?",
  debitCard: "Tarjeta de débito",
  upiId: "UPI ID",
  randomKey: "Clave aleatoria",
  holder: "Titular de la cuenta",
  holderNote: "Si pagó otra persona, {merchant} comprueba antes el nombre.",
  bankName: "Nombre del banco",
  bankCode: "Código del banco",
  digits: "Cifras: {n}",
  compare: "Parece que hay una cifra incorrecta. Compara el número.",
  check: "¿Es correcto?",
  checkNote: "El dinero enviado a una cuenta equivocada es difícil de recuperar.",
  change: "Cambiar",
  confirm: "Sí, enviar",
  sending: "El dinero está en camino",
  sendingNote: "Puedes cerrar esta página y volver a abrir el enlace más tarde.",
  waiting: "{merchant} está comprobando tus datos",
  sent: "El dinero se ha enviado",
  failed: "No se ha podido enviar el dinero",
  expired: "Este enlace ha caducado",
  canceled: "Esta devolución se ha cancelado",
  blocked:
    "Esta página no puede funcionar aquí. Vuelve a cargarla, permite JavaScript o abre el enlace en otro navegador.",
};
