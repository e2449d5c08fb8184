/**
 * Compares one day of one account with the provider. Payments are compared by the provider's statement where there is
 * one, else by a query for each. Payouts are always queried, because only a query tells of a reversal. Every
 * discrepancy is stored and reported as an event once.
 *
 * The orders that are to be queried are listed in the database first, and each leaves the list when it was answered.
 * So a run that was broken off, or got no answer about some orders, goes on with those that are left.
 *
 * Source: docs/reconciliation.md#reconciliation
 */
import type { Discrepancy } from "../../contract.ts";
import { timesOf } from "../../core/days.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import {
  countOrdersToQuery,
  listOrdersToQuery,
  listOrderToQuery,
} from "../../storage/repositories/reconciliation-orders.ts";
import {
  continueReconciliation,
  endReconciliation,
  reconciliationOf,
  recordReconciliation,
} from "../../storage/repositories/reconciliations.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { isPaidOnlyThere } from "./compare-entry.ts";
import { compareStatement } from "./compare-statement.ts";
import { queryOrders } from "./query-orders.ts";
import { recordDiscrepancy } from "./record-discrepancy.ts";

export interface ReconcileInput {
  readonly accountId: string;
  readonly day: string;
  /** True when the process shuts down: the run ends soon, and a later one goes on. */
  readonly isStopping?: () => boolean;
  /** Called with each discrepancy that the run finds, also with one that was reported before. */
  readonly onDiscrepancy?: (discrepancy: Discrepancy) => void;
}

export interface Reconciled {
  readonly account: string;
  readonly day: string;
  readonly source: "statement" | "query";
  /**
   * How many entries of the statement and how many queried orders were compared, by this run and those it continued.
   */
  readonly checked: number;
  /** How many orders are left: the provider did not answer, or the process shuts down. */
  readonly unanswered: number;
}

/** What one run carries along. */
interface Run {
  readonly account: ProviderAccount;
  readonly key: { readonly accountId: string; readonly day: string };
  readonly source: Reconciled["source"];
  readonly isStopping: () => boolean;
  readonly report: (discrepancy: Discrepancy) => Promise<void>;
}

/** Errors: `not_found`, `provider_unavailable`. A run that fails is recorded as not finished. */
export async function reconcileAccount(
  context: ServiceContext,
  input: ReconcileInput,
): Promise<Result<Reconciled>> {
  const { accountId, day, isStopping = () => false, onDiscrepancy } = input;
  const account = context.accounts.get(accountId);
  if (account === undefined) return fail("not_found", "There is no such account.");
  const key = { accountId, day };
  const source = account.adapter.statement === undefined ? "query" : "statement";
  const run: Run = {
    account,
    key,
    source,
    isStopping,
    async report(discrepancy) {
      onDiscrepancy?.(discrepancy);
      await recordDiscrepancy(context, key, discrepancy);
    },
  };
  const begun = await beginOrContinue(context, run);
  if (!begun.ok) {
    const failed = { ...key, source, checked: 0, begunAt: null, error: begun.detail } as const;
    await writeAll(context.database, [recordReconciliation(failed)]);
    return begun;
  }
  let checked = begun.value;
  for (const kind of ["payment", "payout"] as const) {
    // The statement has been compared with the payments already.
    const isCompared = kind === "payout" || source === "query";
    checked += await queryOrders(context, { key, kind, isCompared, isStopping, report: run.report });
  }
  const [left] = await context.database.read(countOrdersToQuery(key));
  const unanswered = left?.count ?? 0;
  const end =
    unanswered === 0
      ? { finishedAt: context.clock.now(), error: null }
      : { finishedAt: null, error: `${unanswered} orders have no answer yet` };
  await writeAll(context.database, [endReconciliation({ ...key, ...end })]);
  return succeed({ account: accountId, day, source, checked, unanswered });
}

/**
 * A day that is finished begins anew. @returns how much was compared before the orders are queried.
 */
async function beginOrContinue(context: ServiceContext, run: Run): Promise<Result<number>> {
  const { account, key, source } = run;
  const [known] = await context.database.read(reconciliationOf(key));
  const begunAt = context.clock.now();
  if (known !== undefined && known.begun_at !== null && known.finished_at === null) {
    await writeAll(context.database, [continueReconciliation({ ...key, begunAt })]);
    return succeed(known.checked);
  }
  const compared = source === "statement" ? await compareWholeStatement(context, run) : succeed(0);
  if (!compared.ok) return compared;
  const ofDay = { ...key, ...timesOf(key.day) };
  await writeAll(context.database, [
    recordReconciliation({ ...key, source, checked: compared.value, begunAt, error: null }),
    ...(source === "query" ? [listOrdersToQuery.payment(ofDay)] : []),
    ...(paysOut(account) ? [listOrdersToQuery.payout(ofDay)] : []),
  ]);
  return compared;
}

/** Refunds that the provider carries out itself are payouts, too. */
function paysOut({ adapter }: ProviderAccount): boolean {
  return adapter.payouts !== undefined || adapter.refunds !== undefined;
}

/**
 * An order that only the provider calls paid is listed to be queried: the answer, not the statement, changes our state.
 * @returns how many entries were compared.
 */
async function compareWholeStatement(context: ServiceContext, run: Run): Promise<Result<number>> {
  const { account, key } = run;
  let compared = 0;
  for await (const page of compareStatement(context, { account, day: key.day, type: null })) {
    if (!page.ok) return page;
    if (run.isStopping()) return fail("provider_unavailable", "The process shuts down.");
    const { matched, discrepancies } = page.value;
    for (const discrepancy of discrepancies) await run.report(discrepancy);
    await writeAll(
      context.database,
      matched.flatMap((pair) =>
        pair.order !== undefined && isPaidOnlyThere(pair)
          ? [listOrderToQuery({ ...key, kind: pair.order.kind, subjectId: pair.order.row.id })]
          : [],
      ),
    );
    compared += matched.length;
  }
  return succeed(compared);
}
