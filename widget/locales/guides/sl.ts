import type { Guide } from "../messages.ts";

/** How to pay, in Slovenian. */
export const guide: Guide = {
  howTo: "Kako plačati",
  tabs: {
    app: "Bančna aplikacija",
    web: "Spletna banka",
    atm: "Bankomat",
    ussd: "USSD",
    store: "V trgovini",
    scan: "Skeniraj",
    paste: "Kopiraj in prilepi",
    phone: "Na tem telefonu",
  },
  steps: {
    bankApp: [
      "Odprite aplikacijo svoje banke in izberite nakazilo.",
      "Vnesite tukaj prikazano številko računa.",
      "Pošljite točno {amount}.",
    ],
    spei: [
      "Odprite aplikacijo svoje banke in izberite nakazilo (SPEI).",
      "Prilepite tukaj prikazano številko CLABE kot račun prejemnika.",
      "Pošljite točno {amount}. Prispe v nekaj minutah.",
    ],
    va: [
      "Odprite aplikacijo svoje banke in izberite nakazilo, nato Virtual Account.",
      "Vnesite tukaj prikazano številko navideznega računa.",
      "Preverite ime in {amount} ter potrdite s kodo PIN.",
    ],
    nigeria: [
      "Odprite aplikacijo svoje banke in izberite nakazilo.",
      "Vnesite številko računa in izberite banko.",
      "Pošljite točno {amount} z enim nakazilom.",
    ],
    bankWeb: [
      "Prijavite se v spletno banko in izberite nakazilo.",
      "Vnesite tukaj prikazano številko kot račun prejemnika.",
      "Pošljite točno {amount} in shranite potrdilo.",
    ],
    atm: [
      "Vstavite kartico in izberite nakazilo ali plačilo.",
      "Vnesite tukaj prikazano številko.",
      "Preverite {amount}, potrdite in shranite potrdilo.",
    ],
    ussd: [
      "Vtipkajte kodo USSD svoje banke in izberite nakazilo.",
      "Vnesite številko računa in {amount}.",
      "Potrdite s kodo PIN.",
    ],
    store: [
      "Preden koda poteče, pojdite v trgovino, ki sprejema plačila, npr. OXXO.",
      "Povejte, da želite plačati račun, in pokažite črtno kodo ali povejte številko.",
      "Plačajte {amount} v gotovini. Trgovina lahko zaračuna provizijo.",
      "Shranite račun.",
    ],
    pixScan: [
      "Odprite aplikacijo svoje banke, izberite Pix, nato plačilo s kodo QR.",
      "Usmerite kamero v kodo.",
      "Preverite {amount} in potrdite.",
    ],
    pixPaste: [
      "Kopirajte tukaj prikazano kodo.",
      "V aplikaciji banke izberite Pix, nato Pix Copia e Cola.",
      "Prilepite jo, preverite {amount} in potrdite.",
    ],
    qris: [
      "Odprite bančno aplikacijo ali denarnico, ki sprejema QRIS.",
      "Skenirajte kodo ali jo naložite s shranjene slike.",
      "Preverite {amount} ter potrdite s kodo PIN.",
    ],
    upiScan: [
      "Odprite aplikacijo UPI na telefonu.",
      "Skenirajte kodo.",
      "Preverite {amount} in vnesite PIN za UPI.",
    ],
    upiPhone: [
      "Dotaknite se aplikacije, s katero plačujete.",
      "Preverite {amount} in vnesite PIN za UPI.",
      "Vrnite se na to stran.",
    ],
    wallet: [
      "Odprite aplikacijo {app} na telefonu in se dotaknite Skeniraj.",
      "Usmerite kamero v kodo.",
      "Preverite {amount} in plačajte.",
    ],
    coin: [
      "Na strani, ki se odpre, se prijavite v svojo borzo ali denarnico.",
      "Preverite valuto in {amount}.",
      "Potrdite plačilo in se vrnite.",
    ],
    page: ["Plačajte na strani, ki se odpre.", "Nato se vrnete sem."],
  },
  chooseFirst: "Izberite enega od teh načinov.",
  giveUp: {
    title: "Opustiti to kodo?",
    note: "Koda ne bo več veljavna. Če ste že plačali, jo obdržite.",
    stay: "Obdrži kodo",
    cancel: "Prekliči plačilo",
  },
  print: "Natisni",
  saveImage: "Shrani sliko",
  share: "Deli",
  remind: "Opomni me",
  reminder: "Plačilo: {merchant}",
  keep: "To stran lahko zaprete. Koda velja, dokler ne poteče.",
  barcodeOf: "Črtna koda {code}",
  qrOf: "Koda QR za plačilo {amount}",
  qrText: "Koda kot besedilo",
  openIn: "Odpri {app}",
  openAny: "Odpri plačilno aplikacijo",
  notOpened: "Se aplikacija ni odprla? Skenirajte kodo z drugim telefonom.",
  leaving: "Odpira se plačilna stran",
  leavingNote: "Plačajte tam, nato se vrnite sem.",
  newTab: "Odpre se v novem zavihku. Tega pustite odprtega.",
};
