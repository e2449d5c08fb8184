/** What the dialogs say before something is done, in Portuguese. */
import type { ActionTexts } from "./texts.ts";

export const ptActions: ActionTexts = {
  refresh: {
    title: "Perguntar agora ao provedor",
    words:
      "Pergunta-se a {account} como está {id}. O que ele responder vale na hora. Nenhum dinheiro se move.",
    do: "Perguntar agora",
    done: "O provedor respondeu.",
    silent: "O provedor não respondeu. Nada mudou.",
  },
  resolve: {
    title: "Decidir você mesmo",
    words:
      "{id} está em revisão porque o que foi dito não coincide. Você decide como terminou, e assim fica. A loja é avisada, e seu nome e sua nota ficam na auditoria.",
    succeeded: "Pago: a loja entrega",
    failed: "Não pago: nada é entregue",
    outcome: "Como terminou?",
    note: "Por quê? (para o histórico)",
    do: "Decidir",
    done: "Decidido.",
  },
  refund: {
    title: "Devolver dinheiro",
    available: "Podem ser devolvidos até {amount}.",
    full: "Deixe como está para devolver tudo.",
    how: "Como",
    claim: "Um link para o cliente, que informa para onde vai o dinheiro",
    claimWords:
      "Um link é criado. Você o envia ao cliente, que informa uma conta. Depois disso, {account} paga {amount}.",
    payout: "Para uma conta que eu conheço",
    payoutWords: "{amount} são pagos na conta abaixo assim que você confirmar.",
    approval: "Um valor alto espera até que outra pessoa o aprove.",
    reasons: {
      duplicate: "Pago duas vezes",
      overpaid: "Pago a mais",
      late: "Pago tarde demais",
      requested: "O cliente pede",
      other: "Outra coisa",
    },
    doPlain: "Devolver",
    done: "O reembolso está feito.",
    link: "Link para o cliente",
    linkHint: "Quem tem este link pode dizer para onde vai o dinheiro. Envie-o só ao cliente.",
  },
  cancelRefund: {
    title: "Cancelar o reembolso",
    words: "O link do cliente deixa de funcionar, e nada é pago.",
    do: "Cancelar o reembolso",
    done: "O reembolso está cancelado.",
  },
  cancelSession: {
    title: "Cancelar a sessão",
    words:
      "O cliente não pode mais pagar {reference}. O pedido aberto é cancelado no provedor onde isso é possível. Dinheiro que chegar mesmo assim não se perde: você é avisado.",
    do: "Cancelar a sessão",
    done: "A sessão está cancelada.",
  },
  changeSession: {
    title: "Mudar o que deve ser pago",
    words:
      "A página do cliente muda na hora. Antes, abandona-se um pedido que o cliente não viu ou que pode ser cancelado.",
    expiresIn: "Vence em quantas horas?",
    do: "Mudar",
    done: "Mudado.",
    keep: "Deixe um campo como está para mantê-lo.",
  },
  link: {
    title: "Link da página de pagamento",
    words: "Mostra o endereço da página em que {reference} é pago. Quem o tem pode ver o pedido e pagá-lo.",
    do: "Mostrar o link",
    done: "Aqui está o link.",
  },
  approve: {
    title: "Aprovar o envio de dinheiro",
    words:
      "{account} envia {amount} por {reference} na hora. Não há como desfazer. Quem o criou não pode aprová-lo.",
    do: "Aprovar e enviar {amount}",
    done: "Aprovado.",
  },
  reject: {
    title: "Rejeitar o envio de dinheiro",
    words: "{amount} por {reference} não são enviados, nem agora nem depois.",
    do: "Rejeitar",
    done: "Rejeitado.",
  },
  redeliver: {
    title: "Enviar o evento de novo",
    words:
      "{type} é enviado de novo a cada destino que o recebe. Uma loja que já o tinha deve ignorar a repetição.",
    do: "Enviar de novo",
    done: "Está sendo enviado.",
  },
  replay: {
    title: "Enviar muitos eventos de novo",
    words:
      "Cada evento deste período é enviado de novo, o mais antigo primeiro. Uma loja que já os tinha deve ignorar as repetições.",
    undelivered: "Só os que não foram entregues",
    do: "Enviar",
    done: "Estão sendo enviados.",
  },
  test: {
    title: "Enviar um evento de teste",
    words: "Cada destino recebe um evento de teste. Ele não trata de nenhum pagamento.",
    do: "Enviar um teste",
    done: "O teste foi enviado.",
  },
  balance: "Consultar o saldo",
};
