/** A payment or a payout, where reconciliation treats both alike. */
import type { Discrepancy } from "../../contract.ts";
import { readExceptions } from "../../core/payment/status.ts";
import { readPayoutExceptions } from "../../core/payout/status.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { PayoutRow } from "../../storage/repositories/payouts.ts";

export type OurOrder =
  | { readonly kind: "payment"; readonly row: PaymentRow }
  | { readonly kind: "payout"; readonly row: PayoutRow };

/** The part of a discrepancy that says which order of ours it is about. */
export function whichOrder(order: {
  readonly kind: OurOrder["kind"];
  readonly row: Pick<OurOrder["row"], "id" | "order_no">;
}): Pick<Discrepancy, "orderNo" | "paymentId" | "payoutId"> {
  const { id, order_no: orderNo } = order.row;
  return order.kind === "payment" ? { orderNo, paymentId: id } : { orderNo, paymentId: null, payoutId: id };
}

export function isReversed({ kind, row }: OurOrder): boolean {
  const exceptions = kind === "payment" ? readExceptions(row) : readPayoutExceptions(row);
  return exceptions.includes("reversed");
}
