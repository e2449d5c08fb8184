import { busyRetryMs, circuitRetryMs, notConfiguredRetryMs } from "../../core/schedule.ts";

/**
 * How long a job waits whose query was skipped, before it tries again at the same step: a query that was not made uses
 * up no wait of the schedule. Source: docs/lifecycle.md#when-no-query-is-sent.
 *
 * @returns null when the provider was called, or cannot be queried about this order.
 */
export function skippedQueryWaitMs(outcome: { readonly kind: string }): number | null {
  switch (outcome.kind) {
    case "busy":
      return busyRetryMs;
    case "circuit_open":
      return circuitRetryMs;
    case "not_configured":
      return notConfiguredRetryMs;
    default:
      return null;
  }
}
