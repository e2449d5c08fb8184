import { parseMinor } from "../money.ts";
import type { Order } from "../state/order.ts";
import type { ApiFault } from "./faults.ts";

/** The order as a query reports it: truthfully, with a lie, or not at all. */
export function orderAsTold(order: Order | undefined, fault: ApiFault | null): Order | undefined {
  if (!order || !fault) return order;
  if (fault.kind === "not_found") return undefined;
  if (fault.kind === "lie_status") return { ...order, status: fault.orderStatus };
  if (fault.kind === "lie_amount") return withOtherAmount(order, fault.amount);
  return order;
}

/** The order with `amount` (decimal text) as the paid amount. Default: one minor unit less than was paid. */
export function withOtherAmount(order: Order, amount: string | undefined): Order {
  const truth = order.paidMinor === 0n ? order.amountMinor : order.paidMinor;
  const told = amount === undefined ? null : parseMinor(amount, order.decimals);
  return { ...order, paidMinor: told ?? truth - 1n };
}
