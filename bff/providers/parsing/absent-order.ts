/**
 * "No such order", read from a provider's own words. It ends a payout without an answer as failed, and whoever reads that
 * sends the money again. So it counts only where the order itself is missing: a gateway says the same of a page, a route or
 * a "payment channel".
 *
 * Source: docs/lifecycle.md#rule-15-not-found-and-refused-must-come-from-the-provider
 */

const order = "(?:orders?|trade|transactions?|payments?|payouts?|withdrawals?)";
/** These may be anything's, unless they stand alone. */
const record = String.raw`(?:^ ?|\d |\b(?:the|this) )(?:records?|source(?: no| number| id))`;
/** What may stand between the order and its absence: its number, and a verb ("with id 7 does"). No other thing. */
const aside = String.raw`(?: ?(?:no|id|sn|num|number|info|information|details?|data|records?)\b| \p{L}*\d[\p{L}\d]*| (?:with|of|for|the|this|that|given|is|was|does|did|do|has|have|can|could|i|doesn|didn|isn|wasn|couldn)\b)*`;
const gone = "(?:not|n?t) ?(?:be ?|been ?)?(?:exist|found)";
const end = String.raw`(?= (?:with|for|in|was|is|found|exists)\b| \p{L}*\d| ?$)`;
const english = new RegExp(
  [
    String.raw`(?:\b${order}|${record})${aside} ${gone}`,
    String.raw`\b(?:no such|unknown) (?:merchant )?(?:${order}|record)${aside}${end}`,
    String.raw`\bno (?:such )?(?:${order}|record)${aside} (?:found|exists?)`,
  ].join("|"),
  "iu",
);

const chineseOrder = "(?:订单|单号|交易|记录)(?:流水)?(?:号|编号|单|信息|数据|记录| |[0-9A-Za-z])*";
const chineseGone = "(?:不存在|未找到|没有找到|找不到)";
const chinese = new RegExp(
  `${chineseOrder}${chineseGone}|${chineseGone}(?:该|此|相关|对应的?)?(?:商户)?${chineseOrder}(?! ?\\p{L})`,
  "u",
);

/** @param words with one blank where there was anything but letters and digits. */
export function saysNoSuchOrder(words: string): boolean {
  return english.test(words) || chinese.test(words);
}
