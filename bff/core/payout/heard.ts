/** A report about a payout, and what was on record before it. */
import type { ReportFact } from "../payment/facts.ts";
import type { PayoutChanges, PayoutRecord } from "../records.ts";
import { hear, readTestimony, type Testimony, wordOf } from "../testimony.ts";

export interface Heard {
  readonly payout: PayoutRecord;
  readonly fact: ReportFact;
  /** What was on record before this report. */
  readonly before: Testimony;
  readonly now: number;
}

export function heardOf(payout: PayoutRecord, fact: ReportFact, now: number): Heard {
  return { payout, fact, before: readTestimony(payout), now };
}

/** The columns that any report changes which can be relied on. */
export function learned({ payout, fact }: Heard): PayoutChanges {
  return {
    provider_order_id: payout.provider_order_id ?? fact.report.providerOrderId,
    absent_since: null,
    unknown_since: null,
  };
}

/** The words on record after this report. */
export function wordsAfter({ payout, fact, before }: Heard): Testimony {
  const source = fact.digest === null ? "query" : "callback";
  return hear(before, { source, word: wordOf(fact.report), decimals: payout.decimals });
}
