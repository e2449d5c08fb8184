import { type AuditEntry, auditedState } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import type { Result } from "../../core/errors.ts";
import { type AuditFilter, listAuditRows, type NumberedAuditRow } from "../../storage/repositories/audit.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPage } from "../rows/page.ts";
import { createFieldReader } from "../rows/readable-fields.ts";

function entryOf(context: ServiceContext, row: NumberedAuditRow): AuditEntry {
  const fields = createFieldReader(context, { id: row.id, reading: "readable" });
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
    before: fields.read("before", () => state(row.before), null),
    after: fields.read("after", () => state(row.after), null),
    ...fields.leftOut(),
  };
}

/** Who changed what, newest first. `from` and `to` are ISO times. */
export async function listAudit(
  context: ServiceContext,
  input: PageRequest<AuditFilter>,
): Promise<Result<Page<AuditEntry>>> {
  return await readPage(input, {
    name: "audit",
    async read(filter) {
      const rows = await listAuditRows(context.database.kysely, { ...input, ...filter });
      return rows.map((row) => ({ row, created_at: row.created_at, id: String(row.seq) }));
    },
    view: ({ row }) => entryOf(context, row),
  });
}
