/** The discrepancies that reconciliation found. */
import type { Selectable } from "kysely";
import type { Discrepancy } from "../../contract.ts";
import { defineQuery, defineStatement, type Query, type Write } from "../engine/statements.ts";
import type { DiscrepancyTable } from "../schema/reconciliation.ts";
import { type ReconciliationKey, reconciliationId } from "./reconciliations.ts";

export type DiscrepancyRow = Selectable<DiscrepancyTable>;

type FoundDiscrepancy = ReconciliationKey & Discrepancy;

const discrepancyId = (found: FoundDiscrepancy) =>
  `${reconciliationId(found)}:${found.kind}:${found.orderNo}`;

const discrepancyById = defineQuery<{ id: string }, { id: string }>("discrepancy by id", (db, { id }) =>
  db.selectFrom("discrepancies").select("id").where("id", "=", id),
);

interface DayInput extends ReconciliationKey {
  readonly limit: number;
}

/** At most `limit` of an account's day, in a steady order. */
export const discrepanciesOfDay = defineQuery<DayInput, DiscrepancyRow>(
  "discrepancies of a day",
  (db, { accountId, day, limit }) =>
    db
      .selectFrom("discrepancies")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("day", "=", day)
      .orderBy("id")
      .limit(limit),
);

const insertRow = defineStatement("insert discrepancy", (db, row: DiscrepancyRow) =>
  db.insertInto("discrepancies").values({
    id: row.id,
    account_id: row.account_id,
    day: row.day,
    kind: row.kind,
    order_no: row.order_no,
    payment_id: row.payment_id,
    payout_id: row.payout_id,
    detail: row.detail,
    found_at: row.found_at,
  }),
);

/** The stored discrepancy, if there is one: a second run does not report it again. */
export function knownDiscrepancy(found: FoundDiscrepancy): Query<{ id: string }> {
  return discrepancyById({ id: discrepancyId(found) });
}

/** Written in the same batch as the event about it. */
export function insertDiscrepancy(found: FoundDiscrepancy & { readonly now: number }): Write {
  return insertRow({
    id: discrepancyId(found),
    account_id: found.accountId,
    day: found.day,
    kind: found.kind,
    order_no: found.orderNo,
    payment_id: found.paymentId,
    payout_id: found.payoutId ?? null,
    detail: found.detail,
    found_at: found.now,
  });
}
