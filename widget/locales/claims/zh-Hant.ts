import type { ClaimTexts } from "./texts.ts";

/** Chinese (Traditional). */
export const claimTexts: ClaimTexts = {
  title: "{merchant}退款",
  where: "退款要匯到哪裡？",
  debitCard: "金融卡",
  upiId: "UPI ID",
  randomKey: "隨機金鑰",
  holder: "帳戶持有人姓名",
  holderNote: "如果付款人是他人，{merchant}會先核對姓名。",
  bankName: "銀行名稱",
  bankCode: "銀行代碼",
  digits: "位數：{n}",
  compare: "有一位數字似乎不對。請核對號碼。",
  check: "資料正確嗎？",
  checkNote: "匯錯帳戶的錢很難追回。",
  change: "修改",
  confirm: "正確，匯款",
  sending: "退款正在匯出",
  sendingNote: "您可以關閉此頁面，稍後再開啟連結。",
  waiting: "{merchant}正在核對您的資料",
  sent: "退款已匯出",
  failed: "退款無法匯出",
  expired: "此連結已過期",
  canceled: "此退款已取消",
  blocked: "此頁面無法在這裡運作。請重新載入、允許 JavaScript，或在其他瀏覽器中開啟連結。",
};
