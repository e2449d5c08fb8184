import { type AuditEntry, auditedState } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { type Result, succeed } from "../../core/errors.ts";
import { type AuditFilter, listAuditRows, type NumberedAuditRow } from "../../storage/repositories/audit.ts";
import { decodeCursor, toPage } from "../../storage/repositories/cursors.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, wrongCursor } from "../rows/page.ts";

function entryOf(row: NumberedAuditRow): AuditEntry {
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

function isNumber(text: string): boolean {
  return /^[0-9]{1,15}$/.test(text);
}

/** Who changed what, newest first. `from` and `to` are ISO times. */
export async function listAudit(
  context: ServiceContext,
  input: Omit<AuditFilter, "after" | "from" | "to"> & {
    readonly cursor?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
): Promise<Result<Page<AuditEntry>>> {
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor);
  if (after === undefined || (after !== null && !isNumber(after.id))) return wrongCursor;
  const rows = await listAuditRows(context.database.kysely, {
    ...input,
    after,
    limit: input.limit + 1,
    from: input.from === undefined ? undefined : Date.parse(input.from),
    to: input.to === undefined ? undefined : Date.parse(input.to),
  });
  const page = toPage(
    rows.map((row) => ({ row, created_at: row.created_at, id: String(row.seq) })),
    input.limit,
  );
  return succeed({ data: page.rows.map(({ row }) => entryOf(row)), nextCursor: page.nextCursor });
}
