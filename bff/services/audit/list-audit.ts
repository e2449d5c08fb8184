import { type AuditEntry, auditedState } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import type { Result } from "../../core/errors.ts";
import { type AuditFilter, listAuditRows, type NumberedAuditRow } from "../../storage/repositories/audit.ts";
import { decodeCursor } from "../../storage/repositories/cursors.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPage, wrongCursor } from "../rows/page.ts";
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

/** The cursor of another list has an id, and no number. */
function isOfThisList(cursor: string | undefined): boolean {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  return after === undefined || /^[0-9]{1,15}$/.test(after.id);
}

/** Who changed what, newest first. `from` and `to` are ISO times. */
export async function listAudit(
  context: ServiceContext,
  input: PageRequest<AuditFilter>,
): Promise<Result<Page<AuditEntry>>> {
  if (!isOfThisList(input.cursor)) return wrongCursor;
  return await readPage(input, {
    async read(filter) {
      const rows = await listAuditRows(context.database.kysely, { ...input, ...filter });
      return rows.map((row) => ({ row, created_at: row.created_at, id: String(row.seq) }));
    },
    view: ({ row }) => entryOf(context, row),
  });
}
