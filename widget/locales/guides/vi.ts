import type { Guide } from "../messages.ts";

/** How to pay, in Vietnamese. */
export const guide: Guide = {
  howTo: "Cách thanh toán",
  tabs: {
    app: "Ứng dụng ngân hàng",
    web: "Internet Banking",
    atm: "ATM",
    ussd: "USSD",
    store: "Tại cửa hàng",
    scan: "Quét mã",
    paste: "Sao chép và dán",
    phone: "Trên điện thoại này",
  },
  steps: {
    bankApp: [
      "Mở ứng dụng ngân hàng và chọn Chuyển tiền.",
      "Nhập số tài khoản hiển thị ở đây.",
      "Chuyển đúng {amount}.",
    ],
    spei: [
      "Mở ứng dụng ngân hàng và chọn Chuyển tiền (SPEI).",
      "Dán CLABE hiển thị ở đây vào tài khoản người nhận.",
      "Chuyển đúng {amount}. Tiền đến sau vài phút.",
    ],
    va: [
      "Mở ứng dụng ngân hàng, chọn Chuyển tiền rồi chọn Virtual Account.",
      "Nhập số tài khoản ảo hiển thị ở đây.",
      "Kiểm tra tên và {amount}, rồi xác nhận bằng mã PIN.",
    ],
    nigeria: [
      "Mở ứng dụng ngân hàng và chọn Chuyển tiền.",
      "Nhập số tài khoản và chọn ngân hàng.",
      "Chuyển đúng {amount} trong một lần.",
    ],
    bankWeb: [
      "Đăng nhập Internet Banking và chọn Chuyển tiền.",
      "Nhập số hiển thị ở đây vào tài khoản người nhận.",
      "Chuyển đúng {amount} và giữ biên lai.",
    ],
    atm: [
      "Đưa thẻ vào, chọn Chuyển tiền hoặc Thanh toán.",
      "Nhập số hiển thị ở đây.",
      "Kiểm tra {amount}, xác nhận và giữ biên lai.",
    ],
    ussd: [
      "Bấm mã USSD của ngân hàng và chọn Chuyển tiền.",
      "Nhập số tài khoản và {amount}.",
      "Xác nhận bằng mã PIN.",
    ],
    store: [
      "Trước khi mã hết hạn, đến cửa hàng nhận thanh toán, chẳng hạn OXXO.",
      "Nói bạn muốn thanh toán hóa đơn, rồi đưa mã vạch hoặc đọc số.",
      "Trả {amount} tiền mặt. Cửa hàng có thể thu phí.",
      "Giữ biên lai.",
    ],
    pixScan: [
      "Mở ứng dụng ngân hàng, chọn Pix rồi chọn thanh toán bằng mã QR.",
      "Hướng camera vào mã.",
      "Kiểm tra {amount} và xác nhận.",
    ],
    pixPaste: [
      "Sao chép mã hiển thị ở đây.",
      "Trong ứng dụng ngân hàng, chọn Pix rồi chọn Pix Copia e Cola.",
      "Dán mã, kiểm tra {amount} và xác nhận.",
    ],
    qris: [
      "Mở ứng dụng ngân hàng hoặc ví có hỗ trợ QRIS.",
      "Quét mã hoặc tải từ ảnh đã lưu.",
      "Kiểm tra {amount} và xác nhận bằng mã PIN.",
    ],
    upiScan: ["Mở một ứng dụng UPI trên điện thoại.", "Quét mã.", "Kiểm tra {amount} và nhập mã PIN UPI."],
    upiPhone: [
      "Chạm vào ứng dụng bạn dùng để thanh toán.",
      "Kiểm tra {amount} và nhập mã PIN UPI.",
      "Quay lại trang này.",
    ],
    wallet: [
      "Mở {app} trên điện thoại và chạm vào Quét.",
      "Hướng camera vào mã.",
      "Kiểm tra {amount} và thanh toán.",
    ],
    coin: [
      "Đăng nhập sàn hoặc ví của bạn trên trang vừa mở.",
      "Kiểm tra loại tiền và {amount}.",
      "Xác nhận thanh toán rồi quay lại.",
    ],
    page: ["Thanh toán trên trang vừa mở.", "Xong rồi bạn sẽ quay lại đây."],
  },
  chooseFirst: "Vui lòng chọn một trong các cách này.",
  giveUp: {
    title: "Bỏ mã này?",
    note: "Mã sẽ không còn hiệu lực. Nếu đã thanh toán, hãy giữ lại mã.",
    stay: "Giữ mã này",
    cancel: "Hủy thanh toán",
  },
  print: "In",
  saveImage: "Lưu ảnh",
  share: "Chia sẻ",
  remind: "Nhắc tôi",
  reminder: "Thanh toán cho {merchant}",
  keep: "Bạn có thể đóng trang này. Mã vẫn dùng được cho đến khi hết hạn.",
  barcodeOf: "Mã vạch của {code}",
  qrOf: "Mã QR để thanh toán {amount}",
  qrText: "Nội dung mã",
  openIn: "Mở {app}",
  openAny: "Mở ứng dụng thanh toán",
  notOpened: "Ứng dụng không mở? Hãy quét mã bằng điện thoại khác.",
  leaving: "Đang chuyển đến trang thanh toán",
  leavingNote: "Thanh toán ở đó rồi quay lại đây.",
  newTab: "Trang mở trong thẻ mới. Đừng đóng thẻ này.",
};
