/**
 * What each source has said about one order: the provider's callbacks, and its answers to our queries. The words are
 * kept beside each other and compared, so that the order in which they came does not decide what is true.
 *
 * A source's newer word replaces its older one of the same kind. A lesser kind ("a part", "failed") does not replace a
 * greater one ("paid"), because callbacks overtake one another on their way.
 *
 * Source: docs/rules.md#rule-13-order-does-not-matter
 */
import { z } from "zod";
import { type Detail, say } from "./details.ts";
import { type Amount, formatDecimal, isSameCurrency, parseProviderDecimal } from "./money.ts";
import type { OrderReport } from "./report.ts";

const wordSchema = z.object({
  status: z.enum(["pending", "partially_paid", "succeeded", "failed", "canceled", "reversed"]),
  amountText: z.string().nullable(),
  orderedAmountText: z.string().nullable(),
  currency: z.string().nullable(),
});

/** What one source says of the order, as the provider wrote it. */
export type Word = Readonly<z.infer<typeof wordSchema>>;

const testimonySchema = z.object({
  assertion: wordSchema.nullable().default(null),
  callback: wordSchema.nullable().default(null),
  query: wordSchema.nullable().default(null),
  settledMinor: z.string().nullable().default(null),
  settledUnnamed: z.enum(["partially_paid", "succeeded"]).optional(),
  settledConfirmed: z.string().optional(),
  settledReversing: z.boolean().optional(),
  settledUnread: z.boolean().optional(),
  acceptedMinor: z.string().optional(),
  denied: z.boolean().optional(),
  reversalAsserted: z.boolean().optional(),
  told: z.string().optional(),
});

export interface Testimony {
  /** What weakly signed callbacks assert and no query has confirmed. Payments only. */
  readonly assertion: Word | null;
  /** What callbacks say that counts; of a payout, what any callback says. */
  readonly callback: Word | null;
  /** The last answer to a query, where it said that money came. */
  readonly query: Word | null;
  /** An operator settled the order, and knew of this much money (minor units); null: nobody has. */
  readonly settledMinor: string | null;
  /** The most that this person knew of by a word without an amount; absent: there was none. Payments only. */
  readonly settledUnnamed?: "partially_paid" | "succeeded" | undefined;
  /** Of `settledMinor`, what queries had told of; absent: all of it. Payouts only: payments keep that in `settledMinor`. */
  readonly settledConfirmed?: string | undefined;
  /** That person settled it while a reversal was in doubt, so takes the money for gone. */
  readonly settledReversing?: boolean | undefined;
  /** That person settled it while an amount could not be compared, so was shown less than was named. Payments only. */
  readonly settledUnread?: boolean | undefined;
  /** An operator settled the order as paid, and with it this much money (minor units); absent: nobody has. */
  readonly acceptedMinor?: string | undefined;
  /** The last query that told of an end told of one without money, and none has told of money since. */
  readonly denied?: boolean | undefined;
  /** A callback said that money came back, and no query has settled that. Payouts only: payments have a column. */
  readonly reversalAsserted?: boolean | undefined;
  /** The disagreement of which the merchant was notified last; absent: none. Payouts only. */
  readonly told?: string | undefined;
}

/** An `assertion` is a weakly signed callback: its word counts only when a query confirms it. */
export type Source = "assertion" | "callback" | "query";

const nothing: Testimony = { assertion: null, callback: null, query: null, settledMinor: null };

export function readTestimony(row: { readonly testimony: string | null }): Testimony {
  return row.testimony === null ? nothing : testimonySchema.parse(JSON.parse(row.testimony));
}

/** The text for the column; null when nothing is on record. */
export function testimonyText(testimony: Testimony): string | null {
  const { assertion, callback, query, settledMinor, settledUnnamed, settledConfirmed } = testimony;
  const { settledReversing, settledUnread, acceptedMinor, denied, reversalAsserted, told } = testimony;
  const besides = {
    ...(settledUnnamed === undefined ? {} : { settledUnnamed }),
    ...(settledConfirmed === undefined ? {} : { settledConfirmed }),
    ...(settledReversing === true ? { settledReversing } : {}),
    ...(settledUnread === true ? { settledUnread } : {}),
    ...(acceptedMinor === undefined ? {} : { acceptedMinor }),
    ...(denied === true ? { denied } : {}),
    ...(reversalAsserted === true ? { reversalAsserted } : {}),
    ...(told === undefined ? {} : { told }),
  };
  const isEmpty = assertion === null && callback === null && query === null && settledMinor === null;
  if (isEmpty && Object.keys(besides).length === 0) return null;
  return JSON.stringify({ assertion, callback, query, settledMinor, ...besides });
}

export function wordOf(report: OrderReport): Word {
  return wordSchema.parse(report);
}

/** True for a word or a report that says that money moved. */
export function saysMoney<Said extends Pick<Word, "status">>(said: Said | null | undefined): said is Said {
  return said?.status === "succeeded" || said?.status === "partially_paid";
}

/** The testimony after one more word. */
export function hear(
  testimony: Testimony,
  said: { readonly source: Source; readonly word: Word; readonly decimals: number },
): Testimony {
  const { source, word, decimals } = said;
  if (source === "query") return { ...testimony, query: saysMoney(word) ? word : null };
  if (rankOf(word) === 0) return testimony;
  const known = testimony[source];
  return known !== null && outweighs(known, word, decimals) ? testimony : { ...testimony, [source]: word };
}

