import type { Guide } from "../messages.ts";

/** How to pay, in Slovak. */
export const guide: Guide = {
  howTo: "Ako zaplatiť",
  tabs: {
    app: "Aplikácia banky",
    web: "Internetbanking",
    atm: "Bankomat",
    ussd: "USSD",
    store: "V obchode",
    scan: "Skenovať",
    paste: "Kopírovať a vložiť",
    phone: "V tomto telefóne",
  },
  steps: {
    bankApp: [
      "Otvorte aplikáciu svojej banky a zvoľte prevod.",
      "Zadajte tu uvedené číslo účtu.",
      "Pošlite presne {amount}.",
    ],
    spei: [
      "Otvorte aplikáciu svojej banky a zvoľte prevod (SPEI).",
      "Vložte tu uvedené číslo CLABE ako účet príjemcu.",
      "Pošlite presne {amount}. Príde do niekoľkých minút.",
    ],
    va: [
      "Otvorte aplikáciu svojej banky a zvoľte prevod, potom Virtual Account.",
      "Zadajte tu uvedené číslo virtuálneho účtu.",
      "Skontrolujte meno a {amount} a potvrďte PIN kódom.",
    ],
    nigeria: [
      "Otvorte aplikáciu svojej banky a zvoľte prevod.",
      "Zadajte číslo účtu a vyberte banku.",
      "Pošlite presne {amount} jedným prevodom.",
    ],
    bankWeb: [
      "Prihláste sa do internetbankingu a zvoľte prevod.",
      "Zadajte tu uvedené číslo ako účet príjemcu.",
      "Pošlite presne {amount} a uschovajte si doklad.",
    ],
    atm: [
      "Vložte kartu a zvoľte prevod alebo platbu.",
      "Zadajte tu uvedené číslo.",
      "Skontrolujte {amount}, potvrďte a uschovajte si doklad.",
    ],
    ussd: [
      "Vytočte USSD kód svojej banky a zvoľte prevod.",
      "Zadajte číslo účtu a {amount}.",
      "Potvrďte PIN kódom.",
    ],
    store: [
      "Zájdite do obchodu, ktorý prijíma platby, napr. OXXO, kým kód nevyprší.",
      "Povedzte, že chcete zaplatiť účet, a ukážte čiarový kód alebo nadiktujte číslo.",
      "Zaplaťte {amount} v hotovosti. Obchod môže účtovať poplatok.",
      "Uschovajte si doklad.",
    ],
    pixScan: [
      "Otvorte aplikáciu svojej banky, zvoľte Pix a potom platbu QR kódom.",
      "Namierte fotoaparát na kód.",
      "Skontrolujte {amount} a potvrďte.",
    ],
    pixPaste: [
      "Skopírujte tu uvedený kód.",
      "V aplikácii banky zvoľte Pix a potom Pix Copia e Cola.",
      "Vložte ho, skontrolujte {amount} a potvrďte.",
    ],
    qris: [
      "Otvorte aplikáciu banky alebo peňaženku, ktorá prijíma QRIS.",
      "Naskenujte kód alebo ho nahrajte z uloženého obrázka.",
      "Skontrolujte {amount} a potvrďte PIN kódom.",
    ],
    upiScan: [
      "Otvorte v telefóne aplikáciu UPI.",
      "Naskenujte kód.",
      "Skontrolujte {amount} a zadajte PIN pre UPI.",
    ],
    upiPhone: [
      "Ťuknite na aplikáciu, ktorou platíte.",
      "Skontrolujte {amount} a zadajte PIN pre UPI.",
      "Vráťte sa na túto stránku.",
    ],
    wallet: [
      "Otvorte v telefóne aplikáciu {app} a ťuknite na Skenovať.",
      "Namierte fotoaparát na kód.",
      "Skontrolujte {amount} a zaplaťte.",
    ],
    coin: [
      "Na stránke, ktorá sa otvorí, sa prihláste do svojej burzy alebo peňaženky.",
      "Skontrolujte menu a {amount}.",
      "Potvrďte platbu a vráťte sa.",
    ],
    page: ["Zaplaťte na stránke, ktorá sa otvorí.", "Potom sa vrátite sem."],
  },
  chooseFirst: "Vyberte prosím jeden z týchto spôsobov.",
  giveUp: {
    title: "Vzdať sa tohto kódu?",
    note: "Kód prestane platiť. Ak ste už zaplatili, ponechajte si ho.",
    stay: "Ponechať kód",
    cancel: "Zrušiť platbu",
  },
  print: "Tlačiť",
  saveImage: "Uložiť obrázok",
  share: "Zdieľať",
  remind: "Pripomenúť",
  reminder: "Zaplatiť: {merchant}",
  keep: "Túto stránku môžete zavrieť. Kód platí až do vypršania.",
  barcodeOf: "Čiarový kód {code}",
  qrOf: "QR kód na zaplatenie {amount}",
  qrText: "Kód ako text",
  openIn: "Otvoriť {app}",
  openAny: "Otvoriť platobnú aplikáciu",
  notOpened: "Aplikácia sa neotvorila? Naskenujte kód iným telefónom.",
  leaving: "Prechádzate na platobnú stránku",
  leavingNote: "Zaplaťte tam a potom sa vráťte sem.",
  newTab: "Otvorí sa na novej karte. Túto nechajte otvorenú.",
};
