import type { ClaimTexts } from "./texts.ts";

/** Khmer. */
export const claimTexts: ClaimTexts = {
  title: "ប្រាក់សងត្រឡប់ពី {merchant}",
  where: "តើត្រូវផ្ញើប្រាក់ទៅណា?",
  debitCard: "កាតឥណពន្ធ",
  upiId: "UPI ID",
  randomKey: "សោចៃដន្យ",
  holder: "ឈ្មោះម្ចាស់គណនី",
  holderNote: "បើអ្នកផ្សេងបានបង់ {merchant} នឹងពិនិត្យឈ្មោះជាមុន។",
  bankName: "ឈ្មោះធនាគារ",
  bankCode: "លេខកូដធនាគារ",
  digits: "ចំនួនខ្ទង់៖ {n}",
  compare: "ហាក់ដូចជាមានលេខមួយខុស។ សូមផ្ទៀងផ្ទាត់លេខ។",
  check: "តើនេះត្រឹមត្រូវទេ?",
  checkNote: "ប្រាក់ដែលផ្ញើទៅគណនីខុសពិបាកយកមកវិញ។",
  change: "កែ",
  confirm: "បាទ/ចាស ផ្ញើ",
  sending: "ប្រាក់កំពុងផ្ញើ",
  sendingNote: "អ្នកអាចបិទទំព័រនេះ ហើយបើកតំណម្ដងទៀតនៅពេលក្រោយ។",
  waiting: "{merchant} កំពុងពិនិត្យព័ត៌មានរបស់អ្នក",
  sent: "បានផ្ញើប្រាក់ហើយ",
  failed: "មិនអាចផ្ញើប្រាក់បានទេ",
  expired: "តំណនេះផុតកំណត់ហើយ",
  canceled: "ការសងប្រាក់នេះត្រូវបានបោះបង់",
  blocked: "ទំព័រនេះមិនអាចដំណើរការនៅទីនេះទេ។ សូមផ្ទុកឡើងវិញ អនុញ្ញាត JavaScript ឬបើកតំណក្នុងកម្មវិធីរុករកផ្សេង។",
};
