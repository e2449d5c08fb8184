/** What the console tells in sentences, in Spanish. */
import type { StoryTexts } from "./texts.ts";

export const esStory: StoryTexts = {
  title: "Qué pasó",
  now: {
    creating: "La orden se está enviando a {account}.",
    unknown:
      "{account} no dio una respuesta clara: puede haber una orden o no. Se consulta una y otra vez; nada se envía dos veces.",
    pending: "{customer} ya vio cómo pagar {amount}. Todavía no ha llegado nada.",
    partially_paid: "Han llegado {received} de {amount}: faltan {missing}. Puede llegar más.",
    review: "Lo que informó {account} no coincide con la orden. Una persona debe decidir.",
    succeeded: "Está pagado: han llegado {received}.",
    failed: "{account} lo rechazó y no se ha movido dinero.",
    canceled: "Se canceló. No ha llegado dinero.",
    expired: "El tiempo para pagar terminó. No ha llegado dinero.",
  },
  inDoubt: "Se informó que el dinero fue retirado, y {account} no lo ha confirmado.",
  receivedAfterEnd: "Aun así han llegado {received}.",
  exception: {
    partially_paid: "Solo han llegado {received} de {amount}: faltan {missing}.",
    overpaid: "El cliente pagó {excess} de más.",
    overpaidRest: "El cliente pagó {excess} de más. De eso, {rest} no se han reembolsado.",
    overpaidReturned: "El cliente pagó {excess} de más, y eso se ha reembolsado.",
    underpaid: "El cliente pagó {missing} de menos.",
    paid_late: "El dinero llegó después de terminar el pago. Vea si el pedido aún se puede entregar.",
    duplicate_paid:
      "Otro pago ya había pagado esta sesión: {received} se pagaron dos veces y deberían reembolsarse.",
    reference_paid_before:
      "Otra sesión con la referencia {reference} se pagó antes. Compruebe que nadie pagó dos veces.",
    reversed: "El proveedor ha revertido el pago. No entregue, o recupere la mercancía.",
    provider_unknown: "El proveedor informa que no tiene esta orden.",
  },
  failure: "Motivo: {code}.",
  retry: "El cliente puede intentarlo de nuevo.",
  refunded: "Se han reembolsado {refunded}.",
  step: {
    created: "{customer} eligió {method} para pagar {amount}. Se envió una orden a {account}.",
    shownStore: "{customer} vio un código de tienda por {amount}.",
    shownAccount: "{customer} vio una cuenta a la que transferir {amount}.",
    shownQr: "{customer} vio un código QR por {amount}.",
    shownPage: "{customer} fue a la página de {account} para pagar {amount}.",
    shown: "{customer} vio cómo pagar {amount}.",
    unknown: "{account} no dio una respuesta clara. Se consulta de nuevo.",
    partially_paid: "{account} informó que había llegado una parte del dinero.",
    review: "Lo que informó {account} no coincide con la orden. Espera a una persona.",
    succeeded: "{account} confirmó que el dinero ha llegado.",
    failed: "{account} rechazó el pago.",
    canceled: "El pago se canceló.",
    expired: "El tiempo para pagar terminó.",
    settled: "{actor} lo resolvió: {status}.",
    changed: "Pasó de «{from}» a «{to}».",
    noted: "{cause}: el estado no cambió.",
    reported: "{account} informó: {reported}. Se confirma con una consulta.",
  },
  payoutNow: {
    awaiting_approval: "{amount} esperan hasta que otra persona lo apruebe. No se ha enviado nada.",
    creating: "{amount} se están enviando a {account}.",
    unknown:
      "{account} no dio una respuesta clara: el dinero puede haberse enviado o no. Se consulta de nuevo; nada se envía dos veces.",
    pending: "{account} tiene la orden por {amount} y la está pagando.",
    review: "Lo que informó {account} no coincide con la orden. Una persona debe decidir.",
    succeeded: "{amount} se han pagado.",
    failed: "{account} no lo pagó, o el dinero volvió.",
    rejected: "Una persona lo rechazó. No se envió nada.",
  },
  payoutReversed: "El dinero ha regresado.",
  payoutInDoubt: "Se informó que el dinero regresó, y {account} no lo ha confirmado.",
  refundNow: {
    awaiting_claim:
      "El cliente aún no ha indicado una cuenta para el reembolso de {amount}. Envíe el enlace.",
    awaiting_approval:
      "El reembolso de {amount} espera hasta que otra persona lo apruebe. No se ha enviado nada. Se aprueba en la página de su envío de dinero.",
    creating: "El reembolso de {amount} se está enviando.",
    unknown:
      "No hubo respuesta clara sobre el reembolso: {amount} pueden haberse enviado o no. Se consulta de nuevo.",
    pending: "El reembolso de {amount} está en curso en el proveedor.",
    succeeded: "Se han reembolsado {amount}.",
    failed: "El reembolso de {amount} falló: no se pagó o volvió. Se puede reembolsar de nuevo.",
    canceled: "El reembolso se canceló. No se envió nada.",
    expired: "El cliente no usó el enlace a tiempo. No se envió nada.",
  },
  refundStep: {
    created: "{actor} solicitó un reembolso de {amount} ({reason}), {method}.",
    claimed: "El cliente indicó una cuenta para el reembolso de {amount}.",
    awaiting_approval: "El reembolso de {amount} espera hasta que otra persona lo apruebe.",
    approved: "{actor} aprobó el reembolso de {amount}.",
    sent: "El reembolso de {amount} se envió a {account}.",
    unknown: "{account} no dio una respuesta clara sobre el reembolso de {amount}. Se consulta de nuevo.",
    pending: "{account} aceptó el reembolso de {amount}.",
    succeeded: "{account} confirmó que se reembolsaron {amount}.",
    failed: "El reembolso de {amount} falló ({code}): no se pagó o volvió.",
    canceled: "{actor} canceló el reembolso de {amount}. No se envió nada.",
    expired: "El cliente no usó a tiempo el enlace para el reembolso de {amount}. No se envió nada.",
    changed: "El reembolso de {amount} pasó de «{from}» a «{to}».",
  },
  actor: {
    key: "la tienda ({id})",
    command: "la línea de comandos",
  },
  refundMethod: {
    provider: "por el propio proveedor",
    payout: "por un envío de dinero",
    claim: "por un enlace para el cliente",
  },
  customer: {
    title: "Qué ve el cliente",
    code: "Un número para pagar en caja",
    account: "Una cuenta a la que transferir",
    qr: "Un código QR que contiene este texto",
    page: "La página del proveedor",
    form: "Un formulario que lleva a la página del proveedor",
    until: "Se puede pagar hasta {time}.",
    waiting:
      "Que el pago se está confirmando, lo que puede tardar unos minutos, y que no hay que pagar de nuevo. No se muestra ningún código ni página.",
    paid: "Que el pago ha llegado, y el camino de regreso a la tienda.",
    ended: "Que este pago ha terminado, y las formas de pagar, si la sesión sigue abierta.",
    settling:
      "Que el pago se está comprobando, cuánto ha llegado, y que no hay que pagar de nuevo. No se muestra ningún código ni página.",
    partly: "Que ha llegado una parte, cuánto falta, y el código para pagarlo.",
    partlyPlain: "Que ha llegado una parte, y cuánto falta. No se muestra ningún código ni página.",
    settlingPlain:
      "Que el pago se está comprobando, y que no hay que pagar de nuevo. No se muestra ningún código ni página.",
  },
  today: {
    title: "Lo que requiere su atención",
    calm: "Nada lo necesita. Todo marcha solo.",
    counts: "{count} por ver",
    payment_review: {
      name: "Pagos en revisión",
      words:
        "No está claro qué se pagó: más, menos o más tarde de lo pedido, o los informes difieren. Lea la historia, consulte al proveedor y resuelva.",
    },
    payout_review: {
      name: "Envíos de dinero en revisión",
      words: "No está claro si el dinero salió. Compruébelo con el proveedor y resuelva.",
    },
    payment_unknown: {
      name: "Pagos desconocidos desde hace rato",
      words:
        "Desde hace más de una hora el proveedor no confirma si hay una orden. Consúltelo, o llame a su soporte.",
    },
    payout_unknown: {
      name: "Envíos desconocidos desde hace rato",
      words:
        "Desde hace más de una hora el proveedor no confirma si tiene el envío. Nunca se envía dos veces.",
    },
    payment_reversal: {
      name: "Reversiones en duda",
      words:
        "Se informó que el dinero fue retirado, y el proveedor no lo confirmó a tiempo. Mientras no se resuelva, no se puede reembolsar nada. Consulte al proveedor y luego resuélvalo.",
    },
    payout_reversal: {
      name: "Envíos que quizá regresaron",
      words:
        "Se informó que el dinero regresó, y el proveedor no lo confirmó a tiempo. No lo envíe otra vez todavía. Consulte al proveedor y luego resuélvalo.",
    },
    payout_approval: {
      name: "Envíos de dinero por aprobar",
      words: "No se envía nada hasta que lo apruebe alguien que no lo solicitó.",
    },
    refund_claim: {
      name: "Reembolsos que esperan al cliente",
      words: "El cliente aún no ha indicado una cuenta. Envíe otra vez el enlace, o cancele el reembolso.",
    },
    dead_delivery: {
      name: "Eventos que no se entregaron",
      words:
        "La tienda no los recibió y no se intenta más por sí solo. Arregle la tienda y envíelos otra vez.",
    },
    open_circuit: {
      name: "Proveedores que no responden",
      words:
        "Fallaron tantas llamadas que por un rato no se hacen más. A los clientes se les ofrecen otras formas.",
    },
    refund_approval: {
      name: "Reembolsos por aprobar",
      words: "No se envía nada hasta que apruebe el envío del reembolso alguien que no lo solicitó.",
    },
    stray_money: {
      name: "Dinero de órdenes que no están aquí",
      words:
        "Un proveedor informa dinero de una orden que esta base de datos no tiene. Compare con el proveedor y abónelo o devuélvalo.",
    },
    discrepancy: {
      name: "Diferencias con los libros del proveedor",
      words:
        "La comparación diaria encontró otro estado u otro importe. Abra el pago y consulte al proveedor.",
    },
    uncovered_account: {
      name: "Cuentas que no están configuradas",
      words:
        "Hay pagos abiertos de una cuenta que la configuración ya no tiene como era. Vuelva a ponerla; mientras tanto nada termina.",
    },
    disabled_endpoint: {
      name: "Direcciones de webhook apagadas",
      words:
        "La tienda respondió 410 y ya no se le envía nada. Cuando la tienda funcione, reenvíe cualquier evento: eso la enciende.",
    },
    dead_job: {
      name: "Tareas que fallaron demasiadas veces",
      words:
        "El servidor dejó de intentarlo. Ejecute «pay-checkout jobs», corrija la causa y repita la tarea.",
    },
    drift: {
      name: "Proveedores que cambiaron sus mensajes",
      words:
        "Un mensaje traía un campo o un código que la documentación no tiene. Compare con el proveedor y avise a los desarrolladores.",
    },
    other: {
      name: "Otro asunto",
      words: "Esta página aún no lo conoce. Vuelva a cargarla.",
    },
  },
  why: {
    id: "su id",
    reference: "su referencia",
    order_no: "su número de orden",
    provider_order_id: "el número del proveedor",
    utr: "su UTR",
    code: "el código que vio el cliente",
    email: "el correo del cliente",
    phone: "el teléfono del cliente",
    amount: "su importe",
  },
  /** Calls to a provider, and its messages. */
  operation: {
    create: "creación",
    query: "consulta",
    cancel: "cancelación",
    payout: "envío de dinero",
    payout_query: "consulta de un envío",
    refund: "reembolso",
    balance: "saldo",
    statement: "lista del día",
    callback: "mensaje del proveedor",
  },
  direction: { out: "nuestra solicitud", in: "mensaje del proveedor" },
  sections: {
    timeline: "Historial",
    exchanges: "Mensajes con el proveedor",
    exchangesHint: "Las credenciales y firmas se sustituyen por [secret].",
    request: "Lo que se envió",
    response: "Lo que se respondió",
    events: "Eventos para la tienda",
    refunds: "Reembolsos",
    payments: "Pagos",
    details: "Datos",
    actions: "Qué puede hacer",
    available: "Disponible",
    total: "En total",
    frozen: "Retenido",
    asOf: "A las {time}",
    capabilities: "Qué puede hacer",
    circuits: "Llamadas",
    lastSuccess: "Última respuesta",
    never: "todavía no",
    nextAttempt: "próximo intento {time}",
    noAttempts: "Ningún intento todavía",
    statement: "La lista del día del proveedor",
    discrepancies: "Dónde difieren los libros",
    agree: "Todo coincide.",
    notCompared:
      "Este día todavía no se ha comparado por completo. El servidor lo hace después de las 14:00 UTC del día siguiente. Para un día anterior, ejecute: pay-checkout reconcile --day {day}",
    compared: "Comparado: {time}. Movimientos y órdenes revisados: {count}.",
  },
  discrepancy: {
    missing_here: "el proveedor lo tiene y no es nuestro",
    missing_there: "aquí se pagó y el proveedor no lo tiene",
    amount_differs: "otro importe u otra moneda",
    status_differs: "pagado allí, no pagado aquí",
  },
};
