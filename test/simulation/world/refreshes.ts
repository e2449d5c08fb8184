/** Operators who refresh a payment. Two of one process wait for one and the same answer: the second one for the first. */
import type { Payment } from "../../../bff/contract.ts";
import type { Result } from "../../../bff/core/errors.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import type { VirtualTime } from "./virtual-time.ts";

export type Refresh = (context: ServiceContext, paymentId: string) => Promise<Result<Payment>>;

export function createRefresh(time: VirtualTime): Refresh {
  const refreshing = new Set<string>();
  return async (context, paymentId) => {
    const question = `${context.instanceId} ${paymentId}`;
    const ask = () => refreshPayment(context, { paymentId });
    if (refreshing.has(question)) return await time.aside(ask);
    refreshing.add(question);
    try {
      return await ask();
    } finally {
      refreshing.delete(question);
    }
  };
}
