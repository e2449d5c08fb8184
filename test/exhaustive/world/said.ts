/** What was said of an order so far, kept beside the code's own state: the rules are judged by it. */
import { type Fact, type Kind, moneyIn, saysMoney, saysPaid, type Word } from "./words.ts";

export interface Said {
  /** The provider's books: what its newest answer was, else what its newest callback said. Null: nothing yet. */
  readonly books: Word | null;
  readonly hasAnswered: boolean;
  /** The callback that the provider sends again when it is asked for the amount. */
  readonly resends: Word | null;
  /** A weakly signed callback says that money moved, and no query that began later has said how it stands. */
  readonly isClaimOpen: boolean;
  /** A query has said paid. */
  readonly isPaidByQuery: boolean;
  /** The most money that was named, in minor units. */
  readonly most: number;
  /** What an operator knew of who settled it as failed; null when none did. */
  readonly settledAt: number | null;
}

export const nothingSaid: Said = {
  books: null,
  hasAnswered: false,
  resends: null,
  isClaimOpen: false,
  isPaidByQuery: false,
  most: 0,
  settledAt: null,
};

/** Pending and "not found" answer no claim: the provider may not have booked the money yet. */
const answersClaim = (word: Word) => word !== "pending" && word !== "not found" && word !== "paid ?";

/** How a provider of that kind says in a query what a callback said. */
function asAnswer(word: Word, { queries }: Kind): Word {
  if (queries === "amount") return word;
  if (saysPaid(word)) return queries === "ordered" ? "paid" : "paid ?";
  if (queries === "untold") return saysMoney(word) || word === "canceled" ? "pending" : word;
  return word.startsWith("part") ? "part" : word;
}

export function afterCallback(said: Said, word: Word, kind: Kind, isRepeat: boolean): Said {
  if (isRepeat) return said;
  const mayBeAsked = kind.queries !== "none";
  return {
    ...said,
    most: Math.max(said.most, moneyIn(word) ?? 0),
    books: mayBeAsked && !said.hasAnswered ? asAnswer(word, kind) : said.books,
    resends: kind.queries === "untold" && saysPaid(word) ? word : said.resends,
    isClaimOpen: said.isClaimOpen || (kind.callbacks === "weak" && saysMoney(word)),
  };
}

/** @param isOvertaken the query began before a callback that says that money moved. */
export function afterAnswer(said: Said, word: Word, isOvertaken: boolean): Said {
  const isAnswer = answersClaim(word) && (!isOvertaken || saysMoney(word));
  return {
    ...said,
    most: Math.max(said.most, moneyIn(word) ?? 0),
    books: word,
    hasAnswered: true,
    isPaidByQuery: said.isPaidByQuery || saysPaid(word),
    isClaimOpen: said.isClaimOpen && !isAnswer,
  };
}

/** How an answer stands to a callback that came after the query began. */
export interface Overtaken<Row> {
  /** The row as it stood when the query began. */
  readonly queried: Row;
  /** The callback says that money moved, of which the provider may not have known when it answered. */
  readonly bringsMoney: boolean;
}

export function overtakenBy<Row>(queried: Row, callback: Fact, isRepeat: boolean): Overtaken<Row> {
  return { queried, bringsMoney: callback.source === "callback" && saysMoney(callback.word) && !isRepeat };
}

/** A creation's answer may say more than that the order was taken. */
export function afterCreation(said: Said, fact: Extract<Fact, { source: "creation" }>): Said {
  return fact.outcome === "accepted, paid 150" ? { ...said, most: Math.max(said.most, 15_000) } : said;
}
