/** What the words of all sources mean together, where the rules' text leaves no choice. */
import type { Outcome } from "./machine.ts";
import { answersAssertion, asAnswer, booksByCallbacks, wordOfCreation } from "./said.ts";
import { type Creation, type Kind, moneyIn, saysEnd, saysMoney, saysPaid, type Word } from "./words.ts";

export interface Words {
  readonly kind: Kind;
  readonly callbacks: readonly Word[];
  readonly queries: readonly Word[];
  readonly creation: Creation | null;
}

export interface Expectation {
  readonly rule: string;
  readonly moment: "rest" | "end";
  readonly what: string;
  readonly holds: (outcome: Outcome) => boolean;
}

/** What the merchant was told before is no part of the end (rule 8). */
const told: ReadonlySet<string> = new Set(["paid_late", "duplicate_paid"]);

export const moneyExceptions = ({ exceptions }: Outcome) =>
  exceptions.filter((name) => !told.has(name)).join(" ");

const ordered = 15_000;

/** The answers to our own calls: the creation's first. */
function answersOf({ kind, queries, creation }: Words): readonly Word[] {
  const created = creation === null ? null : wordOfCreation(creation);
  return created === null ? queries : [asAnswer(created, kind), ...queries];
}

/** An answer says that there is no order. */
export const deniesOrder = ({ queries, creation }: Words) =>
  creation === "refused" || queries.includes("not found");

export const isMoneyNamed = (words: Words) => [...words.callbacks, ...answersOf(words)].some(saysMoney);

/** What weakly signed callbacks assert of money, and the newest answer does not say as much. */
export function staysAsserted(words: Words): boolean {
  const { kind, callbacks } = words;
  const answer = answersOf(words).at(-1);
  if (kind.callbacks === "strong" || answer === undefined || !callbacks.some(saysMoney)) return false;
  const assertion = callbacks.some(saysPaid) ? "paid" : "part";
  return !answersAssertion({ assertion, isReversalAsserted: callbacks.includes("reversed") }, answer);
}

/** The newest answer says paid of any amount, and no callback says of which. */
export const isAmountUntold = (words: Words) =>
  answersOf(words).at(-1) === "paid ?" && !words.callbacks.some(saysPaid);

/** Reversed, and nobody whose word counts had said before that the whole was paid. */
export function isReversedUncredited(words: Words): boolean {
  const paid =
    words.kind.callbacks === "strong" ? [...words.callbacks, ...answersOf(words)] : answersOf(words);
  return saysReversed(words) && !paid.some((word) => saysPaid(word) && word !== "paid ?");
}

export const saysReversed = ({ callbacks, queries }: Words) =>
  [...callbacks, ...queries].includes("reversed");

/**
 * False where a query takes back what an answer said before: the books of such a provider un-pay without a reversal, pay
 * again after one, or open again what had ended. No end is the right one then, and only the rules of safety are judged.
 */
export function areBooksSteady(words: Words): boolean {
  const answers = answersOf(words);
  return answers.every((word, index) => {
    const before = answers.slice(0, index);
    if (before.includes("reversed")) return word === "reversed";
    if (word === "reversed" || saysPaid(word)) return true;
    if (saysMoney(word)) return !before.some(saysPaid);
    return !before.some((one) => saysMoney(one) || (saysEnd(one) && one !== word));
  });
}

export function expectationOf(words: Words): Expectation | null {
  const { kind, callbacks } = words;
  const answers = answersOf(words);
  if (!isMoneyNamed(words)) {
    return {
      rule: "5",
      moment: "end",
      what: "nobody said that money moved",
      holds: ({ status, received }) => status !== "succeeded" && received === 0,
    };
  }
  if (!answers.some(saysMoney) && kind.callbacks === "weak" && kind.queries === "none")
    return unanswerable(words);
  const mayBeConfirmed = kind.callbacks === "strong" || answers.some(saysPaid) || isConfirmedByBooks(words);
  if (!mayBeConfirmed) {
    return {
      rule: "5",
      moment: "end",
      what: "no query has said paid",
      holds: ({ status }) => status !== "succeeded",
    };
  }
  if (isTakenBack(callbacks, answers)) return takenBack;
  return compared(words, answers);
}

