/** What was said of an order so far, kept beside the code's own state: the rules are judged by it. */
import { type Creation, type Kind, moneyIn, saysEnd, saysMoney, saysPaid, type Word } from "./words.ts";

export interface Said {
  /** The newest answer to a query. */
  readonly answer: Word | null;
  /** The same, but for "not found" and for one that a callback has overtaken, which may be older. */
  readonly heard: Word | null;
  /** What the books say by the callbacks. */
  readonly callback: Word | null;
  /** What the creation's answer said besides that the order was taken. */
  readonly created: Word | null;
  /** The callback that the provider sends again when it is asked for the amount. */
  readonly resends: Word | null;
  /** What a weakly signed callback says of money, and no query that began later has said as much. */
  readonly assertion: "paid" | "part" | null;
  /** A callback says that money came back. */
  readonly isReversalAsserted: boolean;
  /** An answer has said so. */
  readonly wasReversed: boolean;
  /** An answer to a call of ours has said paid. */
  readonly isPaidByQuery: boolean;
  /** The amount of the callbacks that count, in minor units; 0 where they name none. */
  readonly counted: number;
  /** The amount that weakly signed callbacks name, which no query has confirmed. */
  readonly asserted: number;
  /** The most that they have ever named. */
  readonly mostAsserted: number;
  /** The last answer that told of an end told of one without money. */
  readonly isDenied: boolean;
  /** What an operator knew of who settled it as failed; null when none did. */
  readonly settledAt: number | null;
  /** The word of money without an amount that this person knew of; null when there was none. */
  readonly settledUnnamed: Word | null;
  /** Somebody had said that money came back when this person settled it, so it may be taken for gone. */
  readonly isTakenForGone: boolean;
  /** This person settled that what had succeeded was taken back. */
  readonly isTakenBack: boolean;
  /** An amount that nobody can read was named, so 0 may be shown whatever else is said. */
  readonly isUnreadable: boolean;
  /** It had been when this person settled it. */
  readonly wasUnreadable: boolean;
  /** More money than this person knew of has been told of since. */
  readonly wasMore: boolean;
}

export const nothingSaid: Said = {
  answer: null,
  heard: null,
  callback: null,
  created: null,
  resends: null,
  assertion: null,
  isReversalAsserted: false,
  wasReversed: false,
  isPaidByQuery: false,
  counted: 0,
  asserted: 0,
  mostAsserted: 0,
  isDenied: false,
  settledAt: null,
  settledUnnamed: null,
  isTakenForGone: false,
  isTakenBack: false,
  isUnreadable: false,
  wasUnreadable: false,
  wasMore: false,
};

/**
 * What the provider's books say to a query from now on: its newest answer; else what its newest callback said. A
 * creation that was paid at once stays paid, and one that failed may have been paid since.
 */
export function booksOf({ answer, callback, created }: Said, kind: Kind): Word {
  const told = created !== null && saysPaid(created) ? created : (callback ?? created);
  return answer ?? (told === null ? "pending" : asAnswer(told, kind));
}

export function booksByCallbacks(callbacks: readonly Word[]): Word | null {
  // A repeat says nothing new.
  return [...new Set(callbacks)].reduce<Word | null>(inBooks, null);
}

/** Callbacks overtake one another: parts only grow, "paid" is more than a part, and "pending" was before all. */
function inBooks(known: Word | null, word: Word): Word {
  if (known === null || word === "pending") return known ?? word;
  if (!word.startsWith("part")) return word;
  const isOlder =
    saysPaid(known) || (known.startsWith("part") && (moneyIn(known) ?? 0) > (moneyIn(word) ?? 0));
  return isOlder ? known : word;
}

type Asserted = Pick<Said, "assertion" | "isReversalAsserted">;

/**
 * Only a query's word of money answers an assertion of money, and only one that says as much; or that it came back, or failed
 * where a callback says that it came back. "Failed" alone contradicts it, and neither overrules the other (rule 14).
 * "Pending" and "not found" may be too early.
 */
export function answersAssertion({ assertion, isReversalAsserted }: Asserted, word: Word): boolean {
  if (word === "reversed" || (isReversalAsserted && saysEnd(word))) return true;
  return assertion === "paid" ? saysPaid(word) : saysMoney(word) && word !== "paid ?";
}

/** A lesser assertion does not take back a greater one. */
function greater(assertion: Said["assertion"], word: Word): Said["assertion"] {
  return saysPaid(word) || assertion === "paid" ? "paid" : "part";
}

/** How a provider of that kind says in a query what a callback said. */
export function asAnswer(word: Word, { queries }: Kind): Word {
  if (queries === "amount") return word;
  if (saysPaid(word)) return queries === "ordered" ? "paid" : "paid ?";
  if (queries === "untold") return saysMoney(word) || word === "canceled" ? "pending" : word;
  return word.startsWith("part") ? "part" : word;
}

const amountIn = (word: Word) => moneyIn(word) ?? 0;

/** The most money that is named by anybody whose word counts, in minor units. */
export function mostKnown({ heard, created, counted }: Said): number {
  const word = heard ?? created;
  return Math.max(counted, word === null || word === "paid" ? 0 : amountIn(word));
}

