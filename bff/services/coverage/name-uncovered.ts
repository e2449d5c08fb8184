import type { ServiceContext } from "../context.ts";
import { findUncovered } from "./find-uncovered.ts";

/** At the start: an error in the log for each account and endpoint that something open needs and that is not there. */
export async function nameUncovered(context: ServiceContext): Promise<void> {
  for (const found of await findUncovered(context.database.kysely, context.config)) {
    const { why: reason, id, payments, payouts, deliveries, sentence } = found;
    const fields =
      reason === "endpoint_missing"
        ? { reason, endpointId: id, deliveries }
        : { reason, accountId: id, payments, payouts };
    context.logger.error(fields, `the configuration does not cover what is open: ${sentence}`);
  }
}
