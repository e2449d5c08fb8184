/** Whether money of a payment may be given back, and whether a refund may be canceled. */
import { type Failure, fail } from "../errors.ts";
import { formatDecimal } from "../money.ts";
import { readExceptions } from "../payment/status.ts";
import type { PaymentRecord, RefundRecord } from "../records.ts";
import {
  confirmedMinor,
  mostRefunds,
  refundableMinor,
  refundsOf,
  sentByOtherRefundsMinor,
  unconfirmedMinor,
} from "./on-payment.ts";

/**
 * What speaks against giving back that much; null when nothing does.
 *
 * @param minor in minor units; null: all that may be given back.
 */
export function objectionToRefund(payment: PaymentRecord, minor: bigint | null): Failure | null {
  const { currency, decimals, received_minor: received } = payment;
  const objection = objectionToPayment(payment);
  if (objection !== null) return objection;
  if (refundsOf(payment).length >= mostRefunds) {
    return fail("too_many_refunds", `The payment has ${mostRefunds} refunds already. There can be no more.`);
  }
  const left = refundableMinor(payment);
  if (left > 0n && (minor === null || minor <= left)) return null;
  const text = `${formatDecimal(left, decimals)} ${currency} of ${formatDecimal(BigInt(received), decimals)}`;
  const why =
    unconfirmedMinor(payment) > 0n ? " More was reported, and the provider's answers do not confirm it." : "";
  return fail("refund_exceeds_received", `${text} may still be given back.${why}`, [
    {
      path: "amount",
      message: `is more than the ${formatDecimal(left, decimals)} ${currency} that can still be refunded`,
    },
  ]);
}

/**
 * What speaks against sending a refund that has waited for its claim or its approval; null when nothing does. The payment
 * may have been reversed meanwhile, or may have received less than was believed.
 */
export function objectionToSending(payment: PaymentRecord, refund: RefundRecord): Failure | null {
  const objection = objectionToPayment(payment);
  if (objection !== null) return objection;
  const { currency, decimals } = payment;
  const left = confirmedMinor(payment) - sentByOtherRefundsMinor(payment, refund.id);
  if (BigInt(refund.amount_minor) <= left) return null;
  const text = formatDecimal(left > 0n ? left : 0n, decimals);
  return fail("refund_exceeds_received", `Only ${text} ${currency} of the payment may still be given back.`);
}

/** Whether there is money, and whether how much is settled. */
function objectionToPayment(payment: PaymentRecord): Failure | null {
  if (payment.status === "review") {
    return fail("payment_in_review", "The payment is in review: what was received is not settled yet.");
  }
  if (payment.reversal_pending === 1) {
    return fail("payment_being_confirmed", "A reversal of the payment was reported and is being confirmed.");
  }
  if (BigInt(payment.received_minor) === 0n) {
    return fail("nothing_received", "The payment has received no money.");
  }
  if (readExceptions(payment).includes("reversed")) {
    return fail("nothing_received", "The payment was reversed: its money has gone back already.");
  }
  return null;
}

/** Null when it waits for somebody, so that nothing has been sent. */
export function objectionToCancel({ status }: RefundRecord): Failure | null {
  if (status === "awaiting_claim" || status === "awaiting_approval") return null;
  return fail("refund_not_cancelable", `The refund is ${status}.`);
}

/** Null while it can be claimed. */
export function objectionToClaim(
  { status, expires_at: expiresAt }: RefundRecord,
  now: number,
): Failure | null {
  const isOver = expiresAt !== null && now >= expiresAt;
  if (status === "expired" || (status === "awaiting_claim" && isOver)) {
    return fail("claim_closed", "The time for claiming the refund is over.");
  }
  if (status === "awaiting_claim") return null;
  if (status === "canceled") return fail("claim_closed", "The refund was canceled.");
  return fail("claim_already_made", "The refund has been claimed.");
}
