/** The runs of reconciliation, and the discrepancies that they found. */
import type { Selectable } from "kysely";
import type { Discrepancy } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, type Query, type Write } from "../engine/statements.ts";
import type { DiscrepancyTable, ReconciliationTable } from "../schema.ts";

export type ReconciliationRow = Selectable<ReconciliationTable>;
export type DiscrepancyRow = Selectable<DiscrepancyTable>;

export interface ReconciliationKey {
  readonly accountId: string;
  /** yyyy-MM-dd UTC. */
  readonly day: string;
}

const idOf = ({ accountId, day }: ReconciliationKey) => `${accountId}:${day}`;

/** Stores the result of a run, in place of an earlier one for the same account and day. */
export async function recordReconciliation(
  executor: Executor,
  run: ReconciliationKey & {
    readonly source: ReconciliationRow["source"];
    readonly checked: number;
    /** Null while the day is not finished. */
    readonly finishedAt: number | null;
    /** A sentence of ours. */
    readonly error: string | null;
  },
): Promise<void> {
  const result = {
    source: run.source,
    checked: run.checked,
    finished_at: run.finishedAt,
    error: run.error,
  };
  await executor
    .insertInto("reconciliations")
    .values({ id: idOf(run), account_id: run.accountId, day: run.day, ...result })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(result))
    .execute();
}

/** An account's runs from that day on, oldest day first. */
export async function reconciliationsSince(
  executor: Executor,
  { accountId, day }: ReconciliationKey,
): Promise<ReconciliationRow[]> {
  return await executor
    .selectFrom("reconciliations")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("day", ">=", day)
    .orderBy("day")
    .execute();
}

type FoundDiscrepancy = ReconciliationKey & Discrepancy;

const discrepancyId = (found: FoundDiscrepancy) => `${idOf(found)}:${found.kind}:${found.orderNo}`;

const discrepancyById = defineQuery<{ id: string }, { id: string }>("discrepancy by id", (db, { id }) =>
  db.selectFrom("discrepancies").select("id").where("id", "=", id),
);

const insertRow = defineStatement("insert discrepancy", (db, row: DiscrepancyRow) =>
  db.insertInto("discrepancies").values({
    id: row.id,
    account_id: row.account_id,
    day: row.day,
    kind: row.kind,
    order_no: row.order_no,
    payment_id: row.payment_id,
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
    detail: found.detail,
    found_at: found.now,
  });
}
