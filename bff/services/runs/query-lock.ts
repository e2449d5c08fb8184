import type { ServiceContext } from "../context.ts";

/** Time for committing the answer after the provider's deadline. */
const lockMarginMs = 5_000;

/** How long a query about one payment or payout is locked against a second one, over all processes. */
export function queryLockMs(context: ServiceContext): number {
  return context.config.network.providerTimeoutMs + lockMarginMs;
}
