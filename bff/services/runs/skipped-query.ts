import { busyRetryMs, circuitRetryMs, missingAccountRetryMs } from "../../core/schedule.ts";

/**
 * How long a job waits after its query was skipped. It tries again at the same step, because a query that was
 * not made uses up no wait of the schedule. Milliseconds.
 *
 * @returns null when the provider was called, or has no query for this order.
 *
 * Source: docs/queries.md#when-no-query-is-sent
 */
export function skippedQueryWaitMs(outcome: {
  readonly kind: string;
  readonly sinceMs?: number;
}): number | null {
  switch (outcome.kind) {
    case "busy":
      return busyRetryMs;
    case "circuit_open":
      return circuitRetryMs;
    case "not_configured":
      return missingAccountRetryMs(outcome.sinceMs ?? 0);
    default:
      return null;
  }
}
