/**
 * What each source has said about one order: the provider's callbacks, and its answers to our queries. The words are
 * kept beside each other and compared, so that the order in which they came does not decide what is true. A query's
 * next answer replaces the one before. Of several callbacks the one that says most stands, because callbacks overtake
 * one another on their way.
 *
 * Source: docs/lifecycle.md#rule-13-order-does-not-matter
 */
import { z } from "zod";
import { parseProviderDecimal } from "./money.ts";
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
  callback: wordSchema.nullable().default(null),
  query: wordSchema.nullable().default(null),
  settledMinor: z.string().nullable().default(null),
  reversalAsserted: z.boolean().optional(),
  told: z.string().optional(),
});

export interface Testimony {
  /** The callback that said most. While `confirm_pending`, no query has confirmed it. */
  readonly callback: Word | null;
  /** The last answer to a query, where it said that money came. */
  readonly query: Word | null;
  /** The most money (minor units) that the operator knew of who settled the order as failed; null: nobody has. */
  readonly settledMinor: string | null;
  /** A callback said that money came back, and no query has settled that. Of payouts; payments have a column. */
  readonly reversalAsserted?: boolean | undefined;
  /** What the merchant was told last about words that disagree; absent: nothing. Of payouts. */
  readonly told?: string | undefined;
}

export type Source = "callback" | "query";

const nothing: Testimony = { callback: null, query: null, settledMinor: null };

export function readTestimony(row: { readonly testimony: string | null }): Testimony {
  return row.testimony === null ? nothing : testimonySchema.parse(JSON.parse(row.testimony));
}

/** The text for the column; null when nothing is on record. */
export function testimonyText(testimony: Testimony): string | null {
  const { callback, query, settledMinor, reversalAsserted, told } = testimony;
  const besides = {
    ...(reversalAsserted === true ? { reversalAsserted } : {}),
    ...(told === undefined ? {} : { told }),
  };
  const isEmpty = callback === null && query === null && settledMinor === null;
  if (isEmpty && Object.keys(besides).length === 0) return null;
  return JSON.stringify({ callback, query, settledMinor, ...besides });
}

export function wordOf(report: OrderReport): Word {
  return wordSchema.parse(report);
}

/** True for a word that says that money moved. */
export function saysMoney(word: Word | null): word is Word {
  return word?.status === "succeeded" || word?.status === "partially_paid";
}

/** What the order is in: words in another currency weigh less. */
export interface Unit {
  readonly currency: string;
  readonly decimals: number;
}

/** The testimony after one more word. */
export function hear(
  testimony: Testimony,
  said: { readonly source: Source; readonly word: Word; readonly unit: Unit },
): Testimony {
  const { source, word, unit } = said;
  if (source === "query") return { ...testimony, query: saysMoney(word) ? word : null };
  if (rankOf(word) === 0) return testimony;
  const { callback } = testimony;
  return callback !== null && weighsMore(callback, word, unit) ? testimony : { ...testimony, callback: word };
}

function weighsMore(one: Word, other: Word, unit: Unit): boolean {
  if (rankOf(one) !== rankOf(other)) return rankOf(one) > rankOf(other);
  if (isIn(one, unit) !== isIn(other, unit)) return isIn(one, unit);
  return (minorOf(one, unit.decimals) ?? -1n) > (minorOf(other, unit.decimals) ?? -1n);
}

function isIn(word: Word, { currency }: Unit): boolean {
  return word.currency === null || word.currency === currency;
}

function rankOf({ status }: Word): number {
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

/** The most that any source has named, in minor units; 0 when none has named an amount. */
export function mostNamed(words: readonly (Word | null)[], decimals: number): bigint {
  return words.reduce<bigint>((most, word) => {
    const minor = saysMoney(word) ? (minorOf(word, decimals) ?? 0n) : 0n;
    return minor > most ? minor : most;
  }, 0n);
}
