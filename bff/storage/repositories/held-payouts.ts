/** The rows that a decision on a payout loads, and the statements that write the decision. */
import { sql } from "kysely";
import type { PayoutStatus } from "../../core/payout/status.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import { disabledEndpoints } from "./disabled-endpoints.ts";

/**
 * A payout with the detail of the newest line of its timeline, and the disabled endpoints as in HeldSessionRow.
 */
export interface HeldPayoutRow extends PayoutRecord {
  readonly last_detail: string | null;
  readonly disabled_endpoints: string | null;
}

const columns = everyColumn<PayoutRecord>({
  id: true,
  account_id: true,
  provider: true,
  status: true,
  exceptions: true,
  amount_minor: true,
  currency: true,
  decimals: true,
  reference: true,
  channel: true,
  beneficiary_sealed: true,
  email_digest: true,
  phone_digest: true,
  erasure: true,
  retained_from: true,
  refund_id: true,
  side: true,
  created_by: true,
  send_pending: true,
  counted_at: true,
  order_no: true,
  provider_order_id: true,
  failure_code: true,
  failure_retryable: true,
  callback_token_hash: true,
  unknown_since: true,
  absent_since: true,
  confirm_pending: true,
  reversal_unsettled: true,
  testimony: true,
  identity: true,
  details_sealed: true,
  utr_digest: true,
  event_sequence: true,
  last_query_at: true,
  query_lease_until: true,
  version: true,
  created_at: true,
  watch_until: true,
  updated_at: true,
});

/** The columns that a decision may change. query-locks.ts takes and releases query locks. */
const decidedColumns = [
  "status",
  "exceptions",
  "provider_order_id",
  "failure_code",
  "failure_retryable",
  "unknown_since",
  "absent_since",
  "confirm_pending",
  "reversal_unsettled",
  "send_pending",
  "counted_at",
  "testimony",
  "details_sealed",
  "utr_digest",
  "event_sequence",
  "version",
  "watch_until",
  "updated_at",
] as const satisfies readonly (keyof PayoutRecord)[];

export const heldPayout = defineQuery<{ id: string }, HeldPayoutRow>("held payout", (db, { id }, engine) =>
  db
    .selectFrom("payouts")
    .selectAll()
    .select(disabledEndpoints(engine))
    .select(
      sql<string | null>`(select detail from payout_timeline
        where payout_timeline.payout_id = payouts.id order by seq desc limit 1)`.as("last_detail"),
    )
    .where("id", "=", id),
);

export const insertPayout = defineStatement("insert payout", (db, row: PayoutRecord) =>
  db.insertInto("payouts").values(pick(row, columns)),
);

/** The one statement that changes a payout's state, and the gate of the change (rule 3). */
export const movePayout = defineStatement(
  "move payout",
  (db, payout: PayoutRecord & { readonly from: PayoutStatus; readonly loaded_version: number }) =>
    db
      .updateTable("payouts")
      .set(pick(payout, decidedColumns))
      .where("id", "=", payout.id)
      .where("status", "=", payout.from)
      .where("version", "=", payout.loaded_version),
);
