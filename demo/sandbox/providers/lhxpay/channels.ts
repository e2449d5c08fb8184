interface Channel {
  readonly chinese: string;
  readonly english: string;
}

/**
 * LHXPay's channels, with a name for each on a page in English. Source: docs/providers/lhxpay.md#channels.
 */
export const channels: Readonly<Record<string, Channel>> = {
  "1": { chinese: "微信", english: "WeChat" },
  "2": { chinese: "支付宝", english: "Alipay" },
  "3": { chinese: "银行卡", english: "Bank card" },
  "4": { chinese: "支付宝红包", english: "Alipay red packet" },
  "5": { chinese: "云闪付", english: "UnionPay QuickPass" },
  "6": { chinese: "支付宝转银行卡", english: "Alipay to bank card" },
  "7": { chinese: "支付宝wap", english: "Alipay WAP" },
  "8": { chinese: "微信wap", english: "WeChat WAP" },
  "9": { chinese: "支付宝跳转", english: "Alipay jump" },
  "10": { chinese: "微信跳转", english: "WeChat jump" },
  "11": { chinese: "微信手机转账", english: "WeChat transfer by phone number" },
  "12": { chinese: "支付宝转卡飞行模式", english: "Alipay to card, flight mode" },
  "13": { chinese: "微信赞赏码", english: "WeChat reward code" },
  "14": { chinese: "支付宝固码", english: "Alipay fixed code" },
  "15": { chinese: "支付宝群红包", english: "Alipay group red packet" },
};

/** A name such as `WeChat 微信`; empty for an undocumented channel. */
export function channelName(id: string): string {
  const channel = Object.hasOwn(channels, id) ? channels[id] : undefined;
  return channel ? `${channel.english} ${channel.chinese}` : "";
}