/** The most that is said or asserted. "Paid" without an amount may mean what was ordered. */
export function mostSaid(said: Said): number {
  return Math.max(mostKnown(said), said.mostAsserted, said.heard === "paid" ? amountIn("paid") : 0);
}

/** The word of money without an amount that can be read that was heard last; null when that one was none. */
export function unnamedIn({ heard, created }: Said): Word | null {
  const word = heard ?? created;
  return word !== null && (word === "paid NaN" || moneyIn(word) === undefined) ? word : null;
}

/** "A part" is news to an operator who knew of nothing, and "paid" to one who knew of less than was ordered. */
function isUnnamedNews(said: Said): boolean {
  const { settledAt, settledUnnamed } = said;
  const word = unnamedIn(said);
  if (word === null || settledAt === null || word === settledUnnamed) return false;
  return word === "part" ? settledAt === 0 && settledUnnamed === null : settledAt < amountIn("paid");
}

/** True when more money than the operator knew of who settled it as failed is told of, or has been. */
export function saysMore(said: Said): boolean {
  const { settledAt, wasMore } = said;
  return settledAt !== null && (wasMore || mostSaid(said) > settledAt || isUnnamedNews(said));
}

const withMore = (said: Said): Said => ({ ...said, wasMore: saysMore(said) });

export function afterCallback(before: Said, word: Word, kind: Kind, isRepeat: boolean): Said {
  const said = afterReturn(before, word);
  if (isRepeat) return said;
  // After a reversal an old "paid" may still be on its way, so a query has to say it, whatever the signature.
  const isReversed = said.isReversalAsserted || said.wasReversed;
  const sum = kind.callbacks === "weak" || isReversed ? "asserted" : "counted";
  // An amount that nobody can read may be what was ordered.
  const mayBe = word === "paid NaN" ? amountIn("paid") : amountIn(word);
  return withMore({
    ...said,
    [sum]: saysPaid(word) ? amountIn(word) : Math.max(said[sum], amountIn(word)),
    callback: inBooks(said.callback, word),
    isUnreadable: said.isUnreadable || word === "paid NaN",
    mostAsserted: Math.max(said.mostAsserted, mayBe),
    isReversalAsserted: said.isReversalAsserted || word === "reversed",
    resends: kind.queries === "untold" && saysPaid(word) ? word : said.resends,
    assertion: kind.callbacks === "weak" && saysMoney(word) ? greater(said.assertion, word) : said.assertion,
  });
}

/**
 * After a callback reports money that an operator took for gone, or an amount where the operator saw one that nobody can
 * read, every later report of money is news.
 */
function afterReturn(said: Said, word: Word): Said {
  const isReadable = said.wasUnreadable && word !== "paid NaN";
  if (!(said.isTakenForGone || isReadable) || !saysMoney(word)) return said;
  return { ...said, settledAt: 0, settledUnnamed: null, isTakenForGone: false, wasUnreadable: false };
}

/** @param isOvertaken a callback came after the query began: only money counts all the same. */
export function afterAnswer(said: Said, word: Word, isOvertaken: boolean): Said {
  const isAnswered = answersAssertion(said, word) && (!isOvertaken || saysMoney(word));
  // The money that the operator knew of has come back, or an answer tells of it that denied it before.
  const isReversed = said.isReversalAsserted || said.wasReversed;
  const isReturned = word === "reversed" || (isReversed && saysEnd(word));
  const isNews = isReturned || (said.isDenied && saysMoney(word));
  const settled = isNews && said.settledAt !== null ? { settledAt: 0, settledUnnamed: null } : {};
  // "Not found" takes back nothing that was heard.
  const isSilent = word === "not found" || (isOvertaken && !saysMoney(word));
  return withMore({
    ...said,
    ...settled,
    counted: isAnswered && said.assertion !== null && saysMoney(word) ? said.asserted : said.counted,
    answer: word,
    isUnreadable: said.isUnreadable || word === "paid NaN",
    isDenied: saysMoney(word) ? false : said.isDenied || word === "reversed" || saysEnd(word),
    wasReversed: said.wasReversed || word === "reversed",
    heard: isSilent ? said.heard : word,
    isPaidByQuery: said.isPaidByQuery || saysPaid(word),
    assertion: isAnswered ? null : said.assertion,
  });
}

/** What a creation's answer says besides that the order was taken. */
export function wordOfCreation(outcome: Creation): Word | null {
  if (outcome === "accepted, paid 150") return "paid 150";
  return outcome === "accepted, failed" ? "failed" : null;
}

export function afterCreation(said: Said, outcome: Creation): Said {
  const word = wordOfCreation(outcome);
  if (word === null) return said;
  return { ...afterAnswer(said, word, false), answer: said.answer, heard: said.heard, created: word };
}

/** An operator settles as taken back what had succeeded with so much, while that was in doubt. */
export function afterTakenBack(said: Said, received: number): Said {
  return {
    ...said,
    settledAt: Math.max(mostKnown(said), received),
    settledUnnamed: unnamedIn(said),
    isTakenForGone: true,
    isTakenBack: true,
    wasUnreadable: said.isUnreadable,
    wasMore: false,
  };
}
