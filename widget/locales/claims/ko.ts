import type { ClaimTexts } from "./texts.ts";

/** Korean. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} 환불",
  where: "돈을 어디로 보낼까요?",
  debitCard: "체크카드",
  upiId: "UPI ID",
  randomKey: "임의 키",
  holder: "예금주 이름",
  holderNote: "다른 사람이 결제했다면 {merchant}에서 먼저 이름을 확인합니다.",
  bankName: "은행 이름",
  bankCode: "은행 코드",
  digits: "자릿수: {n}",
  compare: "숫자 하나가 잘못된 것 같습니다. 번호를 비교해 주세요.",
  check: "이 내용이 맞습니까?",
  checkNote: "잘못된 계좌로 보낸 돈은 돌려받기 어렵습니다.",
  change: "수정",
  confirm: "네, 보내기",
  sending: "환불을 진행하고 있어요",
  sendingNote: "이 페이지를 닫고 나중에 링크를 다시 열어도 됩니다.",
  waiting: "{merchant}에서 정보 확인 중",
  sent: "환불 완료",
  failed: "환불 실패",
  expired: "만료된 링크",
  canceled: "취소된 환불",
  blocked:
    "이 페이지는 여기서 작동하지 않습니다. 새로고침하거나 JavaScript를 허용하거나 다른 브라우저에서 링크를 여세요.",
};
