/** What a timeline says of a report that a query has to confirm. */
import { type Detail, say } from "./details.ts";
import type { ReportedEnd } from "./sentences.ts";

/** What somebody says has happened. */
export interface Asserted {
  readonly report: ReportedEnd;
  /** A success of which nobody says how much it was. */
  readonly isAmountUntold: boolean;
}

/** An amount that is not the order's, as decimal text. */
interface OtherAmount {
  readonly amount: string;
  readonly currency: string;
}

/** It is being confirmed. */
export function sayReported({ report, isAmountUntold }: Asserted, other: OtherAmount | null): Detail {
  if (isAmountUntold) return say("reported_untold", {});
  return other === null ? say("reported", { report }) : say("reported_amount", { report, ...other });
}

/** It was known before. */
export function sayKnownReport(
  { report, isAmountUntold }: Asserted,
  other: OtherAmount | null = null,
): Detail {
  if (isAmountUntold) return say("known_report_untold", {});
  return other === null ? say("known_report", { report }) : say("known_report_amount", { report, ...other });
}
