/** What was said of an order so far, kept beside the code's own state: the rules are judged by it. */
import { type Creation, type Kind, moneyIn, saysMoney, saysPaid, type Word } from "./words.ts";

export interface Said {
  /** The newest answer to a query. */
  readonly answer: Word | null;
  /** What the books say by the callbacks. */
  readonly callback: Word | null;
  /** What the creation's answer said besides that the order was taken. */
  readonly created: Word | null;
  /** The callback that the provider sends again when it is asked for the amount. */
  readonly resends: Word | null;
  /** What a weakly signed callback says of money, and no query that began later has said as much. */
  readonly claim: "paid" | "part" | null;
  /** An answer to a call of ours has said paid. */
  readonly isPaidByQuery: boolean;
  /** The most money that was named, in minor units. */
  readonly most: number;
  /** What an operator knew of who settled it as failed; null when none did. */
  readonly settledAt: number | null;
}

export const nothingSaid: Said = {
  answer: null,
  callback: null,
  created: null,
  resends: null,
  claim: null,
  isPaidByQuery: false,
  most: 0,
  settledAt: null,
};

/**
 * What the provider's books say to a query from now on: its newest answer; else what its newest callback said. A
 * creation that was paid at once stays paid, and one that failed may have been paid since.
 */
export function booksOf({ answer, callback, created }: Said, kind: Kind): Word {
  const told = created !== null && saysPaid(created) ? created : (callback ?? created);
  return answer ?? (told === null ? "pending" : asAnswer(told, kind));
}

/** Callbacks overtake one another: parts only grow, "paid" is more than a part, and "pending" was before all. */
function inBooks(known: Word | null, word: Word): Word {
  if (known === null || word === "pending") return known ?? word;
  if (!word.startsWith("part")) return word;
  const isOlder =
    saysPaid(known) || (known.startsWith("part") && (moneyIn(known) ?? 0) > (moneyIn(word) ?? 0));
  return isOlder ? known : word;
}

/**
 * Only a query's word of money answers a claim of money, and only one that says as much; or that it came back. "Failed"
 * contradicts it, and neither overrules the other (rule 14). "Pending" and "not found" may be too early.
 */
function answersClaim(claim: Said["claim"], word: Word): boolean {
  if (word === "reversed") return true;
  return claim === "paid" ? saysPaid(word) : saysMoney(word) && word !== "paid ?";
}

/** A lesser claim does not take back a greater one. */
function greater(claim: Said["claim"], word: Word): Said["claim"] {
  return saysPaid(word) || claim === "paid" ? "paid" : "part";
}

/** How a provider of that kind says in a query what a callback said. */
function asAnswer(word: Word, { queries }: Kind): Word {
  if (queries === "amount") return word;
  if (saysPaid(word)) return queries === "ordered" ? "paid" : "paid ?";
  if (queries === "untold") return saysMoney(word) || word === "canceled" ? "pending" : word;
  return word.startsWith("part") ? "part" : word;
}

export function afterCallback(said: Said, word: Word, kind: Kind, isRepeat: boolean): Said {
  if (isRepeat) return said;
  return {
    ...said,
    most: Math.max(said.most, moneyIn(word) ?? 0),
    callback: inBooks(said.callback, word),
    resends: kind.queries === "untold" && saysPaid(word) ? word : said.resends,
    claim: kind.callbacks === "weak" && saysMoney(word) ? greater(said.claim, word) : said.claim,
  };
}

export function afterAnswer(said: Said, word: Word): Said {
  return {
    ...said,
    most: Math.max(said.most, moneyIn(word) ?? 0),
    answer: word,
    isPaidByQuery: said.isPaidByQuery || saysPaid(word),
    claim: answersClaim(said.claim, word) ? null : said.claim,
  };
}

/** What a creation's answer says besides that the order was taken. */
export function wordOfCreation(outcome: Creation): Word | null {
  if (outcome === "accepted, paid 150") return "paid 150";
  return outcome === "accepted, failed" ? "failed" : null;
}

export function afterCreation(said: Said, outcome: Creation): Said {
  const word = wordOfCreation(outcome);
  if (word === null) return said;
  return { ...afterAnswer(said, word), answer: said.answer, created: word };
}
