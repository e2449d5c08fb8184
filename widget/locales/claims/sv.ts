import type { ClaimTexts } from "./texts.ts";

/** Swedish. */
export const claimTexts: ClaimTexts = {
  title: "Pengar tillbaka från {merchant}",
  where: "Vart ska pengarna skickas?",
  debitCard: "Bankkort",
  upiId: "UPI ID",
  randomKey: "Slumpmässig nyckel",
  holder: "Kontoinnehavarens namn",
  holderNote: "Om någon annan betalade kontrollerar {merchant} först namnet.",
  bankName: "Bankens namn",
  bankCode: "Bankkod",
  digits: "Antal siffror: {n}",
  compare: "En siffra verkar vara fel. Jämför numret.",
  check: "Stämmer det här?",
  checkNote: "Pengar som skickas till fel konto är svåra att få tillbaka.",
  change: "Ändra",
  confirm: "Ja, skicka",
  sending: "Pengarna är på väg",
  sendingNote: "Du kan stänga sidan och öppna länken igen senare.",
  waiting: "{merchant} kontrollerar dina uppgifter",
  sent: "Pengarna har skickats",
  failed: "Pengarna kunde inte skickas",
  expired: "Länken har gått ut",
  canceled: "Återbetalningen har avbrutits",
  blocked:
    "Sidan kan inte fungera här. Ladda om den, tillåt JavaScript eller öppna länken i en annan webbläsare.",
};
