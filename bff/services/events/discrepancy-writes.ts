import type { Discrepancy } from "../../contract.ts";
import type { Write } from "../../storage/engine/statements.ts";
import { insertDiscrepancy } from "../../storage/repositories/discrepancies.ts";
import type { ReconciliationKey } from "../../storage/repositories/reconciliations.ts";
import type { Outbox } from "./outbox.ts";

/** The writes of a discrepancy that was not known before: its row, and the event that reports it. */
export function discrepancyWrites(
  outbox: Outbox,
  found: ReconciliationKey & { readonly discrepancy: Discrepancy; readonly now: number },
  disabledEndpoints: ReadonlySet<string>,
): Write[] {
  const { accountId, day, discrepancy, now } = found;
  const { paymentId, payoutId = null } = discrepancy;
  const event = {
    type: "reconciliation.discrepancy",
    data: { discrepancy: { ...discrepancy, account: accountId, day } },
    sessionId: null,
    paymentId,
    payoutId,
    at: now,
  } as const;
  const row = { accountId, day, ...discrepancy, now };
  return [insertDiscrepancy(row), ...outbox.record(event, disabledEndpoints)];
}
