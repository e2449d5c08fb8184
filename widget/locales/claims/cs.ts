import type { ClaimTexts } from "./texts.ts";

/** Czech. */
export const claimTexts: ClaimTexts = {
  title: "Vrácení peněz od {merchant}",
  where: "Kam máme peníze poslat?",
  debitCard: "Debetní karta",
  upiId: "UPI ID",
  randomKey: "Náhodný klíč",
  holder: "Jméno majitele účtu",
  holderNote: "Pokud platil někdo jiný, {merchant} nejdřív ověří jméno.",
  bankName: "Název banky",
  bankCode: "Kód banky",
  digits: "Počet číslic: {n}",
  compare: "Jedna číslice zřejmě nesouhlasí. Zkontrolujte prosím číslo.",
  check: "Je to správně?",
  checkNote: "Peníze odeslané na špatný účet se těžko získávají zpět.",
  change: "Změnit",
  confirm: "Ano, odeslat",
  sending: "Peníze jsou na cestě",
  sendingNote: "Tuto stránku můžete zavřít a odkaz otevřít znovu později.",
  waiting: "{merchant} kontroluje vaše údaje",
  sent: "Peníze byly odeslány",
  failed: "Peníze se nepodařilo odeslat",
  expired: "Platnost tohoto odkazu vypršela",
  canceled: "Toto vrácení peněz bylo zrušeno",
  blocked:
    "Tato stránka tady nefunguje. Načtěte ji znovu, povolte JavaScript nebo otevřete odkaz v jiném prohlížeči.",
};
