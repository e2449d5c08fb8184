import type { Guide } from "../messages.ts";

/** How to pay, in Azerbaijani. */
export const guide: Guide = {
  howTo: "Necə ödəməli",
  tabs: {
    app: "Bank tətbiqi",
    web: "İnternet bankçılıq",
    atm: "Bankomat",
    ussd: "USSD",
    store: "Mağazada",
    scan: "Skan et",
    paste: "Kopyala və yapışdır",
    phone: "Bu telefonda",
  },
  steps: {
    bankApp: [
      "Bankınızın tətbiqini açın və köçürməni seçin.",
      "Burada göstərilən hesab nömrəsini daxil edin.",
      "Düz {amount} göndərin.",
    ],
    spei: [
      "Bankınızın tətbiqini açın və köçürməni (SPEI) seçin.",
      "Burada göstərilən CLABE-ni alan tərəfin hesabı kimi yapışdırın.",
      "Düz {amount} göndərin. Bir neçə dəqiqəyə çatır.",
    ],
    va: [
      "Bankınızın tətbiqini açın, köçürməni, sonra Virtual Account seçin.",
      "Burada göstərilən virtual hesab nömrəsini daxil edin.",
      "Adı və məbləği ({amount}) yoxlayın, PIN ilə təsdiqləyin.",
    ],
    nigeria: [
      "Bankınızın tətbiqini açın və köçürməni seçin.",
      "Hesab nömrəsini daxil edin və bankı seçin.",
      "Düz {amount} bir köçürmə ilə göndərin.",
    ],
    bankWeb: [
      "İnternet bankçılığa daxil olun və köçürməni seçin.",
      "Burada göstərilən nömrəni alan tərəfin hesabı kimi daxil edin.",
      "Düz {amount} göndərin və qəbzi saxlayın.",
    ],
    atm: [
      "Kartı yerləşdirin, köçürmə və ya ödənişi seçin.",
      "Burada göstərilən nömrəni yazın.",
      "Məbləği ({amount}) yoxlayın, təsdiqləyin və qəbzi saxlayın.",
    ],
    ussd: [
      "Bankınızın USSD kodunu yığın və köçürməni seçin.",
      "Hesab nömrəsini və məbləği ({amount}) yazın.",
      "PIN ilə təsdiqləyin.",
    ],
    store: [
      "Kodun vaxtı bitməmiş ödəniş qəbul edən mağazaya gedin, məsələn, OXXO.",
      "Hesab ödəmək istədiyinizi deyin, barkodu göstərin və ya nömrəni söyləyin.",
      "Nağd {amount} ödəyin. Mağaza haqq tuta bilər.",
      "Qəbzi saxlayın.",
    ],
    pixScan: [
      "Bankınızın tətbiqini açın, Pix, sonra QR kodla ödənişi seçin.",
      "Kameranı koda tutun.",
      "Məbləği ({amount}) yoxlayın və təsdiqləyin.",
    ],
    pixPaste: [
      "Burada göstərilən kodu kopyalayın.",
      "Bank tətbiqində Pix, sonra Pix Copia e Cola seçin.",
      "Yapışdırın, məbləği ({amount}) yoxlayın və təsdiqləyin.",
    ],
    qris: [
      "QRIS qəbul edən bank və ya pulqabı tətbiqini açın.",
      "Kodu skan edin və ya saxlanmış şəkildən yükləyin.",
      "Məbləği ({amount}) yoxlayın, PIN ilə təsdiqləyin.",
    ],
    upiScan: [
      "Telefonda UPI tətbiqini açın.",
      "Kodu skan edin.",
      "Məbləği ({amount}) yoxlayın və UPI PIN-i daxil edin.",
    ],
    upiPhone: [
      "Ödədiyiniz tətbiqə toxunun.",
      "Məbləği ({amount}) yoxlayın və UPI PIN-i daxil edin.",
      "Bu səhifəyə qayıdın.",
    ],
    wallet: [
      "Telefonda {app} tətbiqini açın və Skan et düyməsinə toxunun.",
      "Kameranı koda tutun.",
      "Məbləği ({amount}) yoxlayın və ödəyin.",
    ],
    coin: [
      "Açılan səhifədə birjaya və ya pulqabına daxil olun.",
      "Valyutanı və məbləği ({amount}) yoxlayın.",
      "Ödənişi təsdiqləyin və qayıdın.",
    ],
    page: ["Açılan səhifədə ödəyin.", "Sonra bura qayıdacaqsınız."],
  },
  chooseFirst: "Bu ödəniş üsullarından birini seçin.",
  giveUp: {
    title: "Bu koddan imtina edirsiniz?",
    note: "Kod artıq etibarlı olmayacaq. Artıq ödəmisinizsə, onu saxlayın.",
    stay: "Kodu saxla",
    cancel: "Ödənişi ləğv et",
  },
  print: "Çap et",
  saveImage: "Şəkli saxla",
  share: "Paylaş",
  remind: "Xatırlat",
  reminder: "Ödəniş: {merchant}",
  keep: "Bu səhifəni bağlaya bilərsiniz. Kod vaxtı bitənə qədər keçərlidir.",
  barcodeOf: "{code} barkodu",
  qrOf: "{amount} ödəmək üçün QR kod",
  qrText: "Mətn kimi kod",
  openIn: "{app} tətbiqini aç",
  openAny: "Ödəniş tətbiqini aç",
  notOpened: "Tətbiq açılmadı? Kodu başqa telefonla skan edin.",
  leaving: "Ödəniş səhifəsinə keçirsiniz",
  leavingNote: "Orada ödəyin, sonra bura qayıdın.",
  newTab: "Yeni vərəqdə açılacaq. Bunu bağlamayın.",
};
