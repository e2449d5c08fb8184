import type { Discrepancy } from "../../../bff/contract.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import {
  type Reconciled,
  type ReconcileInput,
  reconcileAccount,
} from "../../../bff/services/reconciliation/reconcile-account.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { insertPayout } from "../../../bff/storage/repositories/held-payouts.ts";
import { insertPayment, insertSession } from "../../../bff/storage/repositories/held-sessions.ts";
import { commit } from "../../storage/commit.ts";
import { paymentRow, payoutRow, sessionRow } from "../../storage/rows.ts";

/** The day on which a stage begins. */
export const reconciledDay = "2026-11-20";
const noon = Date.UTC(2026, 10, 20, 12);
const rowsPerBatch = 200;

/** Reconciles that day of the account `weak`. @returns the result with the discrepancies that this run found. */
export async function reconcile(
  context: ServiceContext,
  input: Partial<ReconcileInput> = {},
): Promise<Reconciled & { readonly discrepancies: readonly Discrepancy[] }> {
  const discrepancies: Discrepancy[] = [];
  const onDiscrepancy = (found: Discrepancy) => void discrepancies.push(found);
  const about = { accountId: "weak", day: reconciledDay, onDiscrepancy, ...input };
  const result = await reconcileAccount(context, about);
  if (!result.ok) throw new Error(result.detail);
  return { ...result.value, discrepancies };
}

/** Writes that many pending orders of that day for the account `weak`. @returns their ids in order. */
export async function writeOrders(
  database: Database,
  kind: "payment" | "payout",
  count: number,
): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, index) => String(100_000 + index));
  const common = { account_id: "weak", provider: "weak", status: "pending", created_at: noon } as const;
  for (let first = 0; first < count; first += rowsPerBatch) {
    const writes = numbers.slice(first, first + rowsPerBatch).flatMap((number) => {
      if (kind === "payout") return [insertPayout(payoutRow(`po_${number}`, common))];
      const own = { ...common, method: "bank_transfer", channel: "va" };
      const session = sessionRow(`cs_${number}`, { open_payment_id: `pay_${number}` });
      return [insertSession(session), insertPayment(paymentRow(`pay_${number}`, session.id, own))];
    });
    await commit(database, writes);
  }
  return numbers.map((number) => `${kind === "payment" ? "pay" : "po"}_${number}`);
}
