import type { ClaimTexts } from "./texts.ts";

/** Chinese (Simplified). */
export const claimTexts: ClaimTexts = {
  title: "{merchant}退款",
  where: "退款汇到哪里？",
  debitCard: "借记卡",
  upiId: "UPI ID",
  randomKey: "随机密钥",
  holder: "账户持有人姓名",
  holderNote: "如果付款人是他人，{merchant}会先核对姓名。",
  bankName: "银行名称",
  bankCode: "银行代码",
  digits: "位数：{n}",
  compare: "有一位数字似乎不对。请核对号码。",
  check: "信息正确吗？",
  checkNote: "汇错账户的钱很难追回。",
  change: "修改",
  confirm: "正确，汇款",
  sending: "退款正在汇出",
  sendingNote: "您可以关闭此页面，稍后再打开链接。",
  waiting: "{merchant}正在核对您的信息",
  sent: "退款已汇出",
  failed: "退款未能汇出",
  expired: "此链接已过期",
  canceled: "此退款已取消",
  blocked: "此页面无法在这里运行。请重新加载、允许 JavaScript，或在其他浏览器中打开链接。",
};
