/** What the console tells in sentences, in Portuguese. */
import type { StoryTexts } from "./texts.ts";

export const ptStory: StoryTexts = {
  title: "O que aconteceu",
  now: {
    creating: "O pedido está sendo enviado a {account}.",
    unknown:
      "{account} não deu uma resposta clara: pode haver um pedido ou não. Consulta-se de novo e de novo; nada é enviado duas vezes.",
    pending: "{customer} já viu como pagar {amount}. Nada chegou ainda.",
    partially_paid: "Chegaram {received} de {amount}: faltam {missing}. Pode chegar mais.",
    review: "O que {account} informou não coincide com o pedido. Uma pessoa deve decidir.",
    succeeded: "Está pago: chegaram {received}.",
    failed: "{account} recusou, e nenhum dinheiro se moveu.",
    canceled: "Foi cancelado. Nenhum dinheiro chegou.",
    expired: "O prazo para pagar terminou. Nenhum dinheiro chegou.",
  },
  inDoubt: "Foi informado que o dinheiro foi retirado, e {account} não confirmou.",
  receivedAfterEnd: "Mesmo assim chegaram {received}.",
  exception: {
    partially_paid: "Só chegaram {received} de {amount}: faltam {missing}.",
    overpaid: "O cliente pagou {excess} a mais.",
    overpaidRest: "O cliente pagou {excess} a mais. Disso, {rest} não foram reembolsados.",
    overpaidReturned: "O cliente pagou {excess} a mais, e isso foi reembolsado.",
    underpaid: "O cliente pagou {missing} a menos.",
    paid_late: "O dinheiro chegou depois do fim do pagamento. Veja se o pedido ainda pode ser entregue.",
    duplicate_paid:
      "Outro pagamento já havia pago esta sessão: {received} foram pagos duas vezes e devem ser reembolsados.",
    reference_paid_before:
      "Outra sessão com a referência {reference} foi paga antes. Confira se ninguém pagou duas vezes.",
    reversed: "O provedor estornou o pagamento. Não entregue, ou recupere a mercadoria.",
    provider_unknown: "O provedor informa que não tem este pedido.",
  },
  failure: "Motivo: {code}.",
  retry: "O cliente pode tentar de novo.",
  refunded: "Foram reembolsados {refunded}.",
  step: {
    created: "{customer} escolheu {method} para pagar {amount}. Um pedido foi enviado a {account}.",
    shownStore: "{customer} viu um código de loja de {amount}.",
    shownAccount: "{customer} viu uma conta para transferir {amount}.",
    shownQr: "{customer} viu um código QR de {amount}.",
    shownPage: "{customer} foi à página de {account} para pagar {amount}.",
    shown: "{customer} viu como pagar {amount}.",
    unknown: "{account} não deu uma resposta clara. Consulta-se de novo.",
    partially_paid: "{account} informou que uma parte do dinheiro havia chegado.",
    review: "O que {account} informou não coincide com o pedido. Espera por uma pessoa.",
    succeeded: "{account} confirmou que o dinheiro chegou.",
    failed: "{account} recusou o pagamento.",
    canceled: "O pagamento foi cancelado.",
    expired: "O prazo para pagar terminou.",
    settled: "{actor} resolveu: {status}.",
    changed: "Passou de “{from}” a “{to}”.",
    noted: "{cause}: o status não mudou.",
    reported: "{account} informou: {reported}. Isso é confirmado com uma consulta.",
  },
  payoutNow: {
    awaiting_approval: "{amount} esperam até que outra pessoa aprove. Nada foi enviado.",
    creating: "{amount} estão sendo enviados a {account}.",
    unknown:
      "{account} não deu uma resposta clara: o dinheiro pode ter sido enviado ou não. Consulta-se de novo; nada é enviado duas vezes.",
    pending: "{account} tem o pedido de {amount} e está pagando.",
    review: "O que {account} informou não coincide com o pedido. Uma pessoa deve decidir.",
    succeeded: "{amount} foram pagos.",
    failed: "{account} não pagou, ou o dinheiro voltou.",
    rejected: "Uma pessoa rejeitou. Nada foi enviado.",
  },
  payoutReversed: "O dinheiro voltou.",
  payoutInDoubt: "Foi informado que o dinheiro voltou, e {account} não confirmou.",
  refundNow: {
    awaiting_claim: "O cliente ainda não informou uma conta para o reembolso de {amount}. Envie o link.",
    awaiting_approval:
      "O reembolso de {amount} espera até que outra pessoa o aprove. Nada foi enviado. A aprovação é feita na página do envio de dinheiro.",
    creating: "O reembolso de {amount} está sendo enviado.",
    unknown:
      "Não houve resposta clara sobre o reembolso: {amount} podem ter sido enviados ou não. Consulta-se de novo.",
    pending: "O reembolso de {amount} está em andamento no provedor.",
    succeeded: "{amount} foram reembolsados.",
    failed: "O reembolso de {amount} falhou: não foi pago ou voltou. Pode ser reembolsado de novo.",
    canceled: "O reembolso foi cancelado. Nada foi enviado.",
    expired: "O cliente não usou o link a tempo. Nada foi enviado.",
  },
  refundStep: {
    created: "{actor} solicitou um reembolso de {amount} ({reason}), {method}.",
    claimed: "O cliente informou uma conta para o reembolso de {amount}.",
    awaiting_approval: "O reembolso de {amount} espera até que outra pessoa o aprove.",
    approved: "{actor} aprovou o reembolso de {amount}.",
    sent: "O reembolso de {amount} foi enviado a {account}.",
    unknown: "{account} não deu uma resposta clara sobre o reembolso de {amount}. Consulta-se de novo.",
    pending: "{account} aceitou o reembolso de {amount}.",
    succeeded: "{account} confirmou que {amount} foram reembolsados.",
    failed: "O reembolso de {amount} falhou ({code}): não foi pago ou voltou.",
    canceled: "{actor} cancelou o reembolso de {amount}. Nada foi enviado.",
    expired: "O cliente não usou a tempo o link para o reembolso de {amount}. Nada foi enviado.",
    changed: "O reembolso de {amount} passou de “{from}” a “{to}”.",
  },
  actor: {
    key: "a loja ({id})",
    command: "a linha de comando",
  },
  refundMethod: {
    provider: "pelo próprio provedor",
    payout: "por um envio de dinheiro",
    claim: "por um link para o cliente",
  },
  customer: {
    title: "O que o cliente vê",
    code: "Um número para pagar no caixa",
    account: "Uma conta para transferir",
    qr: "Um código QR com este texto",
    page: "A página do provedor",
    form: "Um formulário que leva à página do provedor",
    until: "Pode ser pago até {time}.",
    waiting:
      "Que o pagamento está sendo confirmado, o que pode levar alguns minutos, e que não se deve pagar de novo. Nenhum código ou página é mostrado.",
    paid: "Que o pagamento chegou, e o caminho de volta à loja.",
    ended: "Que este pagamento terminou, e as formas de pagar, se a sessão ainda está aberta.",
    settling:
      "Que o pagamento está sendo conferido, quanto chegou, e que não se deve pagar de novo. Nenhum código ou página é mostrado.",
    partly: "Que uma parte chegou, quanto falta, e o código para pagar.",
    partlyPlain: "Que uma parte chegou, e quanto falta. Nenhum código ou página é mostrado.",
    settlingPlain:
      "Que o pagamento está sendo conferido, e que não se deve pagar de novo. Nenhum código ou página é mostrado.",
  },
  today: {
    title: "O que precisa da sua atenção",
    calm: "Nada precisa de você. Tudo anda sozinho.",
    counts: "{count} para ver",
    payment_review: {
      name: "Pagamentos em revisão",
      words:
        "Não está claro o que foi pago: mais, menos ou mais tarde do que o pedido, ou os relatos diferem. Leia a história, consulte o provedor e resolva.",
    },
    payout_review: {
      name: "Envios de dinheiro em revisão",
      words: "Não está claro se o dinheiro saiu. Confira com o provedor e resolva.",
    },
    payment_unknown: {
      name: "Pagamentos desconhecidos há muito",
      words:
        "Há mais de uma hora o provedor não confirma se há um pedido. Consulte-o, ou ligue para o suporte.",
    },
    payout_unknown: {
      name: "Envios desconhecidos há muito",
      words: "Há mais de uma hora o provedor não confirma se tem o envio. Nunca é enviado duas vezes.",
    },
    payment_reversal: {
      name: "Estornos em dúvida",
      words:
        "Foi informado que o dinheiro foi retirado, e o provedor não confirmou a tempo. Enquanto não for resolvido, nada pode ser reembolsado. Consulte o provedor e depois resolva.",
    },
    payout_reversal: {
      name: "Envios que talvez tenham voltado",
      words:
        "Foi informado que o dinheiro voltou, e o provedor não confirmou a tempo. Não envie de novo ainda. Consulte o provedor e depois resolva.",
    },
    payout_approval: {
      name: "Envios de dinheiro por aprovar",
      words: "Nada é enviado até que alguém que não o solicitou o aprove.",
    },
    refund_claim: {
      name: "Reembolsos que esperam o cliente",
      words: "O cliente ainda não informou uma conta. Envie o link de novo, ou cancele o reembolso.",
    },
    dead_delivery: {
      name: "Eventos que não foram entregues",
      words: "A loja não os recebeu, e não se tenta mais sozinho. Conserte a loja e envie-os de novo.",
    },
    open_circuit: {
      name: "Provedores que não respondem",
      words:
        "Falharam tantas chamadas que por um tempo não se fazem mais. Aos clientes oferecem-se outras formas.",
    },
    refund_approval: {
      name: "Reembolsos por aprovar",
      words: "Nada é enviado até que alguém que não solicitou o reembolso aprove o envio.",
    },
    stray_money: {
      name: "Dinheiro de pedidos que não estão aqui",
      words:
        "Um provedor informa dinheiro de um pedido que este banco de dados não tem. Compare com o provedor e credite ou devolva.",
    },
    discrepancy: {
      name: "Diferenças com os livros do provedor",
      words:
        "A comparação diária encontrou outro estado ou outro valor. Abra o pagamento e consulte o provedor.",
    },
    uncovered_account: {
      name: "Contas que não estão configuradas",
      words:
        "Há pagamentos abertos de uma conta que a configuração já não tem como era. Ponha-a de volta; enquanto isso nada termina.",
    },
    disabled_endpoint: {
      name: "Endereços de webhook desligados",
      words:
        "A loja respondeu 410 e nada mais é enviado a ela. Quando a loja funcionar, reenvie qualquer evento: isso a liga.",
    },
    dead_job: {
      name: "Tarefas que falharam vezes demais",
      words: "O servidor deixou de tentar. Execute “pay-checkout jobs”, corrija a causa e repita a tarefa.",
    },
    drift: {
      name: "Provedores que mudaram suas mensagens",
      words:
        "Uma mensagem trouxe um campo ou um código que a documentação não tem. Compare com o provedor e avise os desenvolvedores.",
    },
    other: {
      name: "Outro assunto",
      words: "Esta página ainda não o conhece. Recarregue-a.",
    },
  },
  why: {
    id: "seu id",
    reference: "sua referência",
    order_no: "seu número do pedido",
    provider_order_id: "o número do provedor",
    utr: "seu UTR",
    code: "o código que o cliente viu",
    email: "o e-mail do cliente",
    phone: "o telefone do cliente",
    amount: "seu valor",
  },
  /** Calls to a provider, and its messages. */
  operation: {
    create: "criação",
    query: "consulta",
    cancel: "cancelamento",
    payout: "envio de dinheiro",
    payout_query: "consulta de um envio",
    refund: "reembolso",
    balance: "saldo",
    statement: "lista do dia",
    callback: "mensagem do provedor",
  },
  direction: { out: "nossa solicitação", in: "mensagem do provedor" },
  sections: {
    timeline: "Histórico",
    exchanges: "Mensagens com o provedor",
    exchangesHint: "Credenciais e assinaturas são trocadas por [secret].",
    request: "O que foi enviado",
    response: "O que foi respondido",
    events: "Eventos para a loja",
    refunds: "Reembolsos",
    payments: "Pagamentos",
    details: "Dados",
    actions: "O que você pode fazer",
    available: "Disponível",
    total: "No total",
    frozen: "Retido",
    asOf: "Em {time}",
    capabilities: "O que sabe fazer",
    circuits: "Chamadas",
    lastSuccess: "Última resposta",
    never: "ainda não",
    nextAttempt: "próxima tentativa {time}",
    noAttempts: "Nenhuma tentativa ainda",
    statement: "A lista do dia do provedor",
    discrepancies: "Onde os livros diferem",
    agree: "Tudo coincide.",
    notCompared:
      "Este dia ainda não foi comparado por completo. O servidor faz isso depois das 14:00 UTC do dia seguinte. Para um dia anterior, execute: pay-checkout reconcile --day {day}",
    compared: "Comparado: {time}. Lançamentos e pedidos verificados: {count}.",
  },
  discrepancy: {
    missing_here: "o provedor o tem, e não é nosso",
    missing_there: "aqui foi pago, e o provedor não o tem",
    amount_differs: "outro valor ou outra moeda",
    status_differs: "pago lá, não pago aqui",
  },
};
