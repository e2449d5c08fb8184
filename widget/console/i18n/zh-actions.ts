/** What the dialogs say before something is done, in simplified Chinese. */
import type { ActionTexts } from "./texts.ts";

export const zhActions: ActionTexts = {
  refresh: {
    title: "立即询问渠道",
    words: "将向 {account} 询问 {id} 的状态，回答立即生效。不会有资金变动。",
    do: "立即询问",
    done: "渠道已回答。",
    silent: "渠道没有回答。没有任何变化。",
  },
  resolve: {
    title: "人工裁定",
    words:
      "{id} 正在审核，因为关于它的说法不一致。由您决定结果，此后不再改变。商店会收到通知，您的名字和备注会记入审计。",
    succeeded: "已支付：商店发货",
    failed: "未支付：不发货",
    outcome: "结果如何？",
    note: "为什么？（记入时间线）",
    do: "裁定",
    done: "已裁定。",
  },
  refund: {
    title: "退款",
    available: "最多可退 {amount}。",
    full: "保持不变即全额退还。",
    how: "退款途径",
    claim: "给顾客一个链接，由顾客填写收款账户",
    claimWords: "将生成一个链接。您把它发给顾客，顾客填写账户后，由 {account} 付出 {amount}。",
    payout: "付到我已知的账户",
    payoutWords: "您一确认，{amount} 就付到下面的账户。",
    approval: "大额款项须等另一人批准。",
    reasons: {
      duplicate: "重复付款",
      overpaid: "多付",
      late: "付得太迟",
      requested: "顾客要求",
      other: "其他",
    },
    doPlain: "退款",
    done: "退款已建立。",
    link: "给顾客的链接",
    linkHint: "持有此链接的人可以指定款项去向。请只发给顾客本人。",
  },
  cancelRefund: {
    title: "取消退款",
    words: "顾客的链接将失效，不会付出任何款项。",
    do: "取消退款",
    done: "退款已取消。",
  },
  cancelSession: {
    title: "取消收银会话",
    words:
      "顾客将不能再支付 {reference}。未完成的订单会在渠道可取消时取消。若仍有款项到账，不会丢失：您会收到通知。",
    do: "取消会话",
    done: "会话已取消。",
  },
  changeSession: {
    title: "更改应付内容",
    words: "顾客的页面会立即更新。顾客尚未看到的订单，或可以取消的订单，会先被放弃。",
    expiresIn: "多少小时后到期？",
    do: "更改",
    done: "已更改。",
    keep: "字段保持不变即保留原值。",
  },
  link: {
    title: "付款页面链接",
    words: "显示支付 {reference} 的页面地址。持有者可以查看并支付该订单。",
    do: "显示链接",
    done: "链接已显示。",
  },
  approve: {
    title: "批准出款",
    words: "{account} 将立即为 {reference} 付出 {amount}，无法撤回。建立者本人不能批准。",
    do: "批准并付出 {amount}",
    done: "已批准。",
  },
  reject: {
    title: "拒绝出款",
    words: "{reference} 的 {amount} 现在和以后都不会付出。",
    do: "拒绝",
    done: "已拒绝。",
  },
  redeliver: {
    title: "重新发送事件",
    words: "{type} 将重新发送到每个接收它的地址。已收到过的商店须忽略重复。",
    do: "重新发送",
    done: "正在发送。",
  },
  replay: {
    title: "重新发送多个事件",
    words: "这段时间的每个事件都将重新发送，从最早的开始。已收到过的商店须忽略重复。",
    undelivered: "只发送未送达的",
    do: "发送",
    done: "正在发送。",
  },
  test: {
    title: "发送测试事件",
    words: "每个接收地址都会收到一个测试事件，与任何付款无关。",
    do: "发送测试",
    done: "测试已发送。",
  },
  balance: "查询余额",
};
