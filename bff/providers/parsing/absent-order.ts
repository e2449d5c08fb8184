/**
 * "No such order", read from a provider's own words. It ends a payout without an answer as failed, and whoever reads that
 * sends the money again. So it counts only where the order itself is missing: a gateway says the same of a page, a route or
 * a "payment channel".
 *
 * Source: docs/rules.md#rule-15-not-found-and-refused-must-come-from-the-provider
 */

/** `order`, `orders`, `tradeno`. */
const order = /^(?:order|trade|transaction|payment|payout|withdrawal)s?(?:no|id|sn|num|number)?$/;
/** These may be anything's, unless they stand alone. */
const record = /^(?:record|source)s?$/;
const absence = /^(?:exist|found)/;
const negations: ReadonlySet<string> = new Set(["not", "t", "nt"]);
/** What may stand between the order and its absence, beside a number: "with id 7 does". No other thing. */
const aside: ReadonlySet<string> = new Set(
  [
    "no id sn num number info information detail details data record records",
    "with of for the this that given is was does did do has have can could i doesn didn isn wasn couldn",
  ]
    .join(" ")
    .split(" "),
);
/** What may follow an order that is said not to be there: "no such order in our system". */
const following: ReadonlySet<string> = new Set(["with", "for", "in", "was", "is", "found", "exists"]);
/**
 * What may stand in front of the order: "error, the merchant's collection order". Any other word makes it something
 * else's: "table order", "channel order", "upstream order".
 */
const leading: ReadonlySet<string> = new Set(
  [
    "the this that your our s such a an any requested specified given queried corresponding original in out",
    "merchant merchants pay payin payment payout debit credit withdraw withdrawal deposit recharge transfer proxy trade transaction",
    "error errors exception fail failed failure business system code query result msg message reason desc sorry",
  ]
    .join(" ")
    .split(" "),
);
/** Before "of order 7" or "for order 7" only these are the order itself. */
const ofOrder: ReadonlySet<string> = new Set(
  "record records info information detail details data number no".split(" "),
);
/** Then it is missing only for now, or only where they looked. */
const hedges =
  /\b(?:yet|if|whether|retry|again|temporar\w*|sync\w*|moment|due|cache\w*|replica\w*|shards?|tables?|connection|refused)\b/i;

/** The same in Chinese. */
const chineseAside = /[0-9A-Za-z ]|流水号|编号|信息|数据/g;
const chinese = /(?:订单|单号|交易号?|记录)(?:不存在|未找到|没有找到|找不到)/;
const chineseBefore =
  /(?:不存在|未找到|没有找到|找不到|查无|无)(?:该|此|相关|对应的?)?(?:商户)?(?:订单号?|单号?|交易号?|记录)(?!\p{L})/u;
/** The order of another one in the chain, and what holds only for now. */
const chineseDoubt =
  /(?:上游|渠道|通道|银行|三方|缓存|表|关联)方?(?:侧|的)?(?:支付|代付|代收|交易)?(?:订单|单号|交易|记录)|暂|尚|同步|重试/;

/** @param text with one blank where there was anything but letters and digits. */
export function saysNoSuchOrder(text: string): boolean {
  if (hedges.test(text)) return false;
  const words = text.trim().toLowerCase().split(" ");
  return words.some((_, at) => isNotFound(words, at) || isNone(words, at)) || inChinese(text);
}

function inChinese(text: string): boolean {
  const words = text.replace(chineseAside, "");
  if (chineseDoubt.test(words)) return false;
  return chinese.test(words) || chineseBefore.test(words);
}

/** "Order 7 does not exist": the words at `at` are the absence. */
function isNotFound(words: readonly string[], at: number): boolean {
  if (!absence.test(words[at] ?? "")) return false;
  const isPassive = words[at - 1] === "be" || words[at - 1] === "been";
  const negation = at - (isPassive ? 2 : 1);
  if (!negations.has(words[negation] ?? "")) return false;
  let subject = negation - 1;
  while (isAside(words[subject]) && !isOrder(words, subject)) subject--;
  return isOrder(words, subject) && isOrderItself(words, subject);
}

/** Of "Channel for order 7" the order is not what is missing, nor of "table order". */
function isOrderItself(words: readonly string[], at: number): boolean {
  let before = at - 1;
  while (order.test(words[before] ?? "") || leading.has(words[before] ?? "")) before--;
  const word = words[before] ?? "";
  if (word === "of" || word === "for") return ofOrder.has(words[before - 1] ?? "");
  // "Collection" is a kind of order here, and of table elsewhere.
  return word === "" || /\d/.test(word) || (word === "collection" && words[at] === "order");
}

/** "No such order", "unknown order 7", "no order found": the words at `at` are the "no". */
function isNone(words: readonly string[], at: number): boolean {
  const isSuch = words[at] === "no" && words[at + 1] === "such";
  if (words[at] !== "no" && words[at] !== "unknown") return false;
  let next = at + (isSuch ? 2 : 1);
  if (words[next] === "merchant") next++;
  if (!order.test(words[next] ?? "") && !record.test(words[next] ?? "")) return false;
  const isWhole = isSuch || words[at] === "unknown";
  do next++;
  while (isAside(words[next]) && !(isWhole && following.has(words[next] ?? "")));
  const end = words[next];
  return isWhole ? end === undefined || following.has(end) : absence.test(end ?? "");
}

function isAside(word: string | undefined): boolean {
  return word !== undefined && (aside.has(word) || /\d/.test(word));
}

/** Of a "record", only what begins the sentence, follows a code or is "the" record. */
function isOrder(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  if (order.test(word)) return true;
  const before = words[at - 1] ?? "";
  const isAlone = before === "" || before === "the" || before === "this" || /\d$/.test(before);
  return record.test(word) && isAlone;
}
