/** Turns a provider's answer to a query into a fact, for payments and payouts alike. */
import type { ReportFact } from "../../core/report-fact.ts";
import type { QueryResult } from "../../providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { noteRefusedQuery, noteUndocumented, noteUnknown } from "./note-answer.ts";

/** The subject of a query. */
export interface QuerySubject {
  /** The account that was called. */
  readonly account: Pick<ProviderAccount, "id" | "identity">;
  /** Which merchant created the order; null for orders from before that was kept. */
  readonly identity: string | null;
  /** `{ paymentId }` or `{ payoutId }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * Logs and counts refusals, unknown outcomes and undocumented statuses. @returns null when the answer says
 * nothing about the order.
 */
export function factOfQuery(
  context: ServiceContext,
  subject: QuerySubject,
  result: QueryResult,
): ReportFact | { readonly kind: "not_found" } | null {
  const noted = { accountId: subject.account.id, ids: subject.ids };
  switch (result.kind) {
    case "report":
      context.successes.note(noted.accountId, context.clock.now());
      noteUndocumented(context, noted, result.report);
      return { kind: "report", report: result.report, certainty: "confirmed", digest: null };
    case "not_found":
      return isOfAnotherMerchant(context, subject) ? null : { kind: "not_found" };
    case "cannot_query":
      return null;
    case "refused":
      noteRefusedQuery(context, noted, result);
      return null;
    case "unknown":
      noteUnknown(context, noted, result);
      return null;
    default:
      return result satisfies never;
  }
}

/** The accounts whose changed identity this process has logged. */
const loggedBy = new WeakMap<ServiceContext["accounts"], Set<string>>();

/** "No such order" means nothing from another merchant than the one that created the order (rule 15). */
function isOfAnotherMerchant(context: ServiceContext, { account, identity, ids }: QuerySubject): boolean {
  if (identity === null || identity === account.identity) return false;
  const logged = loggedBy.get(context.accounts) ?? new Set();
  loggedBy.set(context.accounts, logged);
  if (!logged.has(account.id)) {
    const message =
      "the account is not the merchant that created the order: what it does not know means nothing";
    context.logger.error({ ...ids, accountId: account.id }, message);
  }
  logged.add(account.id);
  return true;
}
