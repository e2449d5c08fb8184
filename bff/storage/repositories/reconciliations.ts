/** The runs of reconciliation. The orders that are left to query are in reconciliation-orders.ts. */
import { type Selectable, sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, type Query, type Write } from "../engine/statements.ts";
import type { ReconciliationTable } from "../schema/reconciliation.ts";

export type ReconciliationRow = Selectable<ReconciliationTable>;

export interface ReconciliationKey {
  readonly accountId: string;
  /** yyyy-MM-dd UTC. */
  readonly day: string;
}

export const reconciliationId = ({ accountId, day }: ReconciliationKey) => `${accountId}:${day}`;

const runById = defineQuery<{ id: string }, ReconciliationRow>("reconciliation by id", (db, { id }) =>
  db.selectFrom("reconciliations").selectAll().where("id", "=", id),
);

export function reconciliationOf(key: ReconciliationKey): Query<ReconciliationRow> {
  return runById({ id: reconciliationId(key) });
}

const upsertRun = defineStatement("record reconciliation", (db, row: ReconciliationRow) => {
  const result = {
    source: row.source,
    checked: row.checked,
    begun_at: row.begun_at,
    finished_at: row.finished_at,
    error: row.error,
  };
  return db
    .insertInto("reconciliations")
    .values({ id: row.id, account_id: row.account_id, day: row.day, ...result })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(result));
});

/** Puts a run in place of an earlier one for the same account and day. It is not finished. */
export function recordReconciliation(
  run: ReconciliationKey & {
    readonly source: ReconciliationRow["source"];
    readonly checked: number;
    /** Null when the day's orders were not listed. */
    readonly begunAt: number | null;
    /** A sentence of ours. */
    readonly error: string | null;
  },
): Write {
  return upsertRun({
    id: reconciliationId(run),
    account_id: run.accountId,
    day: run.day,
    source: run.source,
    checked: run.checked,
    begun_at: run.begunAt,
    finished_at: null,
    error: run.error,
  });
}

const setBegun = defineStatement("continue reconciliation", (db, run: { id: string; begunAt: number }) =>
  db.updateTable("reconciliations").set({ begun_at: run.begunAt }).where("id", "=", run.id),
);

/** A run goes on with the orders that an earlier one left. */
export function continueReconciliation(run: ReconciliationKey & { readonly begunAt: number }): Write {
  return setBegun({ id: reconciliationId(run), begunAt: run.begunAt });
}

const addChecked = defineStatement("count reconciled orders", (db, run: { id: string; checked: number }) =>
  db
    .updateTable("reconciliations")
    .set({ checked: sql<number>`checked + ${run.checked}` })
    .where("id", "=", run.id),
);

/** @param run.checked how many more orders were compared. */
export function countReconciled(run: ReconciliationKey & { readonly checked: number }): Write {
  return addChecked({ id: reconciliationId(run), checked: run.checked });
}

interface RunEnd {
  readonly id: string;
  readonly finishedAt: number | null;
  readonly error: string | null;
}

const setEnd = defineStatement("end reconciliation", (db, { id, finishedAt, error }: RunEnd) =>
  db.updateTable("reconciliations").set({ finished_at: finishedAt, error }).where("id", "=", id),
);

/** @param run.finishedAt epoch ms; null while orders are left. */
export function endReconciliation(run: ReconciliationKey & Omit<RunEnd, "id">): Write {
  return setEnd({ id: reconciliationId(run), finishedAt: run.finishedAt, error: run.error });
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
