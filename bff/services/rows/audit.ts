import { randomBytes } from "node:crypto";
import type { AuditedAction, AuditedState } from "../../core/audit.ts";
import { toBase62 } from "../../core/ids.ts";
import type { AuditRow } from "../../storage/repositories/audit.ts";

export interface AuditedChange extends AuditedAction {
  /** The id of what is changed. */
  readonly subject: string;
  readonly before: AuditedState | null;
  readonly after: AuditedState | null;
  /** Epoch ms. */
  readonly at: number;
}

const idBytes = 16;

/** The row of the audit for a change, for the batch that makes the change. */
export function auditRowOf(change: AuditedChange): AuditRow {
  const { author, action, subject, before, after, at } = change;
  return {
    // Random: two commands may do the same to the same thing in one millisecond.
    id: `aud_${toBase62(randomBytes(idBytes))}`,
    actor: author.actor,
    action,
    subject,
    address: author.address,
    request_id: author.requestId,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
    created_at: at,
  };
}
