import type { Discrepancy } from "../../contract.ts";
import { disabledEndpointList, endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import { knownDiscrepancy } from "../../storage/repositories/discrepancies.ts";
import type { ReconciliationKey } from "../../storage/repositories/reconciliations.ts";
import type { ServiceContext } from "../context.ts";
import { discrepancyWrites } from "../events/discrepancy-writes.ts";
import { changeAndDeliver } from "../events/outbox.ts";

/** Stores a discrepancy and reports it as an event, once for an account, day, order and kind. */
export async function recordDiscrepancy(
  context: ServiceContext,
  { accountId, day }: ReconciliationKey,
  discrepancy: Discrepancy,
): Promise<void> {
  const now = context.clock.now();
  const { kind, orderNo } = discrepancy;
  const isNew = await changeAndDeliver(context, {
    load: [knownDiscrepancy({ accountId, day, ...discrepancy }), disabledEndpointList({})],
    decide([[known], [disabled]], outbox) {
      if (known !== undefined || disabled === undefined) return { writes: [], result: false };
      const found = { accountId, day, discrepancy, now };
      return { writes: discrepancyWrites(outbox, found, endpointIdsOf(disabled)), result: true };
    },
  });
  if (!isNew) return;
  context.metrics.count("discrepancies", { account: accountId, kind });
  context.logger.warn({ accountId, day, kind, orderNo }, "reconciliation found a discrepancy");
}
