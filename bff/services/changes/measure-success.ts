import type { DecidedSessionEvent } from "../../core/decision.ts";
import type { ServiceContext } from "../context.ts";

/** Measures how long a payment took that has succeeded now. */
export function measureSuccess(context: ServiceContext, { type, payment }: DecidedSessionEvent): void {
  if (type !== "payment.succeeded" || payment === null) return;
  const { account_id: account, method } = payment;
  // A clock that was set back meanwhile has measured nothing.
  const seconds = Math.max(0, context.clock.now() - payment.created_at) / 1_000;
  context.metrics.measure("time_to_paid", { account, method }, seconds);
}
