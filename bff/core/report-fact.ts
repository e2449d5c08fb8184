/** The fact that a payment and a payout have in common: what the provider said of the order. */
import type { OrderReport } from "./report.ts";
import { saysMoney } from "./testimony.ts";

/** How sure a report is: a query's answer counts; what a weakly signed callback says must be confirmed by a query. */
export type Certainty = "confirmed" | "must_confirm";

/** A provider's report about the order, by callback or by query. */
export interface ReportFact {
  readonly kind: "report";
  readonly report: OrderReport;
  readonly certainty: Certainty;
  /** SHA-256 hex of the callback's body and query string; null for a query's answer. */
  readonly digest: string | null;
}

/** The columns that say whether a callback's report waits for its confirming query. */
interface Awaiting {
  readonly confirm_pending: number;
  readonly testimony: string | null;
}

/**
 * True for the answer to a query that began before a callback's report, which still waits for its confirming query. The
 * provider may have given that answer before it knew, so it neither confirms the report nor contradicts it. An answer
 * that says that money moved counts all the same.
 *
 * @param rows.queried the row when the query began; undefined for a fact that is no answer.
 * @param rows.held the row now.
 */
export function isOvertaken(
  fact: ReportFact | { readonly kind: string; readonly report?: never },
  { queried, held }: { readonly queried: Awaiting | undefined; readonly held: Awaiting },
): boolean {
  if (queried === undefined || held.confirm_pending === 0) return false;
  const waitedAlready = queried.confirm_pending === 1 && queried.testimony === held.testimony;
  return !waitedAlready && !saysMoney(fact.report);
}
