import type { Guide } from "../messages.ts";

/** How to pay, in Romanian. */
export const guide: Guide = {
  howTo: "Cum plătiți",
  tabs: {
    app: "Aplicația băncii",
    web: "Internet banking",
    atm: "Bancomat",
    ussd: "USSD",
    store: "La magazin",
    scan: "Scanare",
    paste: "Copiere și lipire",
    phone: "Pe acest telefon",
  },
  steps: {
    bankApp: [
      "Deschideți aplicația băncii și alegeți Transfer.",
      "Introduceți numărul de cont afișat aici.",
      "Trimiteți exact {amount}.",
    ],
    spei: [
      "Deschideți aplicația băncii și alegeți Transfer (SPEI).",
      "Lipiți codul CLABE afișat aici drept cont al beneficiarului.",
      "Trimiteți exact {amount}. Ajunge în câteva minute.",
    ],
    va: [
      "Deschideți aplicația băncii și alegeți Transfer, apoi Virtual Account.",
      "Introduceți numărul de cont virtual afișat aici.",
      "Verificați numele și {amount}, apoi confirmați cu PIN-ul.",
    ],
    nigeria: [
      "Deschideți aplicația băncii și alegeți Transfer.",
      "Introduceți numărul de cont și alegeți banca.",
      "Trimiteți exact {amount} într-un singur transfer.",
    ],
    bankWeb: [
      "Intrați în internet banking și alegeți Transfer.",
      "Introduceți numărul afișat aici drept cont al beneficiarului.",
      "Trimiteți exact {amount} și păstrați chitanța.",
    ],
    atm: [
      "Introduceți cardul și alegeți Transfer sau Plată.",
      "Introduceți numărul afișat aici.",
      "Verificați {amount}, confirmați și păstrați chitanța.",
    ],
    ussd: [
      "Formați codul USSD al băncii și alegeți Transfer.",
      "Introduceți numărul de cont și {amount}.",
      "Confirmați cu PIN-ul.",
    ],
    store: [
      "Înainte să expire codul, mergeți la un magazin care primește plăți, de exemplu OXXO.",
      "Spuneți că doriți să plătiți o factură și arătați codul de bare sau spuneți numărul.",
      "Plătiți {amount} în numerar. Magazinul poate percepe un comision.",
      "Păstrați chitanța.",
    ],
    pixScan: [
      "Deschideți aplicația băncii, alegeți Pix, apoi plata cu cod QR.",
      "Îndreptați camera spre cod.",
      "Verificați {amount} și confirmați.",
    ],
    pixPaste: [
      "Copiați codul afișat aici.",
      "În aplicația băncii alegeți Pix, apoi Pix Copia e Cola.",
      "Lipiți-l, verificați {amount} și confirmați.",
    ],
    qris: [
      "Deschideți o aplicație bancară sau un portofel cu QRIS.",
      "Scanați codul sau încărcați-l dintr-o imagine salvată.",
      "Verificați {amount}, apoi confirmați cu PIN-ul.",
    ],
    upiScan: [
      "Deschideți o aplicație UPI pe telefon.",
      "Scanați codul.",
      "Verificați {amount} și introduceți PIN-ul UPI.",
    ],
    upiPhone: [
      "Atingeți aplicația cu care plătiți.",
      "Verificați {amount} și introduceți PIN-ul UPI.",
      "Reveniți la această pagină.",
    ],
    wallet: [
      "Deschideți {app} pe telefon și atingeți Scanare.",
      "Îndreptați camera spre cod.",
      "Verificați {amount} și plătiți.",
    ],
    coin: [
      "Intrați în platforma sau portofelul pe pagina care se deschide.",
      "Verificați moneda și {amount}.",
      "Confirmați plata și reveniți.",
    ],
    page: ["Plătiți pe pagina care se deschide.", "La final reveniți aici."],
  },
  chooseFirst: "Alegeți una dintre aceste metode.",
  giveUp: {
    title: "Renunțați la acest cod?",
    note: "Codul nu va mai fi valabil. Dacă ați plătit deja, păstrați-l.",
    stay: "Păstrează codul",
    cancel: "Anulează plata",
  },
  print: "Imprimați",
  saveImage: "Salvați imaginea",
  share: "Distribuiți",
  remind: "Memento",
  reminder: "Plată către {merchant}",
  keep: "Puteți închide această pagină. Codul rămâne valabil până expiră.",
  barcodeOf: "Cod de bare pentru {code}",
  qrOf: "Cod QR pentru plata a {amount}",
  qrText: "Codul ca text",
  openIn: "Deschideți {app}",
  openAny: "Deschideți o aplicație de plată",
  notOpened: "Nu s-a deschis nicio aplicație? Scanați codul cu alt telefon.",
  leaving: "Vă ducem la pagina de plată",
  leavingNote: "Plătiți acolo, apoi reveniți aici.",
  newTab: "Se deschide într-o filă nouă. Păstrați-o deschisă pe aceasta.",
};
