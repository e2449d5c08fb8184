import type { Guide } from "../messages.ts";

/** How to pay, in Portuguese (Brazil). */
export const guide: Guide = {
  howTo: "Como pagar",
  tabs: {
    app: "App do banco",
    web: "Internet banking",
    atm: "Caixa eletrônico",
    ussd: "USSD",
    store: "Na loja",
    scan: "QR Code",
    paste: "Copia e Cola",
    phone: "Neste celular",
  },
  steps: {
    bankApp: [
      "Abra o app do seu banco e escolha fazer uma transferência.",
      "Digite o número da conta mostrado aqui.",
      "Envie exatamente {amount}.",
    ],
    spei: [
      "Abra o app do seu banco e escolha Transferir (SPEI).",
      "Cole a CLABE mostrada aqui como conta de destino.",
      "Envie exatamente {amount}. Chega em minutos.",
    ],
    va: [
      "Abra o app do seu banco e escolha Transferência e depois Virtual Account.",
      "Digite o número da conta virtual mostrado aqui.",
      "Confira o nome e {amount} e confirme com seu PIN.",
    ],
    nigeria: [
      "Abra o app do seu banco e escolha Transferência.",
      "Digite o número da conta e escolha o banco.",
      "Envie exatamente {amount} em uma só transferência.",
    ],
    bankWeb: [
      "Entre no internet banking e escolha fazer uma transferência.",
      "Digite o número mostrado aqui como destino.",
      "Envie exatamente {amount} e guarde o comprovante.",
    ],
    atm: [
      "Insira o cartão e escolha Transferência ou Pagamento.",
      "Digite o número mostrado aqui.",
      "Confira {amount}, confirme e guarde o comprovante.",
    ],
    ussd: [
      "Disque o código USSD do seu banco e escolha Transferência.",
      "Digite o número da conta e {amount}.",
      "Confirme com seu PIN.",
    ],
    store: [
      "Vá a uma loja que aceite pagamentos (lotérica, OXXO) antes que o código vença.",
      "Peça para pagar uma conta ou boleto e mostre o código de barras ou diga o número.",
      "Pague {amount} em dinheiro. A loja pode cobrar uma taxa.",
      "Guarde o comprovante.",
    ],
    pixScan: [
      "Abra o app do seu banco, escolha Pix e depois Pagar com QR Code.",
      "Aponte a câmera para o código.",
      "Confira {amount} e confirme.",
    ],
    pixPaste: [
      "Copie o código mostrado aqui.",
      "No app do seu banco, escolha Pix e depois Pix Copia e Cola.",
      "Cole o código, confira {amount} e confirme.",
    ],
    qris: [
      "Abra um app de banco ou carteira que aceite QRIS.",
      "Escaneie o código ou carregue de uma imagem salva.",
      "Confira {amount} e confirme com seu PIN.",
    ],
    upiScan: [
      "Abra qualquer app UPI no celular.",
      "Escaneie o código.",
      "Confira {amount} e digite seu PIN UPI.",
    ],
    upiPhone: [
      "Toque no app com que você paga.",
      "Confira {amount} e digite seu PIN UPI.",
      "Volte para esta página.",
    ],
    wallet: [
      "Abra o {app} no celular e toque em Escanear.",
      "Aponte a câmera para o código.",
      "Confira {amount} e pague.",
    ],
    coin: [
      "Entre na sua corretora ou carteira na página que abrir.",
      "Confira a moeda e {amount}.",
      "Confirme o pagamento e volte.",
    ],
    page: ["Pague na página que abrir.", "Ao terminar, você volta para cá."],
  },
  chooseFirst: "Escolha uma destas formas de pagamento.",
  giveUp: {
    title: "Descartar este código?",
    note: "O código deixará de valer. Se você já pagou, guarde-o.",
    stay: "Manter o código",
    cancel: "Cancelar o pagamento",
  },
  print: "Imprimir",
  saveImage: "Salvar imagem",
  share: "Compartilhar",
  remind: "Criar lembrete",
  reminder: "Pagar {merchant}",
  keep: "Você pode fechar esta página. O código vale até vencer.",
  barcodeOf: "Código de barras de {code}",
  qrOf: "QR Code para pagar {amount}",
  qrText: "Código em texto",
  openIn: "Abrir {app}",
  openAny: "Abrir um app de pagamento",
  notOpened: "Nenhum app abriu? Escaneie o código com outro celular.",
  leaving: "Levando você à página de pagamento",
  leavingNote: "Pague lá e depois volte aqui.",
  newTab: "Ela abre em outra aba. Mantenha esta aberta.",
};
