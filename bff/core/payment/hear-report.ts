/**
 * What is on record after a report, before anything is concluded from it: whose word it is, how far it is to be trusted,
 * and what else was said.
 *
 * Source: docs/rules.md#rule-13-order-does-not-matter
 */
import type { PaymentRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import {
  hear,
  hearDenial,
  readTestimony,
  type Source,
  saysMoney,
  type Testimony,
  testimonyText,
  withNothingKnown,
  wordOf,
} from "../testimony.ts";
import { isUndocumented } from "./classify-report.ts";
import { isNewsByCallback } from "./known-to-operator.ts";
import { readExceptions } from "./status.ts";

export interface Heard {
  /** As it is compared with the report: without what the report makes news. */
  readonly payment: PaymentRecord;
  readonly fact: ReportFact;
  readonly source: Source;
  /** The testimony with the report. */
  readonly heard: Testimony;
}

export function hearReport(stored: PaymentRecord, told: ReportFact): Heard {
  const before = hearDenial(readTestimony(stored), told);
  const isBack = told.digest !== null && isNewsByCallback(stored, told.report);
  const testimony = isBack ? withNothingKnown(before) : before;
  const payment = { ...stored, testimony: testimonyText(testimony) };
  const fact = withDoubt(payment, told, isBack);
  const source = sourceOf(fact);
  const { report } = fact;
  // A status that nobody documents takes nothing back (rule 7).
  const isSilent = isUndocumented(report) && !saysMoney(report);
  const said = { source, word: wordOf(report), decimals: payment.decimals };
  return { payment, fact, source, heard: isSilent ? testimony : hear(testimony, said) };
}

function sourceOf({ digest, certainty }: ReportFact): Source {
  if (digest === null) return "query";
  return certainty === "must_confirm" ? "assertion" : "callback";
}

/** Money that was reversed comes back by a query's word only, not by an old callback (rules 20 and 21). */
function withDoubt(payment: PaymentRecord, fact: ReportFact, isBack: boolean): ReportFact {
  const isLifted =
    fact.digest !== null &&
    fact.report.status === "succeeded" &&
    readExceptions(payment).includes("reversed");
  const isDoubtful = isLifted || isBack;
  return isDoubtful ? { ...fact, certainty: "must_confirm" } : fact;
}
