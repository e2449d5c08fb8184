/** What the dialogs say before something is done, in Spanish. */
import type { ActionTexts } from "./texts.ts";

export const esActions: ActionTexts = {
  refresh: {
    title: "Preguntar ahora al proveedor",
    words: "Se pregunta a {account} cómo está {id}. Lo que responda se aplica enseguida. No se mueve dinero.",
    do: "Preguntar ahora",
    done: "El proveedor ha respondido.",
    silent: "El proveedor no respondió. Nada ha cambiado.",
  },
  resolve: {
    title: "Decidirlo usted",
    words:
      "{id} está en revisión porque lo que se dijo no coincide. Usted decide cómo terminó, y así queda. Se avisa a la tienda, y su nombre y su nota quedan en la auditoría.",
    succeeded: "Pagado: la tienda entrega",
    failed: "No pagado: no se entrega nada",
    outcome: "¿Cómo terminó?",
    note: "¿Por qué? (para el historial)",
    do: "Decidir",
    done: "Decidido.",
  },
  refund: {
    title: "Devolver dinero",
    available: "Se pueden devolver hasta {amount}.",
    full: "Déjelo como está para devolverlo todo.",
    how: "Cómo",
    claim: "Un enlace para el cliente, que indica adónde va el dinero",
    claimWords:
      "Se crea un enlace. Usted lo envía al cliente, que indica una cuenta. Después, {account} paga {amount}.",
    payout: "A una cuenta que conozco",
    payoutWords: "Se pagan {amount} a la cuenta de abajo en cuanto usted confirme.",
    approval: "Un importe grande espera hasta que otra persona lo apruebe.",
    reasons: {
      duplicate: "Pagado dos veces",
      overpaid: "Pagado de más",
      late: "Pagado demasiado tarde",
      requested: "El cliente lo pide",
      other: "Otra cosa",
    },
    doPlain: "Devolverlo",
    done: "El reembolso está hecho.",
    link: "Enlace para el cliente",
    linkHint: "Quien tenga este enlace puede decir adónde va el dinero. Envíelo solo al cliente.",
  },
  cancelRefund: {
    title: "Cancelar el reembolso",
    words: "El enlace del cliente deja de funcionar y no se paga nada.",
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
    words:
      "{account} envía {amount} por {reference} enseguida. No se puede deshacer. Quien lo creó no puede aprobarlo.",
    do: "Aprobar y enviar {amount}",
    done: "Aprobado.",
  },
  reject: {
    title: "Rechazar el envío de dinero",
    words: "{amount} por {reference} no se envían, ni ahora ni después.",
    do: "Rechazar",
    done: "Rechazado.",
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
