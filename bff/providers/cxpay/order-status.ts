/** CXPay's transaction status. Source: docs/providers/cxpay.md#status-codes. */
import type { ReportedStatus } from "../contract.ts";

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["0", "pending"],
  ["1", "succeeded"],
  ["2", "failed"],
]);

export interface CxpayStatus {
  readonly status: ReportedStatus;
  readonly undocumentedStatus: string | null;
}

/** Reads `status`, a number or its text. Any other is undocumented. */
export function readStatus(code: string): CxpayStatus {
  const status = statuses.get(code);
  return status === undefined
    ? { status: "pending", undocumentedStatus: code.slice(0, 32) }
    : { status, undocumentedStatus: null };
}
