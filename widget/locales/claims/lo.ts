import type { ClaimTexts } from "./texts.ts";

/** Lao. */
export const claimTexts: ClaimTexts = {
  title: "ເງິນຄືນຈາກ {merchant}",
  where: "ຈະສົ່ງເງິນໄປໃສ?",
  debitCard: "ບັດເດບິດ",
  upiId: "UPI ID",
  randomKey: "ລະຫັດແບບສຸ່ມ",
  holder: "ຊື່ເຈົ້າຂອງບັນຊີ",
  holderNote: "ຖ້າຄົນອື່ນຈ່າຍ {merchant} ຈະກວດຊື່ກ່ອນ.",
  bankName: "ຊື່ທະນາຄານ",
  bankCode: "ລະຫັດທະນາຄານ",
  digits: "ຈຳນວນຕົວເລກ: {n}",
  compare: "ເບິ່ງຄືວ່າມີຕົວເລກຜິດ. ກະລຸນາທຽບຕົວເລກ.",
  check: "ຖືກຕ້ອງບໍ?",
  checkNote: "ເງິນທີ່ສົ່ງໄປບັນຊີຜິດ ເອົາຄືນຍາກ.",
  change: "ແກ້ໄຂ",
  confirm: "ແມ່ນ, ສົ່ງ",
  sending: "ເງິນກຳລັງຖືກສົ່ງ",
  sendingNote: "ທ່ານສາມາດປິດໜ້ານີ້ ແລະ ເປີດລິ້ງອີກຄັ້ງພາຍຫຼັງ.",
  waiting: "{merchant} ກຳລັງກວດຂໍ້ມູນຂອງທ່ານ",
  sent: "ສົ່ງເງິນແລ້ວ",
  failed: "ສົ່ງເງິນບໍ່ໄດ້",
  expired: "ລິ້ງນີ້ໝົດອາຍຸແລ້ວ",
  canceled: "ການຄືນເງິນນີ້ຖືກຍົກເລີກ",
  blocked: "ໜ້ານີ້ເຮັດວຽກຢູ່ບ່ອນນີ້ບໍ່ໄດ້. ໂຫຼດໃໝ່, ອະນຸຍາດ JavaScript, ຫຼື ເປີດລິ້ງໃນບຣາວເຊີອື່ນ.",
};