/**
 * The testimony before the report is compared with it: what an operator knew of is forgotten when a query tells of
 * money that an earlier one denied (rule 21).
 */
export function hearDenial(
  testimony: Testimony,
  { report, digest }: { readonly report: OrderReport; readonly digest: string | null },
): Testimony {
  if (digest !== null || report.undocumentedStatus !== null || report.status === "pending") return testimony;
  if (!saysMoney(report)) return { ...testimony, denied: true };
  if (testimony.denied !== true) return testimony;
  const { denied: _answered, settledUnnamed: _unnamed, settledConfirmed: _confirmed, ...kept } = testimony;
  return kept.settledMinor === null ? kept : { ...kept, settledMinor: "0" };
}

/**
 * The testimony after a callback that is news to the operator who settled the order: whatever a query tells of is news,
 * too.
 */
export function withNothingKnown(testimony: Testimony): Testimony {
  const { settledUnnamed, settledConfirmed, settledReversing, settledUnread, ...kept } = testimony;
  return { ...kept, settledMinor: "0" };
}

/**
 * True when the known word says more than the newer one. Of two parts it is the larger one, because parts only grow.
 */
function outweighs(known: Word, word: Word, decimals: number): boolean {
  if (known.status !== "partially_paid" || word.status !== "partially_paid")
    return rankOf(known) > rankOf(word);
  return (minorOf(known, decimals) ?? -1n) > (minorOf(word, decimals) ?? -1n);
}

/** The testimony after a query has confirmed what callbacks asserted. */
export function confirmAssertion(testimony: Testimony, decimals: number): Testimony {
  const { assertion } = testimony;
  if (assertion === null) return testimony;
  return hear({ ...testimony, assertion: null }, { source: "callback", word: assertion, decimals });
}

/** How much a word says. "Paid" says more than "a part", and that says more than an end without money. */
export function rankOf({ status }: Pick<Word, "status">): number {
  switch (status) {
    case "succeeded":
      return 3;
    case "partially_paid":
      return 2;
    case "failed":
    case "canceled":
      return 1;
    // A reversal is kept beside the words.
    case "reversed":
    case "pending":
      return 0;
    default:
      return status satisfies never;
  }
}

/** The amount of the word in minor units, whatever its currency; null when it names none that can be read. */
export function minorOf(word: Pick<Word, "amountText">, decimals: number): bigint | null {
  return word.amountText === null ? null : (parseProviderDecimal(word.amountText, decimals) ?? null);
}

/** Why the word's money cannot be compared with ours, for the timeline; null when it can. */
export function incomparableBy(
  word: Pick<Word, "amountText" | "orderedAmountText" | "currency">,
  { minor, currency, decimals }: Amount,
): Detail | null {
  if (word.currency !== null && !isSameCurrency(word.currency, currency)) return say("other_currency", {});
  if (word.amountText !== null && minorOf(word, decimals) === null) return say("unreadable_amount", {});
  const isOther = word.orderedAmountText !== null && orderedMinorOf(word, decimals) !== minor;
  return isOther ? say("other_amount_ordered", {}) : null;
}

/** The amount that the word says was ordered; null as for {@link minorOf}. */
export function orderedMinorOf(word: Pick<Word, "orderedAmountText">, decimals: number): bigint | null {
  return minorOf({ amountText: word.orderedAmountText }, decimals);
}

/** What the word means by the amount that it names: a part is less than was ordered, also where it names the whole. */
export function meantMinor(word: Pick<Word, "status">, minor: bigint, ordered: bigint): bigint {
  return word.status === "partially_paid" && minor >= ordered ? ordered - 1n : minor;
}

/**
 * The most money that a word names, in minor units; 0 when none says that money moved.
 *
 * @param options.unnamed the amount that a word means that names none: 0 without it.
 * @param options.ordered what a part is less than; absent: a part means what it names.
 */
export function mostNamed(
  words: readonly (Word | null)[],
  options: {
    readonly decimals: number;
    readonly ordered?: bigint;
    readonly unnamed?: (word: Word) => bigint;
  },
): bigint {
  const { decimals, ordered, unnamed = () => 0n } = options;
  const amounts = words.filter(saysMoney).map((word) => {
    const minor = minorOf(word, decimals);
    if (minor === null) return unnamed(word);
    return ordered === undefined ? minor : meantMinor(word, minor, ordered);
  });
  return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
}

/**
 * The amount of a report, so that an operator sees what was reported. Null when it is the amount of the order, and when
 * it cannot be read or is in another currency.
 */
export function otherAmountOf(
  order: { readonly amount_minor: string; readonly currency: string; readonly decimals: number },
  report: Pick<Word, "amountText" | "currency">,
): { readonly amount: string; readonly currency: string } | null {
  const minor = minorOf(report, order.decimals);
  const isOurCurrency = report.currency === null || isSameCurrency(report.currency, order.currency);
  if (minor === null || minor === BigInt(order.amount_minor) || !isOurCurrency) return null;
  return { amount: formatDecimal(minor, order.decimals), currency: order.currency };
}
