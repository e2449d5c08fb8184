import type { ClaimTexts } from "./texts.ts";

/** Japanese. */
export const claimTexts: ClaimTexts = {
  title: "{merchant}からの返金",
  where: "返金先はどこですか？",
  debitCard: "デビットカード",
  upiId: "UPI ID",
  randomKey: "ランダムキー",
  holder: "口座名義",
  holderNote: "別の方がお支払いの場合、先に{merchant}が名義を確認します。",
  bankName: "銀行名",
  bankCode: "銀行コード",
  digits: "桁数：{n}",
  compare: "番号に誤りがあるようです。番号を見比べてください。",
  check: "この内容でよろしいですか？",
  checkNote: "誤った口座に送られたお金を取り戻すのは困難です。",
  change: "変更",
  confirm: "はい、送る",
  sending: "返金の手続き中です",
  sendingNote: "このページを閉じて、後でもう一度リンクを開くことができます。",
  waiting: "{merchant}が内容を確認しています",
  sent: "返金が送られました",
  failed: "返金を送れませんでした",
  expired: "このリンクは期限切れです",
  canceled: "この返金は取り消されました",
  blocked:
    "このページはここでは動作しません。再読み込みするか、JavaScriptを許可するか、別のブラウザーでリンクを開いてください。",
};
