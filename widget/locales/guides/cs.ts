import type { Guide } from "../messages.ts";

/** How to pay, in Czech. */
export const guide: Guide = {
  howTo: "Jak zaplatit",
  tabs: {
    app: "Aplikace banky",
    web: "Internetbanking",
    atm: "Bankomat",
    ussd: "USSD",
    store: "V obchodě",
    scan: "Skenovat",
    paste: "Kopírovat a vložit",
    phone: "V tomto telefonu",
  },
  steps: {
    bankApp: [
      "Otevřete aplikaci své banky a zvolte převod.",
      "Zadejte zde uvedené číslo účtu.",
      "Pošlete přesně {amount}.",
    ],
    spei: [
      "Otevřete aplikaci své banky a zvolte převod (SPEI).",
      "Vložte zde uvedené číslo CLABE jako účet příjemce.",
      "Pošlete přesně {amount}. Dorazí během několika minut.",
    ],
    va: [
      "Otevřete aplikaci své banky a zvolte převod, pak Virtual Account.",
      "Zadejte zde uvedené číslo virtuálního účtu.",
      "Zkontrolujte jméno a {amount} a potvrďte PINem.",
    ],
    nigeria: [
      "Otevřete aplikaci své banky a zvolte převod.",
      "Zadejte číslo účtu a vyberte banku.",
      "Pošlete přesně {amount} jedním převodem.",
    ],
    bankWeb: [
      "Přihlaste se do internetbankingu a zvolte převod.",
      "Zadejte zde uvedené číslo jako účet příjemce.",
      "Pošlete přesně {amount} a uschovejte si doklad.",
    ],
    atm: [
      "Vložte kartu a zvolte převod nebo platbu.",
      "Zadejte zde uvedené číslo.",
      "Zkontrolujte {amount}, potvrďte a uschovejte si doklad.",
    ],
    ussd: [
      "Vytočte USSD kód své banky a zvolte převod.",
      "Zadejte číslo účtu a {amount}.",
      "Potvrďte PINem.",
    ],
    store: [
      "Zajděte do obchodu, který přijímá platby, např. OXXO, než kód vyprší.",
      "Řekněte, že chcete zaplatit účet, a ukažte čárový kód nebo nadiktujte číslo.",
      "Zaplaťte {amount} v hotovosti. Obchod může účtovat poplatek.",
      "Uschovejte si doklad.",
    ],
    pixScan: [
      "Otevřete aplikaci své banky, zvolte Pix a pak platbu QR kódem.",
      "Namiřte fotoaparát na kód.",
      "Zkontrolujte {amount} a potvrďte.",
    ],
    pixPaste: [
      "Zkopírujte zde uvedený kód.",
      "V aplikaci banky zvolte Pix a pak Pix Copia e Cola.",
      "Vložte ho, zkontrolujte {amount} a potvrďte.",
    ],
    qris: [
      "Otevřete aplikaci banky nebo peněženku, která přijímá QRIS.",
      "Naskenujte kód nebo ho nahrajte z uloženého obrázku.",
      "Zkontrolujte {amount} a potvrďte PINem.",
    ],
    upiScan: [
      "Otevřete v telefonu aplikaci UPI.",
      "Naskenujte kód.",
      "Zkontrolujte {amount} a zadejte PIN pro UPI.",
    ],
    upiPhone: [
      "Klepněte na aplikaci, kterou platíte.",
      "Zkontrolujte {amount} a zadejte PIN pro UPI.",
      "Vraťte se na tuto stránku.",
    ],
    wallet: [
      "Otevřete v telefonu aplikaci {app} a klepněte na Skenovat.",
      "Namiřte fotoaparát na kód.",
      "Zkontrolujte {amount} a zaplaťte.",
    ],
    coin: [
      "Na stránce, která se otevře, se přihlaste ke své burze nebo peněžence.",
      "Zkontrolujte měnu a {amount}.",
      "Potvrďte platbu a vraťte se.",
    ],
    page: ["Zaplaťte na stránce, která se otevře.", "Pak se vrátíte sem."],
  },
  chooseFirst: "Vyberte prosím jeden z těchto způsobů.",
  giveUp: {
    title: "Vzdát se tohoto kódu?",
    note: "Kód přestane platit. Pokud jste už zaplatili, ponechte si ho.",
    stay: "Ponechat kód",
    cancel: "Zrušit platbu",
  },
  print: "Tisk",
  saveImage: "Uložit obrázek",
  share: "Sdílet",
  remind: "Připomenout",
  reminder: "Zaplatit: {merchant}",
  keep: "Tuto stránku můžete zavřít. Kód platí až do vypršení.",
  barcodeOf: "Čárový kód {code}",
  qrOf: "QR kód pro zaplacení {amount}",
  qrText: "Kód jako text",
  openIn: "Otevřít {app}",
  openAny: "Otevřít platební aplikaci",
  notOpened: "Aplikace se neotevřela? Naskenujte kód jiným telefonem.",
  leaving: "Přecházíte na platební stránku",
  leavingNote: "Zaplaťte tam a pak se vraťte sem.",
  newTab: "Otevře se na nové kartě. Tuto nechte otevřenou.",
};
