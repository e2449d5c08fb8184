import type { AuditedAction, AuditedState } from "../../core/audit.ts";
import { newId } from "../../core/ids.ts";
import type { AuditRow } from "../../storage/repositories/audit.ts";
import type { ServiceContext } from "../context.ts";

export interface AuditedChange extends AuditedAction {
  /** The id of what is changed. */
  readonly subject: string;
  readonly before: AuditedState | null;
  readonly after: AuditedState | null;
  /** Epoch ms. */
  readonly at: number;
}

/** The row of the audit for a change, for the batch that makes the change. */
export function auditRowOf(context: ServiceContext, change: AuditedChange): AuditRow {
  const { author, action, subject, before, after, at } = change;
  return {
    id: newId("aud", context.random),
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
