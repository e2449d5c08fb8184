/** What can be said of one order and done to it, as data: the rules are judged by this, never by what the code made of it. */
import type { OrderReport, ReportedStatus } from "../../../bff/core/report.ts";

/** What a provider says of an order. The amounts stand for 50, 100, 150 (what was ordered) and 200. */
export type Word =
  | "pending"
  | "paid 50"
  | "paid 150"
  | "paid 200"
  /** Paid, and the amount is no number. */
  | "paid NaN"
  /** Paid, and the amount is left out: what was ordered. */
  | "paid"
  /** Paid, whatever was paid: the amount is not told. */
  | "paid ?"
  | "part 50"
  | "part 100"
  /** A part, and the amount is left out. */
  | "part"
  | "failed"
  | "canceled"
  | "reversed"
  | "not found";

export type Act =
  | "silence"
  | "time over"
  | "end of watch"
  | "given up"
  | "operator: succeeded"
  | "operator: failed"
  /** Of what has succeeded, and of which a reversal is in doubt: its money was taken back. */
  | "operator: taken back";

export type Creation = "accepted" | "refused" | "no answer" | "accepted, failed" | "accepted, paid 150";

/** One fact of a list. */
export type Fact =
  | { readonly source: "callback"; readonly word: Word }
  | { readonly source: "query"; readonly word: Word }
  | { readonly source: "creation"; readonly outcome: Creation }
  | { readonly source: "act"; readonly act: Act };

/** A way in which providers tell. */
export interface Kind {
  readonly subject: "payment" | "payout";
  /** A strongly signed one counts by itself, a weakly signed one has to be confirmed by a query. */
  readonly callbacks: "strong" | "weak";
  /**
   * What a query says of the amount: it (CXPay, ChainUp, BharatPay), nothing, which means what was ordered (PayPro), or
   * nothing although it calls paid whatever was paid (LHXPay). None: it cannot be asked (ChainUp without its number).
   */
  readonly queries: "amount" | "ordered" | "untold" | "none";
}

export function everyKind(subject: Kind["subject"]): readonly Kind[] {
  const queries = ["amount", "ordered", "untold", "none"] as const;
  return (["strong", "weak"] as const).flatMap((callbacks) =>
    queries.map((name) => ({ subject, callbacks, queries: name })),
  );
}

const queryNames: Readonly<Record<Kind["queries"], string>> = {
  amount: "a query that names the amount",
  ordered: "a query that names no amount",
  untold: "a query that says paid of any amount",
  none: "no query",
};

export const kindName = ({ callbacks, queries }: Kind) =>
  `${callbacks}ly signed callbacks and ${queryNames[queries]}`;

export function nameOf(fact: Fact): string {
  switch (fact.source) {
    case "callback":
      return `callback ${fact.word}`;
    case "query":
      return `query ${fact.word}`;
    case "creation":
      return `creation ${fact.outcome}`;
    case "act":
      return fact.act;
    default:
      return fact satisfies never;
  }
}

const callbackWords: readonly Word[] = [
  "pending",
  "paid 50",
  "paid 150",
  "paid 200",
  "paid NaN",
  "part 50",
  "part 100",
  "failed",
  "canceled",
  "reversed",
];
const queryWords: Readonly<Record<Kind["queries"], readonly Word[]>> = {
  amount: [
    "pending",
    "paid 50",
    "paid 150",
    "paid 200",
    "paid ?",
    "part 50",
    "failed",
    "canceled",
    "reversed",
    "not found",
  ],
  ordered: ["pending", "paid", "part", "failed", "canceled", "reversed", "not found"],
  untold: ["pending", "paid ?", "failed", "reversed", "not found"],
  none: [],
};
const acts: Readonly<Record<Kind["subject"], readonly Act[]>> = {
  payment: [
    "silence",
    "time over",
    "end of watch",
    "given up",
    "operator: succeeded",
    "operator: failed",
    "operator: taken back",
  ],
  payout: ["silence", "end of watch", "operator: taken back"],
};
const creations: readonly Creation[] = ["accepted", "refused", "no answer", "accepted, failed"];

const paidAtOnce: Fact = { source: "creation", outcome: "accepted, paid 150" };

export interface Alphabet {
  readonly callbacks: readonly Fact[];
  readonly queries: readonly Fact[];
  readonly others: readonly Fact[];
}

export function alphabetOf({ subject, queries }: Kind): Alphabet {
  // A payout is paid as a whole.
  // What disagrees about a payout otherwise than by its amount is no exception of it.
  const isOf = (word: Word) => subject === "payment" || !(word.startsWith("part") || word === "paid NaN");
  return {
    callbacks: callbackWords.filter(isOf).map((word) => ({ source: "callback", word })),
    queries: queryWords[queries].filter(isOf).map((word) => ({ source: "query", word })),
    others: [
      ...creations.map((outcome): Fact => ({ source: "creation", outcome })),
      // An order that was paid at once has a number, by which the provider can be asked.
      ...(queries === "none" ? [] : [paidAtOnce]),
      ...acts[subject].map((act): Fact => ({ source: "act", act })),
    ],
  };
}

/** What the word says that arrived, in minor units; null when it says nothing of money, undefined when not how much. */
export function moneyIn(word: Word): number | null | undefined {
  switch (word) {
    case "paid NaN":
      return 0;
    case "paid 50":
    case "part 50":
      return 5_000;
    case "part 100":
      return 10_000;
    case "paid 150":
    case "paid":
      return 15_000;
    case "paid 200":
      return 20_000;
    case "paid ?":
    case "part":
      return undefined;
    default:
      return null;
  }
}

export const saysPaid = (word: Word) => word.startsWith("paid");
export const saysMoney = (word: Word) => moneyIn(word) !== null;
export const saysEnd = (word: Word) => word === "failed" || word === "canceled";

const statuses: Partial<Record<Word, ReportedStatus>> = {
  failed: "failed",
  canceled: "canceled",
  reversed: "reversed",
};

/** @returns null for "not found", which is no report. */
export function reportOf(word: Word, orderNo: string): OrderReport | null {
  if (word === "not found") return null;
  const status = saysPaid(word)
    ? "succeeded"
    : word.startsWith("part")
      ? "partially_paid"
      : (statuses[word] ?? "pending");
  const amount = word.match(/(?:\d+|NaN)$/)?.[0];
  return {
    orderNo,
    providerOrderId: null,
    status,
    amountText: amount === undefined ? null : `${amount}.00`,
    ...(word === "paid ?" ? { amountUntold: true } : {}),
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: null,
  };
}
