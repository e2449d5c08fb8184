/** A query that an operator asks for changes nothing by itself. It is in the audit, because a person did it. */
import { type AuditedAction, operatorIdOf } from "../../core/audit.ts";
import type { Result } from "../../core/errors.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";

/**
 * Refreshes, and then writes who asked for it, if an operator did. A merchant's key may refresh often, and leaves no entry.
 *
 * @param asked.subject the payment's or payout's id.
 */
export async function refreshForAudit<Refreshed extends Result<unknown>>(
  context: ServiceContext,
  asked: AuditedAction & { readonly subject: string },
  refresh: () => Promise<Refreshed>,
): Promise<Refreshed> {
  const refreshed = await refresh();
  if (!refreshed.ok || operatorIdOf(asked.author.actor) === undefined) return refreshed;
  const row = auditRowOf({ ...asked, before: null, after: null, at: context.clock.now() });
  await context.database.change({
    load: [],
    decide: () => ({ writes: [insertAuditRow(row)], result: undefined }),
  });
  return refreshed;
}
