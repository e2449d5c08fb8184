/** What the words of all sources mean together, where the rules' text leaves no choice. */
import type { Outcome } from "./machine.ts";
import { type Creation, type Kind, moneyIn, saysMoney, saysPaid, type Word } from "./words.ts";

interface Words {
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

export function expectationOf(words: Words): Expectation | null {
  const { kind, callbacks, queries, creation } = words;
  if (creation === "accepted, paid 150") return null;
  if (![...callbacks, ...queries].some(saysMoney)) {
    return {
      rule: "5",
      moment: "end",
      what: "nobody said that money moved",
      holds: ({ status, received }) => status !== "succeeded" && received === 0,
    };
  }
  if (kind.callbacks === "weak" && kind.queries === "none") return unanswerable(words);
  const mayBeConfirmed = kind.callbacks === "strong" || queries.some(saysPaid) || isConfirmedByBooks(words);
  if (!mayBeConfirmed) {
    return {
      rule: "5",
      moment: "end",
      what: "no query has said paid",
      holds: ({ status }) => status !== "succeeded",
    };
  }
  if (isAgreed(words)) return agreed(words);
  if (isTakenBack(words)) return takenBack;
  return isOverruled(words) ? overruled : null;
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
    // A payout is asked about without end.
    holds: ({ status }) =>
      status === "review" || (isPayout && (status === "unknown" || status === "pending")),
  };
}

/** No query was answered before; the confirming one says what the newest callback said. */
function isConfirmedByBooks({ kind, callbacks, queries }: Words): boolean {
  // A repeat says nothing new.
  const word = [...new Set(callbacks)].at(-1);
  return kind.queries !== "none" && queries.length === 0 && word !== undefined && saysPaid(word);
}

/** The newest word of each source says that what was ordered was paid. */
function isAgreed({ callbacks, queries }: Words): boolean {
  const callback = callbacks.at(-1);
  const query = queries.at(-1);
  const isTwice = callbacks.some((word, index) => callbacks.indexOf(word) < index - 1);
  if (isTwice || (callback !== undefined && callback !== "paid 150")) return false;
  if (query === undefined) return callback !== undefined;
  if (query === "paid ?") return callback !== undefined;
  return query === "paid" || query === "paid 150";
}

function agreed({ kind, callbacks, queries }: Words): Expectation | null {
  const isReversed = [...callbacks, ...queries].includes("reversed");
  const isPaid = ({ status, received }: Outcome) =>
    status === "succeeded" && (kind.subject === "payout" || received === ordered);
  if (!isReversed) {
    const what = "the newest word of every source says that 150 was paid";
    const holds = (outcome: Outcome) => isPaid(outcome) && moneyExceptions(outcome) === "";
    // A provider that does not tell the amount sends the same callback again.
    const rule = kind.queries === "untold" ? "17" : "13 (agreed)";
    return { rule, moment: "rest", what, holds };
  }
  // A callback's reversal is asked about for as long as the query says paid (rule 11).
  if (callbacks.includes("reversed") || queries.length === 0) return null;
  return {
    rule: "20",
    moment: "rest",
    what: "the query says paid again",
    holds: ({ exceptions }) => !exceptions.includes("reversed"),
  };
}

/** A query said paid, and the newest one says reversed; no callback says anything. */
function isTakenBack({ callbacks, queries }: Words): boolean {
  const isPaid = queries.some((word) => word === "paid" || word === "paid 150");
  return callbacks.length === 0 && isPaid && queries.at(-1) === "reversed";
}

const takenBack: Expectation = {
  rule: "20",
  moment: "rest",
  what: "the query said paid, and says reversed now",
  holds: ({ status, exceptions }) => status !== "succeeded" || exceptions.includes("reversed"),
};

/** The newest word of a source about money names another amount than was ordered. */
function isOverruled({ kind, callbacks, queries }: Words): boolean {
  const word = callbacks.findLast(saysMoney);
  const query = queries.at(-1);
  // A query that knows of no money answers what a weakly signed callback said.
  if (kind.callbacks === "weak" && query !== undefined && !saysMoney(query)) return false;
  return [word, query].some((one) => {
    const minor = one === undefined ? null : moneyIn(one);
    return minor !== null && minor !== undefined && minor !== ordered;
  });
}

const overruled: Expectation = {
  rule: "13 (overruled)",
  moment: "end",
  what: "the newest word of a source names another amount",
  holds: (outcome) => outcome.status === "review" || moneyExceptions(outcome) !== "",
};
