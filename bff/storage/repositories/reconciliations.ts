/** A day's payments of an account compared with what the provider holds: the runs, and what disagreed. */
import type { Selectable } from "kysely";
import type { Discrepancy } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import type { DiscrepancyTable, ReconciliationTable } from "../schema.ts";

export type ReconciliationRow = Selectable<ReconciliationTable>;
export type DiscrepancyRow = Selectable<DiscrepancyTable>;

export interface ReconciliationKey {
  readonly accountId: string;
  /** yyyy-MM-dd UTC. */
  readonly day: string;
}

const idOf = ({ accountId, day }: ReconciliationKey) => `${accountId}:${day}`;

/** Notes how a run went, over what is known of an earlier one. */
export async function recordReconciliation(
  executor: Executor,
  run: ReconciliationKey & {
    readonly source: ReconciliationRow["source"];
    readonly checked: number;
    /** Null while it has not been through all of the day. */
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

/** An account's runs from that day on, the oldest day first. */
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

/**
 * Call it in the transaction that writes the event about it.
 *
 * @returns true the first time: found again on a second run, it is not reported again.
 */
export async function insertDiscrepancy(
  executor: Executor,
  found: ReconciliationKey & Discrepancy & { readonly now: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("discrepancies")
    .values({
      id: `${idOf(found)}:${found.kind}:${found.orderNo}`,
      account_id: found.accountId,
      day: found.day,
      kind: found.kind,
      order_no: found.orderNo,
      payment_id: found.paymentId,
      detail: found.detail,
      found_at: found.now,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** By kind and order number. */
export async function listDiscrepancies(
  executor: Executor,
  key: ReconciliationKey,
): Promise<DiscrepancyRow[]> {
  return await executor
    .selectFrom("discrepancies")
    .selectAll()
    .where("account_id", "=", key.accountId)
    .where("day", "=", key.day)
    .orderBy("id")
    .execute();
}
