import { type Author, unknownActor } from "../../core/audit.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";

/** Writes into the audit that a request with an operator's cookie was refused, because it may not be theirs. */
export async function recordRefusedRequest(
  context: ServiceContext,
  refused: {
    /** The operator's actor. */
    readonly subject: string;
    readonly reason: string;
    readonly from: Pick<Author, "address" | "requestId">;
  },
): Promise<void> {
  const entry = auditRowOf({
    author: { actor: unknownActor, ...refused.from },
    action: "operator.request_refused",
    subject: refused.subject,
    before: null,
    after: { reason: refused.reason },
    at: context.clock.now(),
  });
  const decide = () => ({ writes: [insertAuditRow(entry)], result: undefined });
  await context.database.change({ load: [], decide });
}
