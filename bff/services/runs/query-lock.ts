import type { ServiceContext } from "../context.ts";

/** Time for the answer to be written after the provider's deadline. */
const leaseMarginMs = 5_000;

/** How long the right to ask a provider about one payment or payout is held, over all processes. */
export function queryLeaseMs(context: ServiceContext): number {
  return context.config.network.providerTimeoutMs + leaseMarginMs;
}
