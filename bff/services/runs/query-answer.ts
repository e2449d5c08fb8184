/** Turns a provider's answer to a query into a fact, for payments and payouts alike. */
import type { ReportFact } from "../../core/payment/facts.ts";
import type { QueryResult } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";

/** The subject of a query, for the log. */
export interface QuerySubject {
  readonly accountId: string;
  /** `{ paymentId }` or `{ payoutId }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * Logs and counts refusals, unknown outcomes and undocumented statuses. @returns null when the answer says
 * nothing about the order.
 */
export function factOfQuery(
  context: ServiceContext,
  { accountId, ids }: QuerySubject,
  result: QueryResult,
): ReportFact | { readonly kind: "not_found" } | null {
  switch (result.kind) {
    case "report":
      context.successes.note(accountId, context.clock.now());
      if (result.report.undocumentedStatus !== null) {
        context.metrics.count("undocumented_statuses", { account: accountId });
        context.logger.warn({ ...ids, accountId }, "provider sent a status outside its documentation");
      }
      return { kind: "report", report: result.report, certainty: "confirmed", digest: null };
    case "not_found":
      return { kind: "not_found" };
    case "cannot_ask":
      return null;
    case "refused":
      context.logger.error({ ...ids, accountId, code: result.code }, "provider refused our query");
      if (result.alarm) context.metrics.count("provider_alarms", { account: accountId, code: result.code });
      return null;
    case "unknown":
      context.metrics.count("provider_unknowns", { account: accountId, cause: result.cause });
      return null;
    default:
      return result satisfies never;
  }
}
