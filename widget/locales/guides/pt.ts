import type { Guide } from "../messages.ts";

/** How to pay, in Portuguese. */
export const guide: Guide = {
  howTo: "Como pagar",
  tabs: {
    app: "App do banco",
    web: "Homebanking",
    atm: "Caixa automático",
    ussd: "USSD",
    store: "Na loja",
    scan: "Ler código",
    paste: "Copiar e colar",
    phone: "Neste telemóvel",
  },
  steps: {
    bankApp: [
      "Abra a app do seu banco e escolha fazer uma transferência.",
      "Introduza o número da conta aqui indicado.",
      "Envie exatamente {amount}.",
    ],
    spei: [
      "Abra a app do seu banco e escolha Transferir (SPEI).",
      "Cole a CLABE aqui indicada como conta de destino.",
      "Envie exatamente {amount}. Chega em minutos.",
    ],
    va: [
      "Abra a app do seu banco e escolha Transferência e depois Virtual Account.",
      "Introduza o número da conta virtual aqui indicado.",
      "Verifique o nome e {amount} e confirme com o seu PIN.",
    ],
    nigeria: [
      "Abra a app do seu banco e escolha Transferência.",
      "Introduza o número da conta e escolha o banco.",
      "Envie exatamente {amount} numa só transferência.",
    ],
    bankWeb: [
      "Entre no seu homebanking e escolha fazer uma transferência.",
      "Introduza o número aqui indicado como destino.",
      "Envie exatamente {amount} e guarde o comprovativo.",
    ],
    atm: [
      "Introduza o cartão e escolha Transferência ou Pagamento.",
      "Introduza o número aqui indicado.",
      "Verifique {amount}, confirme e guarde o comprovativo.",
    ],
    ussd: [
      "Marque o código USSD do seu banco e escolha Transferência.",
      "Introduza o número da conta e {amount}.",
      "Confirme com o seu PIN.",
    ],
    store: [
      "Vá a uma loja que aceite pagamentos, como a OXXO, antes de o código expirar.",
      "Diga que quer pagar um serviço e mostre o código de barras ou dite o número.",
      "Pague {amount} em dinheiro. A loja pode cobrar uma taxa.",
      "Guarde o comprovativo.",
    ],
    pixScan: [
      "Abra a app do seu banco, escolha Pix e depois Pagar com código QR.",
      "Aponte a câmara ao código.",
      "Verifique {amount} e confirme.",
    ],
    pixPaste: [
      "Copie o código aqui indicado.",
      "Na app do seu banco escolha Pix e depois Pix Copia e Cola.",
      "Cole-o, verifique {amount} e confirme.",
    ],
    qris: [
      "Abra uma app de banco ou carteira que aceite QRIS.",
      "Leia o código ou carregue-o de uma imagem guardada.",
      "Verifique {amount} e confirme com o seu PIN.",
    ],
    upiScan: [
      "Abra qualquer app UPI no telemóvel.",
      "Leia o código.",
      "Verifique {amount} e introduza o seu PIN UPI.",
    ],
    upiPhone: [
      "Toque na app com que paga.",
      "Verifique {amount} e introduza o seu PIN UPI.",
      "Volte a esta página.",
    ],
    wallet: [
      "Abra {app} no telemóvel e toque em Ler código.",
      "Aponte a câmara ao código.",
      "Verifique {amount} e pague.",
    ],
    coin: [
      "Entre na sua bolsa ou carteira na página que se abre.",
      "Verifique a moeda e {amount}.",
      "Confirme o pagamento e volte.",
    ],
    page: ["Pague na página que se abre.", "No fim, volta aqui."],
  },
  chooseFirst: "Escolha uma destas formas de pagamento.",
  giveUp: {
    title: "Abandonar este código?",
    note: "O código deixará de ser válido. Se já pagou, guarde-o.",
    stay: "Manter o código",
    cancel: "Cancelar o pagamento",
  },
  print: "Imprimir",
  saveImage: "Guardar imagem",
  share: "Partilhar",
  remind: "Lembrar-me",
  reminder: "Pagar a {merchant}",
  keep: "Pode fechar esta página. O código é válido até expirar.",
  barcodeOf: "Código de barras de {code}",
  qrOf: "Código QR para pagar {amount}",
  qrText: "Código em texto",
  openIn: "Abrir {app}",
  openAny: "Abrir uma app de pagamento",
  notOpened: "Nenhuma app se abriu? Leia o código com outro telemóvel.",
  leaving: "A abrir a página de pagamento",
  leavingNote: "Pague lá e depois volte aqui.",
  newTab: "Abre-se noutro separador. Mantenha este aberto.",
};
