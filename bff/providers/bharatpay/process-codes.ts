/** What BharatPay's `processCode` says. Source: docs/providers/bharatpay.md#process-codes. */
import type { ReportedStatus } from "../contract.ts";
import { undocumentedCode } from "../parsing/provider-details.ts";

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["10", "pending"],
  ["20", "pending"],
  ["30", "succeeded"],
  ["40", "failed"],
  ["50", "reversed"],
  ["60", "failed"],
]);

/**
 * Reads a process code. One that the documentation does not have is pending, and is returned so that it can
 * be counted.
 */
export function readProcessCode(code: string): {
  readonly status: ReportedStatus;
  readonly undocumentedStatus: string | null;
} {
  const status = statuses.get(code);
  return status === undefined
    ? { status: "pending", undocumentedStatus: undocumentedCode(code) }
    : { status, undocumentedStatus: null };
}
