import type { Guide } from "../messages.ts";

/** How to pay, in Hungarian. */
export const guide: Guide = {
  howTo: "Így fizethet",
  tabs: {
    app: "Banki app",
    web: "Netbank",
    atm: "Bankautomata",
    ussd: "USSD",
    store: "Az üzletben",
    scan: "Beolvasás",
    paste: "Másolás és beillesztés",
    phone: "Ezen a telefonon",
  },
  steps: {
    bankApp: [
      "Nyissa meg bankja appját, és válassza az átutalást.",
      "Írja be az itt látható számlaszámot.",
      "Küldjön pontosan ennyit: {amount}.",
    ],
    spei: [
      "Nyissa meg bankja appját, és válassza az átutalást (SPEI).",
      "Illessze be az itt látható CLABE számot a kedvezményezett számlájaként.",
      "Küldjön pontosan ennyit: {amount}. Perceken belül megérkezik.",
    ],
    va: [
      "Nyissa meg bankja appját, és válassza az átutalást, majd a Virtual Account lehetőséget.",
      "Írja be az itt látható virtuális számlaszámot.",
      "Ellenőrizze a nevet és az összeget ({amount}), majd erősítse meg PIN-kóddal.",
    ],
    nigeria: [
      "Nyissa meg bankja appját, és válassza az átutalást.",
      "Írja be a számlaszámot, és válassza ki a bankot.",
      "Küldjön pontosan ennyit egy átutalással: {amount}.",
    ],
    bankWeb: [
      "Lépjen be a netbankba, és válassza az átutalást.",
      "Írja be az itt látható számot kedvezményezettként.",
      "Küldjön pontosan ennyit: {amount}. Őrizze meg a bizonylatot.",
    ],
    atm: [
      "Helyezze be a kártyát, és válassza az átutalást vagy a fizetést.",
      "Írja be az itt látható számot.",
      "Ellenőrizze az összeget ({amount}), hagyja jóvá, és őrizze meg a bizonylatot.",
    ],
    ussd: [
      "Tárcsázza bankja USSD-kódját, és válassza az átutalást.",
      "Írja be a számlaszámot és az összeget: {amount}.",
      "Erősítse meg PIN-kóddal.",
    ],
    store: [
      "A kód lejárta előtt menjen egy üzletbe, amely fogad befizetést, például az OXXO-ba.",
      "Mondja, hogy számlát fizetne, és mutassa meg a vonalkódot, vagy mondja be a számot.",
      "Fizessen készpénzben: {amount}. Az üzlet díjat számíthat fel.",
      "Őrizze meg a bizonylatot.",
    ],
    pixScan: [
      "Nyissa meg bankja appját, válassza a Pix, majd a QR-kódos fizetés lehetőséget.",
      "Irányítsa a kamerát a kódra.",
      "Ellenőrizze az összeget ({amount}), és hagyja jóvá.",
    ],
    pixPaste: [
      "Másolja ki az itt látható kódot.",
      "A banki appban válassza a Pix, majd a Pix Copia e Cola lehetőséget.",
      "Illessze be, ellenőrizze az összeget ({amount}), és hagyja jóvá.",
    ],
    qris: [
      "Nyisson meg egy QRIS-t fogadó banki appot vagy tárcát.",
      "Olvassa be a kódot, vagy töltse be mentett képről.",
      "Ellenőrizze az összeget ({amount}), majd erősítse meg PIN-kóddal.",
    ],
    upiScan: [
      "Nyisson meg egy UPI-appot a telefonján.",
      "Olvassa be a kódot.",
      "Ellenőrizze az összeget ({amount}), és írja be UPI PIN-kódját.",
    ],
    upiPhone: [
      "Koppintson arra az appra, amellyel fizet.",
      "Ellenőrizze az összeget ({amount}), és írja be UPI PIN-kódját.",
      "Térjen vissza erre az oldalra.",
    ],
    wallet: [
      "Nyissa meg telefonján a következőt: {app}, és koppintson a beolvasásra.",
      "Irányítsa a kamerát a kódra.",
      "Ellenőrizze az összeget ({amount}), és fizessen.",
    ],
    coin: [
      "A megnyíló oldalon lépjen be tőzsdéjére vagy tárcájába.",
      "Ellenőrizze az érmét és az összeget ({amount}).",
      "Hagyja jóvá a fizetést, és térjen vissza.",
    ],
    page: ["Fizessen a megnyíló oldalon.", "Utána ide tér vissza."],
  },
  chooseFirst: "Kérjük, válasszon egyet ezek közül.",
  giveUp: {
    title: "Lemond erről a kódról?",
    note: "A kód többé nem lesz érvényes. Ha már fizetett, tartsa meg.",
    stay: "Kód megtartása",
    cancel: "Fizetés megszakítása",
  },
  print: "Nyomtatás",
  saveImage: "Kép mentése",
  share: "Megosztás",
  remind: "Emlékeztető",
  reminder: "Fizetés: {merchant}",
  keep: "Bezárhatja ezt az oldalt. A kód lejártáig érvényes marad.",
  barcodeOf: "Vonalkód: {code}",
  qrOf: "QR-kód ennyi fizetéséhez: {amount}",
  qrText: "A kód szövegként",
  openIn: "{app} megnyitása",
  openAny: "Fizetési app megnyitása",
  notOpened: "Nem nyílt meg app? Olvassa be a kódot egy másik telefonnal.",
  leaving: "Átirányítjuk a fizetési oldalra",
  leavingNote: "Fizessen ott, majd térjen vissza ide.",
  newTab: "Új lapon nyílik meg. Ezt hagyja nyitva.",
};
