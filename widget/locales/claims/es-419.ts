import { claimTexts as spanish } from "./es.ts";
import type { ClaimTexts } from "./texts.ts";

/** Spanish (Latin America). */
export const claimTexts: ClaimTexts = {
  ...spanish,
  where: "¿A dónde enviamos el dinero?",
  digits: "Dígitos: {n}",
  compare: "Parece que hay un dígito incorrecto. Compara el número.",
  holderNote: "Si pagó otra persona, {merchant} verifica antes el nombre.",
  sent: "El dinero fue enviado",
  failed: "No se pudo enviar el dinero",
  expired: "Este enlace venció",
  canceled: "Esta devolución fue cancelada",
  waiting: "{merchant} está verificando tus datos",
};
