import type { RefundRecord } from "../../core/records.ts";

/** The refund among the rows that were loaded beside a session. */
export function loadedRefund(rows: readonly object[]): RefundRecord | undefined {
  return rows.find((row): row is RefundRecord => "claim_digest" in row);
}
