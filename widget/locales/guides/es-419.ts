import type { Guide } from "../messages.ts";

/** How to pay, in Spanish (Latin America). */
export const guide: Guide = {
  howTo: "Cómo pagar",
  tabs: {
    app: "App del banco",
    web: "Banca en línea",
    atm: "Cajero",
    ussd: "USSD",
    store: "En la tienda",
    scan: "Escanear",
    paste: "Copiar y pegar",
    phone: "En este celular",
  },
  steps: {
    bankApp: [
      "Abre la app de tu banco y elige hacer una transferencia.",
      "Ingresa el número de cuenta que ves aquí.",
      "Envía exactamente {amount}.",
    ],
    spei: [
      "Abre la app de tu banco y elige Transferir (SPEI).",
      "Pega la CLABE que ves aquí como cuenta de destino.",
      "Envía exactamente {amount}. Llega en minutos.",
    ],
    va: [
      "Abre la app de tu banco y elige Transferencia y luego Virtual Account.",
      "Ingresa el número de cuenta virtual que ves aquí.",
      "Revisa el nombre y {amount}, y confirma con tu PIN.",
    ],
    nigeria: [
      "Abre la app de tu banco y elige Transferencia.",
      "Ingresa el número de cuenta y elige el banco.",
      "Envía exactamente {amount} en una sola transferencia.",
    ],
    bankWeb: [
      "Entra a tu banca en línea y elige hacer una transferencia.",
      "Ingresa el número que ves aquí como destino.",
      "Envía exactamente {amount} y guarda el comprobante.",
    ],
    atm: [
      "Inserta la tarjeta y elige Transferencia o Pago.",
      "Ingresa el número que ves aquí.",
      "Revisa {amount}, confirma y guarda el comprobante.",
    ],
    ussd: [
      "Marca el código USSD de tu banco y elige Transferencia.",
      "Ingresa el número de cuenta y {amount}.",
      "Confirma con tu PIN.",
    ],
    store: [
      "Ve a una tienda que reciba pagos, como OXXO, antes de que venza el código.",
      "Di que quieres pagar un servicio y muestra el código de barras o dicta el número.",
      "Paga {amount} en efectivo. La tienda puede cobrar una comisión.",
      "Guarda el comprobante.",
    ],
    pixScan: [
      "Abre la app de tu banco y elige Pix y luego Pagar con código QR.",
      "Apunta con la cámara al código.",
      "Revisa {amount} y confirma.",
    ],
    pixPaste: [
      "Copia el código que ves aquí.",
      "En la app de tu banco elige Pix y luego Pix Copia e Cola.",
      "Pégalo, revisa {amount} y confirma.",
    ],
    qris: [
      "Abre cualquier app de banco o billetera que acepte QRIS.",
      "Escanea el código o cárgalo desde una imagen guardada.",
      "Revisa {amount} y confirma con tu PIN.",
    ],
    upiScan: [
      "Abre cualquier app de UPI en tu celular.",
      "Escanea el código.",
      "Revisa {amount} e ingresa tu PIN de UPI.",
    ],
    upiPhone: [
      "Toca la app con la que pagas.",
      "Revisa {amount} e ingresa tu PIN de UPI.",
      "Regresa a esta página.",
    ],
    wallet: [
      "Abre {app} en tu celular y toca Escanear.",
      "Apunta con la cámara al código.",
      "Revisa {amount} y paga.",
    ],
    coin: [
      "Entra a tu exchange o billetera en la página que se abre.",
      "Revisa la moneda y {amount}.",
      "Confirma el pago y regresa.",
    ],
    page: ["Paga en la página que se abre.", "Regresarás aquí al terminar."],
  },
  chooseFirst: "Elige una de estas formas de pago.",
  giveUp: {
    title: "¿Descartar este código?",
    note: "El código dejará de ser válido. Si ya pagaste, consérvalo.",
    stay: "Conservar el código",
    cancel: "Cancelar el pago",
  },
  print: "Imprimir",
  saveImage: "Guardar imagen",
  share: "Compartir",
  remind: "Recordarme",
  reminder: "Pagar a {merchant}",
  keep: "Puedes cerrar esta página. El código sirve hasta que venza.",
  barcodeOf: "Código de barras de {code}",
  qrOf: "Código QR para pagar {amount}",
  qrText: "Código como texto",
  openIn: "Abrir {app}",
  openAny: "Abrir una app de pago",
  notOpened: "¿No se abrió ninguna app? Escanea el código con otro celular.",
  leaving: "Te llevamos a la página de pago",
  leavingNote: "Paga ahí y luego regresa aquí.",
  newTab: "Se abre en otra pestaña. No cierres esta.",
};
