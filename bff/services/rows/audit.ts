import { createHash } from "node:crypto";
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

/** A request makes a change of one kind to one thing once, so the id follows from these. A request's id is random. */
function idOf({ author, action, subject, at }: AuditedChange): string {
  const text = JSON.stringify([author.actor, author.requestId, action, subject, at]);
  return `aud_${toBase62(createHash("sha256").update(text).digest().subarray(0, idBytes))}`;
}

/** The row of the audit for a change, for the batch that makes the change. */
export function auditRowOf(change: AuditedChange): AuditRow {
  const { author, action, subject, before, after, at } = change;
  return {
    id: idOf(change),
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
