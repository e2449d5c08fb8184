import { type AuditEntry, auditedState } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import type { Result } from "../../core/errors.ts";
import { type AuditFilter, type AuditRow, listAuditRows } from "../../storage/repositories/audit.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPage } from "../rows/page.ts";

function entryOf(row: AuditRow): AuditEntry {
  const state = (text: string | null) => (text === null ? null : auditedState.parse(JSON.parse(text)));
  return {
    id: row.id,
    object: "audit_entry",
    at: toIsoTime(row.created_at),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    address: row.address,
    requestId: row.request_id,
    before: state(row.before),
    after: state(row.after),
  };
}

/** Who changed what, newest first. `from` and `to` are ISO times. */
export async function listAudit(
  context: ServiceContext,
  input: PageRequest<AuditFilter>,
): Promise<Result<Page<AuditEntry>>> {
  return await readPage(input, {
    read: (filter) => listAuditRows(context.database.kysely, { ...input, ...filter }),
    view: entryOf,
  });
}
