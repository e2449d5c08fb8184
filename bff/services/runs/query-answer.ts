/** Turns a provider's answer to a query into a fact, for payments and payouts alike. */
import type { ReportFact } from "../../core/payment/facts.ts";
import type { QueryResult } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import { type NotedSubject, noteRefusedQuery, noteUndocumented, noteUnknown } from "./note-answer.ts";

/**
 * Logs and counts refusals, unknown outcomes and undocumented statuses. @returns null when the answer says
 * nothing about the order.
 */
export function factOfQuery(
  context: ServiceContext,
  subject: NotedSubject,
  result: QueryResult,
): ReportFact | { readonly kind: "not_found" } | null {
  switch (result.kind) {
    case "report":
      context.successes.note(subject.accountId, context.clock.now());
      noteUndocumented(context, subject, result.report);
      return { kind: "report", report: result.report, certainty: "confirmed", digest: null };
    case "not_found":
      return { kind: "not_found" };
    case "cannot_ask":
      return null;
    case "refused":
      noteRefusedQuery(context, subject, result);
      return null;
    case "unknown":
      noteUnknown(context, subject, result);
      return null;
    default:
      return result satisfies never;
  }
}
