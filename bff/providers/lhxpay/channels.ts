/**
 * LHXPay's fifteen channels: id, name, and the customer's word for it. The account's configuration chooses
 * among them.
 * Source: docs/providers/lhxpay.md#channels.
 */
export interface LhxpayChannel {
  readonly id: number;
  /** As LHXPay writes it, for the operator who reads it in LHXPay's dashboard. */
  readonly name: string;
  readonly method: string;
}

export const lhxpayChannels: readonly LhxpayChannel[] = [
  { id: 1, name: "微信", method: "wechat_pay" },
  { id: 2, name: "支付宝", method: "alipay" },
  { id: 3, name: "银行卡", method: "bank_card" },
  { id: 4, name: "支付宝红包", method: "red_packet" },
  { id: 5, name: "云闪付", method: "unionpay" },
  { id: 6, name: "支付宝转银行卡", method: "alipay" },
  { id: 7, name: "支付宝wap", method: "alipay" },
  { id: 8, name: "微信wap", method: "wechat_pay" },
  { id: 9, name: "支付宝跳转", method: "alipay" },
  { id: 10, name: "微信跳转", method: "wechat_pay" },
  { id: 11, name: "微信手机转账", method: "wechat_pay" },
  { id: 12, name: "支付宝转卡飞行模式", method: "alipay" },
  { id: 13, name: "微信赞赏码", method: "wechat_pay" },
  { id: 14, name: "支付宝固码", method: "alipay" },
  { id: 15, name: "支付宝群红包", method: "red_packet" },
];

/** The channel of a configured method, whose `channel` is the id as text. */
export function findChannel(channel: string): LhxpayChannel | undefined {
  return lhxpayChannels.find(({ id }) => String(id) === channel);
}
