import type { Guide } from "../messages.ts";

/** How to pay, in Turkish. */
export const guide: Guide = {
  howTo: "Nasıl ödenir",
  tabs: {
    app: "Banka uygulaması",
    web: "İnternet bankacılığı",
    atm: "ATM",
    ussd: "USSD",
    store: "Mağazada",
    scan: "Okut",
    paste: "Kopyala yapıştır",
    phone: "Bu telefonda",
  },
  steps: {
    bankApp: [
      "Bankanızın uygulamasını açın ve havaleyi seçin.",
      "Burada görünen hesap numarasını girin.",
      "Tam olarak {amount} gönderin.",
    ],
    spei: [
      "Bankanızın uygulamasını açın ve havaleyi (SPEI) seçin.",
      "Burada görünen CLABE numarasını alıcı hesabı olarak yapıştırın.",
      "Tam olarak {amount} gönderin. Birkaç dakikada ulaşır.",
    ],
    va: [
      "Bankanızın uygulamasını açın, havaleyi ve ardından Virtual Account seçeneğini seçin.",
      "Burada görünen sanal hesap numarasını girin.",
      "Adı ve tutarı ({amount}) kontrol edip PIN ile onaylayın.",
    ],
    nigeria: [
      "Bankanızın uygulamasını açın ve havaleyi seçin.",
      "Hesap numarasını girin ve bankayı seçin.",
      "Tek seferde tam olarak {amount} gönderin.",
    ],
    bankWeb: [
      "İnternet bankacılığına girin ve havaleyi seçin.",
      "Burada görünen numarayı alıcı hesabı olarak girin.",
      "Tam olarak {amount} gönderin ve dekontu saklayın.",
    ],
    atm: [
      "Kartınızı takın, havale veya ödemeyi seçin.",
      "Burada görünen numarayı girin.",
      "Tutarı ({amount}) kontrol edin, onaylayın ve dekontu saklayın.",
    ],
    ussd: [
      "Bankanızın USSD kodunu çevirin ve havaleyi seçin.",
      "Hesap numarasını ve tutarı ({amount}) girin.",
      "PIN ile onaylayın.",
    ],
    store: [
      "Kodun süresi dolmadan ödeme alan bir mağazaya gidin, örneğin OXXO.",
      "Fatura ödemek istediğinizi söyleyin, barkodu gösterin veya numarayı söyleyin.",
      "Nakit olarak {amount} ödeyin. Mağaza ücret alabilir.",
      "Fişi saklayın.",
    ],
    pixScan: [
      "Bankanızın uygulamasını açın, Pix ve ardından QR kodla ödemeyi seçin.",
      "Kamerayı koda tutun.",
      "Tutarı ({amount}) kontrol edip onaylayın.",
    ],
    pixPaste: [
      "Burada görünen kodu kopyalayın.",
      "Banka uygulamasında Pix ve ardından Pix Copia e Cola seçin.",
      "Yapıştırın, tutarı ({amount}) kontrol edip onaylayın.",
    ],
    qris: [
      "QRIS kabul eden bir banka veya cüzdan uygulaması açın.",
      "Kodu okutun veya kayıtlı görselden yükleyin.",
      "Tutarı ({amount}) kontrol edip PIN ile onaylayın.",
    ],
    upiScan: [
      "Telefonunuzda bir UPI uygulaması açın.",
      "Kodu okutun.",
      "Tutarı ({amount}) kontrol edip UPI PIN’inizi girin.",
    ],
    upiPhone: [
      "Ödeme yaptığınız uygulamaya dokunun.",
      "Tutarı ({amount}) kontrol edip UPI PIN’inizi girin.",
      "Bu sayfaya dönün.",
    ],
    wallet: [
      "Telefonunuzda {app} uygulamasını açın ve Okut’a dokunun.",
      "Kamerayı koda tutun.",
      "Tutarı ({amount}) kontrol edip ödeyin.",
    ],
    coin: [
      "Açılan sayfada borsanıza veya cüzdanınıza girin.",
      "Coini ve tutarı ({amount}) kontrol edin.",
      "Ödemeyi onaylayıp geri dönün.",
    ],
    page: ["Açılan sayfada ödeyin.", "Bitince buraya dönersiniz."],
  },
  chooseFirst: "Lütfen bu yöntemlerden birini seçin.",
  giveUp: {
    title: "Bu koddan vazgeçilsin mi?",
    note: "Kod artık geçerli olmayacak. Ödeme yaptıysanız kodu saklayın.",
    stay: "Kodu sakla",
    cancel: "Ödemeyi iptal et",
  },
  print: "Yazdır",
  saveImage: "Görseli kaydet",
  share: "Paylaş",
  remind: "Hatırlat",
  reminder: "Ödeme: {merchant}",
  keep: "Bu sayfayı kapatabilirsiniz. Kod süresi dolana kadar geçerlidir.",
  barcodeOf: "{code} barkodu",
  qrOf: "{amount} ödemek için QR kod",
  qrText: "Metin olarak kod",
  openIn: "{app} uygulamasını aç",
  openAny: "Ödeme uygulaması aç",
  notOpened: "Uygulama açılmadı mı? Kodu başka bir telefonla okutun.",
  leaving: "Ödeme sayfasına gidiliyor",
  leavingNote: "Orada ödeyip buraya dönün.",
  newTab: "Yeni sekmede açılır. Bu sekmeyi açık tutun.",
};
