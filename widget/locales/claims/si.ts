import type { ClaimTexts } from "./texts.ts";

/** Sinhala. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} වෙතින් මුදල් ආපසු",
  where: "මුදල් යැවිය යුත්තේ කොතැනටද?",
  debitCard: "ඩෙබිට් කාඩ්පත",
  upiId: "UPI ID",
  randomKey: "අහඹු යතුර",
  holder: "ගිණුම් හිමියාගේ නම",
  holderNote: "වෙනත් අයෙක් ගෙවා ඇත්නම් {merchant} පළමුව නම පරීක්ෂා කරයි.",
  bankName: "බැංකුවේ නම",
  bankCode: "බැංකු කේතය",
  digits: "ඉලක්කම් ගණන: {n}",
  compare: "එක් ඉලක්කමක් වැරදි බව පෙනේ. කරුණාකර අංකය සසඳන්න.",
  check: "මෙය නිවැරදිද?",
  checkNote: "වැරදි ගිණුමකට ගිය මුදල් ආපසු ගැනීම අපහසුයි.",
  change: "වෙනස් කරන්න",
  confirm: "ඔව්, යවන්න",
  sending: "මුදල් යවමින් පවතී",
  sendingNote: "ඔබට මෙම පිටුව වසා පසුව සබැඳිය නැවත විවෘත කළ හැකිය.",
  waiting: "{merchant} ඔබේ විස්තර පරීක්ෂා කරයි",
  sent: "මුදල් යවන ලදී",
  failed: "මුදල් යැවීමට නොහැකි විය",
  expired: "මෙම සබැඳිය කල් ඉකුත් වී ඇත",
  canceled: "මෙම ආපසු ගෙවීම අවලංගු කරන ලදී",
  blocked:
    "මෙම පිටුව මෙහි ක්‍රියා නොකරයි. එය නැවත පූරණය කරන්න, JavaScript සඳහා ඉඩ දෙන්න, නැතහොත් වෙනත් බ්‍රව්සරයක සබැඳිය විවෘත කරන්න.",
};
