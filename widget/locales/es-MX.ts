import { messages as spanish } from "./es-419.ts";
import type { Messages } from "./messages.ts";

/** Spanish (Mexico): bank transfers go by SPEI to a CLABE. */
export const messages: Messages<"one" | "many" | "other"> = {
  ...spanish,
  methods: {
    ...spanish.methods,
    bank_transfer: "Transferencia SPEI",
    bank_card: "Tarjeta de débito o crédito",
  },
  hints: {
    display_code: "Te damos una CLABE o un código para pagar",
    display_qr: "Escanea un código o abre tu app",
    redirect: "Sigue en una página de pago",
  },
  fields: { ...spanish.fields, taxId: "RFC" },
  codeTitle: { va: "Transfiere por SPEI a esta CLABE", store: "Paga en la tienda con este código" },
  codeLabel: { va: "CLABE", store: "Referencia de pago" },
  reference: "Pedido",
};
