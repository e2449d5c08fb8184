import type { ClaimTexts } from "./texts.ts";

/** Thai. */
export const claimTexts: ClaimTexts = {
  title: "เงินคืนจาก {merchant}",
  where: "ต้องการให้ส่งเงินไปที่ไหน",
  debitCard: "บัตรเดบิต",
  upiId: "UPI ID",
  randomKey: "คีย์แบบสุ่ม",
  holder: "ชื่อเจ้าของบัญชี",
  holderNote: "หากผู้อื่นเป็นผู้ชำระ {merchant} จะตรวจสอบชื่อก่อน",
  bankName: "ชื่อธนาคาร",
  bankCode: "รหัสธนาคาร",
  digits: "จำนวนหลัก: {n}",
  compare: "ดูเหมือนมีตัวเลขผิด โปรดเทียบหมายเลขอีกครั้ง",
  check: "ข้อมูลนี้ถูกต้องหรือไม่",
  checkNote: "เงินที่ส่งผิดบัญชีเรียกคืนได้ยาก",
  change: "แก้ไข",
  confirm: "ใช่ ส่งเลย",
  sending: "กำลังส่งเงิน",
  sendingNote: "คุณปิดหน้านี้และเปิดลิงก์อีกครั้งภายหลังได้",
  waiting: "{merchant} กำลังตรวจสอบข้อมูลของคุณ",
  sent: "ส่งเงินแล้ว",
  failed: "ส่งเงินไม่สำเร็จ",
  expired: "ลิงก์นี้หมดอายุแล้ว",
  canceled: "การคืนเงินนี้ถูกยกเลิก",
  blocked: "หน้านี้ใช้งานที่นี่ไม่ได้ โปรดโหลดใหม่ อนุญาต JavaScript หรือเปิดลิงก์ในเบราว์เซอร์อื่น",
};
