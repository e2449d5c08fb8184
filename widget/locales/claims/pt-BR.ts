import { claimTexts as portuguese } from "./pt.ts";
import type { ClaimTexts } from "./texts.ts";

/** Portuguese (Brazil). */
export const claimTexts: ClaimTexts = {
  ...portuguese,
  where: "Para onde deve ir o dinheiro?",
  digits: "Dígitos: {n}",
  compare: "Um dígito parece errado. Compare o número.",
  sendingNote: "Você pode fechar esta página e abrir o link de novo mais tarde.",
  waiting: "{merchant} está verificando seus dados",
  expired: "Este link expirou",
  blocked:
    "Esta página não funciona aqui. Recarregue-a, permita JavaScript ou abra o link em outro navegador.",
};
