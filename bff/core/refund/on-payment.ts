/**
 * What a payment knows of its refunds. It is enough to say how much may still be given back, so no other row has to be
 * read for that.
 *
 * Source: docs/refunds.md#never-more-than-was-received
 */
import { z } from "zod";
import { readExceptions } from "../payment/status.ts";
import type { PaymentRecord, RefundRecord } from "../records.ts";
import { endedWithoutMoney, isOpenRefund, isUnsentRefund } from "./status.ts";

export interface RefundOfPayment extends Pick<RefundRecord, "id" | "status"> {
  /** Minor units, decimal text. */
  readonly minor: string;
}

const stored = z.array(
  z.object({
    id: z.string(),
    status: z.enum([
      "awaiting_claim",
      "awaiting_approval",
      "creating",
      "unknown",
      "pending",
      "succeeded",
      "failed",
      "canceled",
      "expired",
    ]),
    minor: z.string().regex(/^\d{1,60}$/),
  }),
);

/** Of one payment, so that its row stays small. */
export const mostRefunds = 50;

type WithRefunds = Pick<PaymentRecord, "refunds">;

/** Oldest first. Throws where the column holds anything else: only we write it. */
export function refundsOf({ refunds }: WithRefunds): readonly RefundOfPayment[] {
  return stored.parse(JSON.parse(refunds));
}

/** The payment's column with that refund in it, as it now stands. */
export function withRefundOf(payment: WithRefunds, { id, status, amount_minor }: RefundRecord): string {
  const entry: RefundOfPayment = { id, status, minor: amount_minor };
  const known = refundsOf(payment);
  const list = known.some((each) => each.id === id)
    ? known.map((each) => (each.id === id ? entry : each))
    : [...known, entry];
  return JSON.stringify(list);
}

const sum = (list: readonly RefundOfPayment[]) =>
  list.reduce((total, { minor }) => total + BigInt(minor), 0n);

/** What was given back, in minor units. */
export function refundedMinor(payment: WithRefunds): bigint {
  return sum(refundsOf(payment).filter(({ status }) => status === "succeeded"));
}

/** What may still be given back, in minor units: what was received, less all refunds that have or may yet have paid. */
export function refundableMinor(
  payment: WithRefunds & Pick<PaymentRecord, "received_minor" | "exceptions">,
): bigint {
  // The provider took it back already.
  if (readExceptions(payment).includes("reversed")) return 0n;
  const held = sum(refundsOf(payment).filter(({ status }) => !endedWithoutMoney(status)));
  const left = BigInt(payment.received_minor) - held;
  return left > 0n ? left : 0n;
}

/** What all refunds but that one have or may have sent, in minor units. */
export function sentBesideMinor(payment: WithRefunds, refundId: string): bigint {
  const others = refundsOf(payment).filter(({ id }) => id !== refundId);
  return sum(others.filter(({ status }) => !endedWithoutMoney(status) && !isUnsentRefund(status)));
}

export function hasOpenRefund(payment: WithRefunds): boolean {
  return refundsOf(payment).some(({ status }) => isOpenRefund(status));
}
