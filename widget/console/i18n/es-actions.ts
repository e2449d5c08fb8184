/** What the dialogs say before something is done, in Spanish. */
import type { ActionTexts } from "./texts.ts";

export const esActions: ActionTexts = {
  asking: {
    running: "Espere la respuesta.",
    unsure: "No se sabe si se hizo. Pulse otra vez el botón: se hace una sola vez como máximo.",
    lost: "{title}: no se sabe si se hizo. Compruébelo antes de repetirlo.",
    refused: "{title}: no se hizo. {why}",
    done: "{title}: {done}",
  },
  refusal: {
    same_actor:
      "Quien solicitó este envío de dinero no puede aprobarlo ni rechazarlo. Debe decidir otra persona.",
    not_awaiting_approval: "El envío de dinero ya no espera una aprobación.",
    not_in_review: "Ya no está en revisión.",
    payment_in_review:
      "El pago está en revisión. Resuélvalo primero: hasta entonces no es seguro cuánto se recibió.",
    payment_being_confirmed:
      "Se informó de una reversión del pago y se está confirmando. Inténtelo más tarde.",
    nothing_received: "No hay nada que reembolsar: el pago no recibió dinero, o el proveedor lo revirtió.",
    refund_not_cancelable: "El reembolso ya no se puede cancelar: se envió o ha terminado.",
    account_not_configured: "La cuenta no está en la configuración, o está retirada.",
    idempotency_key_in_use: "El primer intento aún se está procesando.",
  },
  refresh: {
    title: "Consultar ahora al proveedor",
    words:
      "Se consulta a {account} el estado de {id} y la respuesta se aplica enseguida. No se mueve dinero.",
    do: "Consultar ahora",
    reported: "{account} informa: {status}, {amount}.",
    reportedStatus: "{account} informa: {status}.",
    notFound: "{account} informa que no tiene esta orden.",
    answered: "{account} ha respondido.",
    silent: "{account} no ha respondido.",
    same: "Nada ha cambiado.",
    changed: "El estado cambió de «{from}» a «{to}».",
    received: "Recibido hasta ahora: {amount}.",
    reports: {
      pending: "en espera del dinero",
      partially_paid: "pagado en parte",
      succeeded: "pagado",
      failed: "fallido",
      canceled: "cancelado",
      reversed: "revertido",
    },
  },
  resolve: {
    title: "Resolverlo usted",
    words:
      "{id} está en revisión porque los informes sobre él no coinciden. Usted decide cómo terminó, y es definitivo. Se notifica a la tienda. Su nombre y su nota quedan en el historial; la auditoría guarda su nombre y el resultado.",
    succeeded: "Pagado: la tienda entrega",
    failed: "No pagado: no se entrega nada",
    outcome: "¿Cómo terminó?",
    note: "¿Por qué? (para el historial)",
    do: "Resolver",
    done: "Resuelto.",
  },
  refund: {
    title: "Reembolsar",
    available: "Se pueden reembolsar hasta {amount}.",
    underWay: "{amount} ya están en otros reembolsos.",
    excess: "El cliente pagó {amount} de más.",
    nothingLeft: "Todo lo recibido se ha reembolsado o está en reembolsos en curso.",
    unreadable: "«{text}» no es un importe. Escríbalo como {example}.",
    ambiguous: "«{text}» se puede leer de dos maneras. Escríbalo como {example}, con {decimals} decimales.",
    decimals: "{currency} tiene como máximo {decimals} decimales.",
    tooMuch: "Es más que los {amount} que se pueden reembolsar.",
    how: "Cómo",
    claim: "Por un enlace: el cliente indica una cuenta",
    claimWords:
      "Se crea un enlace. Usted lo envía al cliente, que indica una cuenta. Después, {account} paga allí {amount}.",
    payout: "Por un envío de dinero: usted indica una cuenta",
    payoutWords: "{account} paga {amount} a la cuenta que ha indicado en cuanto usted confirme.",
    providerWords:
      "{account} reembolsa {amount} a la cuenta desde la que se pagó. Nadie tiene que indicar una cuenta.",
    paying: "Cuenta que paga",
    channel: "Código de pago del envío",
    noAccount: "Ninguna cuenta paga en {currency}, así que este pago no se puede reembolsar aquí.",
    approval: "Un importe grande espera hasta que otra persona lo apruebe.",
    reasons: {
      duplicate: "Pagado dos veces",
      overpaid: "Pagado de más",
      late: "Pagado demasiado tarde",
      requested: "Solicitado por el cliente",
      other: "Otra cosa",
    },
    accountTypes: {
      bank: "Cuenta bancaria",
      clabe: "CLABE",
      card: "Tarjeta",
      upi: "ID de UPI",
      cpf: "Pix: CPF",
      cnpj: "Pix: CNPJ",
      phone: "Pix: teléfono",
      email: "Pix: correo",
      key: "Pix: clave aleatoria",
    },
    doPlain: "Reembolsar",
    done: "El reembolso está creado.",
    link: "Enlace para el cliente",
    linkHint: "Quien tenga este enlace decide adónde va el dinero. Envíelo solo al cliente.",
    linkOver: "El enlace para el cliente ya se usó o ya no es válido.",
  },
  cancelRefund: {
    title: "Cancelar el reembolso",
    words: "El enlace del cliente deja de funcionar y no se paga nada.",
    approvalWords: "El envío de dinero que espera aprobación se rechaza y no se paga nada.",
    do: "Cancelar el reembolso",
    done: "El reembolso está cancelado.",
  },
  cancelSession: {
    title: "Cancelar la sesión",
    words:
      "El cliente ya no puede pagar {reference}. La orden abierta se cancela con el proveedor donde se pueda. El dinero que llegue de todos modos no se pierde: se le avisa.",
    do: "Cancelar la sesión",
    done: "La sesión está cancelada.",
  },
  changeSession: {
    title: "Cambiar lo que se debe pagar",
    words:
      "La página del cliente cambia enseguida. Antes se abandona una orden que el cliente no ha visto o que se puede cancelar.",
    expiresIn: "¿En cuántas horas vence?",
    do: "Cambiar",
    done: "Cambiado.",
    keep: "Deje un campo como está para conservarlo.",
  },
  link: {
    title: "Enlace a la página de pago",
    words:
      "Muestra la dirección de la página donde se paga {reference}. Quien la tenga puede ver el pedido y pagarlo.",
    do: "Mostrar el enlace",
    done: "Aquí está el enlace.",
  },
  approve: {
    title: "Aprobar el envío de dinero",
    words: "{account} envía {amount} por {reference} enseguida. No se puede deshacer.",
    do: "Aprobar y enviar {amount}",
    done: "Aprobado.",
  },
  reject: {
    title: "Rechazar el envío de dinero",
    words: "{amount} por {reference} no se envían, ni ahora ni después.",
    do: "Rechazar",
    done: "Rechazado.",
  },
  approval: {
    title: "Quién pagó y a quién se paga",
    payer: "Pagador",
    same: "Los dos nombres son iguales.",
    differ: "Los nombres son distintos. Compruébelo antes de aprobar.",
    unknown: "No se conoce el nombre del pagador.",
    toPayer: "El proveedor reembolsa a quien pagó.",
    maker: "Solicitado por",
    own: "Usted solicitó este envío de dinero, así que otra persona debe aprobarlo o rechazarlo.",
    nobody:
      "No se registró quién solicitó este envío de dinero, así que nadie puede aprobarlo. Solo puede quedar así.",
  },
  redeliver: {
    title: "Enviar el evento otra vez",
    words:
      "{type} se envía de nuevo a cada destino que lo recibe. Una tienda que ya lo tenía debe ignorar la repetición.",
    do: "Enviar otra vez",
    done: "Se está enviando.",
  },
  replay: {
    title: "Enviar muchos eventos otra vez",
    words:
      "Cada evento de este tiempo se envía de nuevo, el más antiguo primero. Una tienda que ya los tenía debe ignorar las repeticiones.",
    undelivered: "Solo los que no se entregaron",
    do: "Enviarlos",
    done: "Se están enviando.",
  },
  test: {
    title: "Enviar un evento de prueba",
    words: "Cada destino recibe un evento de prueba. No trata de ningún pago.",
    do: "Enviar una prueba",
    done: "La prueba está enviada.",
  },
  balance: "Consultar el saldo",
};
