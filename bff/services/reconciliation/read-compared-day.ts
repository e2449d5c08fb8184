/** What reconciliation has recorded of an account's day. It asks no provider, so it is there for every account. */
import type { ComparedDay, FoundDiscrepancy } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { readDisagreement } from "../../core/disagreements.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { type DiscrepancyRow, discrepanciesOfDay } from "../../storage/repositories/discrepancies.ts";
import { type ReconciliationKey, reconciliationOf } from "../../storage/repositories/reconciliations.ts";
import type { ServiceContext } from "../context.ts";

const most = 200;

/** Errors: `not_found`. */
export async function readComparedDay(
  { accounts, database }: Pick<ServiceContext, "accounts" | "database">,
  key: ReconciliationKey,
): Promise<Result<ComparedDay>> {
  if (!accounts.has(key.accountId)) return fail("not_found", "There is no such account.");
  const [run] = await database.read(reconciliationOf(key));
  const found = await database.read(discrepanciesOfDay({ ...key, limit: most + 1 }));
  const finishedAt = run?.finished_at ?? null;
  return succeed({
    account: key.accountId,
    day: key.day,
    finishedAt: finishedAt === null ? null : toIsoTime(finishedAt),
    checked: run?.checked ?? 0,
    discrepancies: found.slice(0, most).map(discrepancyView),
    truncated: found.length > most,
  });
}

function discrepancyView(row: DiscrepancyRow): FoundDiscrepancy {
  return {
    kind: row.kind,
    orderNo: row.order_no,
    paymentId: row.payment_id,
    ...(row.payout_id === null ? {} : { payoutId: row.payout_id }),
    detail: row.detail,
    ...readDisagreement(row.detail),
  };
}
