import type { Guide } from "../messages.ts";
import { guide as spanish } from "./es-419.ts";

/** How to pay, in Spanish (Mexico). */
export const guide: Guide = {
  ...spanish,
  tabs: { ...spanish.tabs, web: "Banca por internet", atm: "Cajero automático" },
  steps: {
    ...spanish.steps,
    bankApp: [
      "Abre la app de tu banco y elige Transferir.",
      "Ingresa la cuenta que ves aquí.",
      "Envía exactamente {amount}.",
    ],
    spei: [
      "Abre la app de tu banco y elige Transferir a otros bancos (SPEI).",
      "Pega la CLABE que ves aquí; el banco aparece solo.",
      "Envía exactamente {amount}. Llega en minutos, a cualquier hora.",
    ],
    bankWeb: [
      "Entra a tu banca por internet y elige Transferir a otros bancos (SPEI).",
      "Ingresa la CLABE que ves aquí como cuenta de destino.",
      "Envía exactamente {amount} y guarda el comprobante.",
    ],
    store: [
      "Ve a OXXO o a otra tienda que reciba pagos antes de que venza el código.",
      "Di en la caja que vas a pagar un servicio y muestra el código de barras o dicta el número.",
      "Paga {amount} en efectivo. La tienda puede cobrar una comisión.",
      "Guarda el ticket.",
    ],
  },
};
