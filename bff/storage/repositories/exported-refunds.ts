/** Refunds for a table: with the reference and the number of the payment that is given back. */
import type { Executor } from "../engine/database.ts";
import { listRefunds, type RefundFilter, type RefundRow } from "./refunds.ts";

export interface ExportedRefund extends RefundRow {
  /** Of the payment; null once it was removed. */
  readonly reference: string | null;
  readonly order_no: string | null;
}

/** Newest first. */
export async function listRefundsToExport(
  executor: Executor,
  filter: RefundFilter,
): Promise<readonly ExportedRefund[]> {
  const rows = await listRefunds(executor, filter);
  if (rows.length === 0) return [];
  const payments = await executor
    .selectFrom("payments")
    .select(["id", "reference", "order_no"])
    .where("id", "in", [...new Set(rows.map((row) => row.payment_id))])
    .execute();
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  return rows.map((row) => {
    const { reference, order_no } = byId.get(row.payment_id) ?? { reference: null, order_no: null };
    return { ...row, reference, order_no };
  });
}
