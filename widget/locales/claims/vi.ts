import type { ClaimTexts } from "./texts.ts";

/** Vietnamese. */
export const claimTexts: ClaimTexts = {
  title: "Tiền hoàn lại từ {merchant}",
  where: "Gửi tiền đến đâu?",
  debitCard: "Thẻ ghi nợ",
  upiId: "UPI ID",
  randomKey: "Khóa ngẫu nhiên",
  holder: "Tên chủ tài khoản",
  holderNote: "Nếu người khác đã thanh toán, {merchant} sẽ kiểm tra tên trước.",
  bankName: "Tên ngân hàng",
  bankCode: "Mã ngân hàng",
  digits: "Số chữ số: {n}",
  compare: "Có vẻ một chữ số bị sai. Vui lòng đối chiếu số.",
  check: "Thông tin này đúng chứ?",
  checkNote: "Tiền gửi nhầm tài khoản rất khó lấy lại.",
  change: "Sửa",
  confirm: "Đúng, gửi đi",
  sending: "Tiền đang được gửi",
  sendingNote: "Bạn có thể đóng trang này và mở lại liên kết sau.",
  waiting: "{merchant} đang kiểm tra thông tin của bạn",
  sent: "Tiền đã được gửi",
  failed: "Không gửi được tiền",
  expired: "Liên kết này đã hết hạn",
  canceled: "Khoản hoàn tiền này đã bị hủy",
  blocked:
    "Trang này không chạy được ở đây. Hãy tải lại, cho phép JavaScript hoặc mở liên kết trong trình duyệt khác.",
};
