import { fullText } from "../money.ts";
import type { Order } from "../state/order.ts";
import type { SandboxControls } from "./controls.ts";

/** An order in the form of the control API: amounts as decimal text, times as ISO 8601. */
export function orderView(order: Order, state: SandboxControls): Record<string, unknown> {
  const { amountMinor, paidMinor, decimals, history, callbacks, ...rest } = order;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...rest,
    amount: fullText(amountMinor, decimals),
    amountPaid: fullText(paidMinor, decimals),
    createdAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
    paidAt: iso(order.paidAt),
    page: state.pageOf(order),
    history: history.map(({ at, what }) => ({ at: iso(at), what })),
    callbacks: callbacks.map((callback) => ({
      ...callback,
      nextAttemptAt: iso(callback.nextAttemptAt),
      attempts: callback.attempts.map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
    })),
  };
}
