import type { ClaimTexts } from "./texts.ts";

/** Portuguese. */
export const claimTexts: ClaimTexts = {
  title: "Reembolso de {merchant}",
  where: "Para onde deve ir o dinheiro?",
  debitCard: "Cartão de débito",
  upiId: "UPI ID",
  randomKey: "Chave aleatória",
  holder: "Nome do titular da conta",
  holderNote: "Se outra pessoa pagou, {merchant} verifica primeiro o nome.",
  bankName: "Nome do banco",
  bankCode: "Código do banco",
  digits: "Algarismos: {n}",
  compare: "Um algarismo parece errado. Compare o número.",
  check: "Está correto?",
  checkNote: "O dinheiro enviado para uma conta errada é difícil de recuperar.",
  change: "Alterar",
  confirm: "Sim, enviar",
  sending: "O dinheiro está a caminho",
  sendingNote: "Pode fechar esta página e voltar a abrir a ligação mais tarde.",
  waiting: "{merchant} está a verificar os seus dados",
  sent: "O dinheiro foi enviado",
  failed: "Não foi possível enviar o dinheiro",
  expired: "Esta ligação expirou",
  canceled: "Este reembolso foi cancelado",
  blocked:
    "Esta página não pode funcionar aqui. Recarregue-a, permita JavaScript ou abra a ligação noutro navegador.",
};
