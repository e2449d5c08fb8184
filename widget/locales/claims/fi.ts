import type { ClaimTexts } from "./texts.ts";

/** Finnish. */
export const claimTexts: ClaimTexts = {
  title: "Rahanpalautus: {merchant}",
  where: "Minne rahat lähetetään?",
  debitCard: "Pankkikortti",
  upiId: "UPI ID",
  randomKey: "Satunnainen avain",
  holder: "Tilinomistajan nimi",
  holderNote: "Jos joku muu maksoi, {merchant} tarkistaa nimen ensin.",
  bankName: "Pankin nimi",
  bankCode: "Pankin tunnus",
  digits: "Numeroita: {n}",
  compare: "Yksi numero näyttää olevan väärin. Vertaa numeroa.",
  check: "Onko tämä oikein?",
  checkNote: "Väärälle tilille lähetettyä rahaa on vaikea saada takaisin.",
  change: "Muuta",
  confirm: "Kyllä, lähetä",
  sending: "Rahat ovat matkalla",
  sendingNote: "Voit sulkea sivun ja avata linkin myöhemmin uudelleen.",
  waiting: "{merchant} tarkistaa tietojasi",
  sent: "Rahat on lähetetty",
  failed: "Rahoja ei voitu lähettää",
  expired: "Linkki on vanhentunut",
  canceled: "Tämä palautus on peruttu",
  blocked: "Sivu ei toimi tässä. Lataa se uudelleen, salli JavaScript tai avaa linkki toisessa selaimessa.",
};
