/** What is reduced of a report about a payout: the report, and what was on record before it. */
import type { PayoutChanges, PayoutRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import { hear, type Testimony, wordOf } from "../testimony.ts";

export interface ReportInput {
  readonly payout: PayoutRecord;
  readonly fact: ReportFact;
  /** What was on record before this report. */
  readonly before: Testimony;
  readonly now: number;
}

/** The columns that every report changes that can be relied on. */
export function learned({ payout, fact }: ReportInput): PayoutChanges {
  return {
    provider_order_id: payout.provider_order_id ?? fact.report.providerOrderId,
    absent_since: null,
    unknown_since: null,
  };
}

/** The words on record after this report. */
export function wordsAfter({ payout, fact, before }: ReportInput): Testimony {
  const source = fact.digest === null ? "query" : "callback";
  return hear(before, { source, word: wordOf(fact.report), decimals: payout.decimals });
}
