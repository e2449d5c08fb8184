import type { Guide } from "../messages.ts";

/** How to pay, in Latvian. */
export const guide: Guide = {
  howTo: "Kā maksāt",
  tabs: {
    app: "Bankas lietotne",
    web: "Internetbanka",
    atm: "Bankomāts",
    ussd: "USSD",
    store: "Veikalā",
    scan: "Skenēt",
    paste: "Kopēt un ielīmēt",
    phone: "Šajā tālrunī",
  },
  steps: {
    bankApp: [
      "Atveriet savas bankas lietotni un izvēlieties pārskaitījumu.",
      "Ievadiet šeit redzamo konta numuru.",
      "Nosūtiet tieši {amount}.",
    ],
    spei: [
      "Atveriet savas bankas lietotni un izvēlieties pārskaitījumu (SPEI).",
      "Ielīmējiet šeit redzamo CLABE kā saņēmēja kontu.",
      "Nosūtiet tieši {amount}. Nauda pienāks dažās minūtēs.",
    ],
    va: [
      "Atveriet savas bankas lietotni un izvēlieties pārskaitījumu, tad Virtual Account.",
      "Ievadiet šeit redzamo virtuālā konta numuru.",
      "Pārbaudiet vārdu un {amount}, tad apstipriniet ar PIN.",
    ],
    nigeria: [
      "Atveriet savas bankas lietotni un izvēlieties pārskaitījumu.",
      "Ievadiet konta numuru un izvēlieties banku.",
      "Nosūtiet tieši {amount} ar vienu pārskaitījumu.",
    ],
    bankWeb: [
      "Ieejiet internetbankā un izvēlieties pārskaitījumu.",
      "Ievadiet šeit redzamo numuru kā saņēmēja kontu.",
      "Nosūtiet tieši {amount} un saglabājiet čeku.",
    ],
    atm: [
      "Ievietojiet karti un izvēlieties pārskaitījumu vai maksājumu.",
      "Ievadiet šeit redzamo numuru.",
      "Pārbaudiet {amount}, apstipriniet un saglabājiet čeku.",
    ],
    ussd: [
      "Ievadiet tālrunī savas bankas USSD kodu un izvēlieties pārskaitījumu.",
      "Ievadiet konta numuru un {amount}.",
      "Apstipriniet ar PIN.",
    ],
    store: [
      "Kamēr kods ir derīgs, ejiet uz veikalu, kas pieņem maksājumus, piemēram, OXXO.",
      "Sakiet, ka vēlaties apmaksāt rēķinu, un parādiet svītrkodu vai nosauciet numuru.",
      "Samaksājiet {amount} skaidrā naudā. Veikals var iekasēt maksu.",
      "Saglabājiet čeku.",
    ],
    pixScan: [
      "Atveriet savas bankas lietotni, izvēlieties Pix, tad maksājumu ar QR kodu.",
      "Pavērsiet kameru pret kodu.",
      "Pārbaudiet {amount} un apstipriniet.",
    ],
    pixPaste: [
      "Nokopējiet šeit redzamo kodu.",
      "Bankas lietotnē izvēlieties Pix, tad Pix Copia e Cola.",
      "Ielīmējiet to, pārbaudiet {amount} un apstipriniet.",
    ],
    qris: [
      "Atveriet bankas vai maka lietotni, kas pieņem QRIS.",
      "Noskenējiet kodu vai ielādējiet to no saglabāta attēla.",
      "Pārbaudiet {amount}, tad apstipriniet ar PIN.",
    ],
    upiScan: [
      "Tālrunī atveriet UPI lietotni.",
      "Noskenējiet kodu.",
      "Pārbaudiet {amount} un ievadiet UPI PIN.",
    ],
    upiPhone: [
      "Pieskarieties lietotnei, ar kuru maksājat.",
      "Pārbaudiet {amount} un ievadiet UPI PIN.",
      "Atgriezieties šajā lapā.",
    ],
    wallet: [
      "Tālrunī atveriet {app} un pieskarieties Skenēt.",
      "Pavērsiet kameru pret kodu.",
      "Pārbaudiet {amount} un samaksājiet.",
    ],
    coin: [
      "Atvērtajā lapā ieejiet savā biržā vai makā.",
      "Pārbaudiet valūtu un {amount}.",
      "Apstipriniet maksājumu un atgriezieties.",
    ],
    page: ["Samaksājiet atvērtajā lapā.", "Pēc tam atgriezīsieties šeit."],
  },
  chooseFirst: "Lūdzu, izvēlieties vienu no šiem veidiem.",
  giveUp: {
    title: "Atteikties no šī koda?",
    note: "Kods vairs nebūs derīgs. Ja jau samaksājāt, paturiet to.",
    stay: "Paturēt kodu",
    cancel: "Atcelt maksājumu",
  },
  print: "Drukāt",
  saveImage: "Saglabāt attēlu",
  share: "Kopīgot",
  remind: "Atgādināt",
  reminder: "Maksājums: {merchant}",
  keep: "Šo lapu varat aizvērt. Kods ir derīgs līdz termiņa beigām.",
  barcodeOf: "Svītrkods {code}",
  qrOf: "QR kods, lai samaksātu {amount}",
  qrText: "Kods kā teksts",
  openIn: "Atvērt {app}",
  openAny: "Atvērt maksājumu lietotni",
  notOpened: "Lietotne neatvērās? Noskenējiet kodu ar citu tālruni.",
  leaving: "Pārejam uz maksājumu lapu",
  leavingNote: "Samaksājiet tur un atgriezieties šeit.",
  newTab: "Tā atvērsies jaunā cilnē. Šo neaizveriet.",
};