/** Rule 14: a callback said that money moved, and nobody can be asked. */
function unanswerable({ kind, creation }: Words): Expectation | null {
  const isPayout = kind.subject === "payout";
  // That it failed is the provider's own answer, and the merchant may have sent the money again.
  if (isPayout && (creation === "refused" || creation === "accepted, failed")) return null;
  return {
    rule: "14",
    moment: "end",
    what: "a callback said that money moved, and nobody can be asked",
    holds: ({ status }) => status === "review",
  };
}

/** No query was answered before; the confirming one says what the callbacks said. */
function isConfirmedByBooks({ kind, callbacks, queries }: Words): boolean {
  const word = booksByCallbacks(callbacks);
  return kind.queries !== "none" && queries.length === 0 && word !== null && saysPaid(word);
}

/** A query said paid, and the newest one says reversed; no callback says anything. */
function isTakenBack(callbacks: readonly Word[], answers: readonly Word[]): boolean {
  return callbacks.length === 0 && answers.some(saysPaid) && answers.at(-1) === "reversed";
}

const takenBack: Expectation = {
  rule: "20",
  moment: "rest",
  what: "the query said paid, and says reversed now",
  holds: ({ status, exceptions }) => status !== "succeeded" || exceptions.includes("reversed"),
};

/**
 * Rule 13: paid by the word of a query, or by one that needs none. Of each source the newest "paid" stands: a lesser
 * kind does not take it back, and a repeat is not newer. Of two amounts the lesser was received.
 */
function compared(words: Words, answers: readonly Word[]): Expectation | null {
  const { kind, callbacks } = words;
  if ([...callbacks, ...answers].includes("reversed")) return null;
  const callback = [...new Set(callbacks)].findLast(saysPaid);
  const answer = answers.at(-1);
  const isConfirmed =
    (answer !== undefined && saysPaid(answer)) ||
    (callback !== undefined && (isConfirmedByBooks(words) || countsAlone(words, answers)));
  if (!isConfirmed) return null;
  const isUntold = answer === "paid ?" && callback === undefined;
  if (isUntold && kind.subject === "payment") return null;
  const named = [callback, answer].flatMap((word) => (word === undefined ? [] : (amountIn(word) ?? [])));
  const least = Math.min(...(named.length === 0 ? [ordered] : named));
  const most = Math.max(...(named.length === 0 ? [ordered] : named));
  const exception = least < ordered ? "underpaid" : most > ordered ? "overpaid" : "";
  const received = kind.subject === "payout" ? 0 : least;
  return {
    // A provider that does not tell the amount sends the same callback again.
    rule: kind.queries === "untold" ? "17" : "13 (compared)",
    moment: "rest",
    what: `${least / 100} was received by the word of all${exception === "" ? "" : ` (${exception})`}`,
    holds: (outcome) => {
      const isPaid = outcome.status === "succeeded" || (exception !== "" && outcome.status === "review");
      return isPaid && outcome.received === received && moneyExceptions(outcome) === exception;
    },
  };
}

/** A strongly signed callback needs no query, and no answer has said otherwise. */
function countsAlone({ kind, callbacks }: Words, answers: readonly Word[]): boolean {
  // Of a payout that has gone out, "failed" means that it came back.
  const isInDoubt = kind.subject === "payout" && callbacks.some(saysEnd);
  return kind.callbacks === "strong" && !isInDoubt && answers.every((word) => word === "pending");
}

/** The amount that the word names: "paid" without one names none. */
function amountIn(word: Word): number | undefined {
  return word === "paid" || !saysPaid(word) ? undefined : (moneyIn(word) ?? undefined);
}
