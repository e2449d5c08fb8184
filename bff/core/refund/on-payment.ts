/**
 * What a payment knows of its refunds. It is enough to say how much may still be given back, so no other row has to be
 * read for that.
 *
 * Source: docs/refunds.md#never-more-than-was-received
 */
import { z } from "zod";
import { readExceptions } from "../payment/status.ts";
import type { PaymentRecord, RefundRecord } from "../records.ts";
import { minorOf, readTestimony } from "../testimony.ts";
import { endedWithoutMoney, isOpenRefund, isUnsentRefund, refundStatuses } from "./status.ts";

export interface RefundOfPayment extends Pick<RefundRecord, "id" | "status"> {
  /** Minor units, decimal text. */
  readonly minor: string;
}

const stored = z.array(
  z.object({
    id: z.string(),
    status: z.enum(refundStatuses),
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

type Received = Pick<PaymentRecord, "received_minor" | "amount_minor" | "decimals" | "testimony">;

const lesser = (one: bigint, other: bigint) => (one < other ? one : other);
const greater = (one: bigint, other: bigint) => (one > other ? one : other);

/**
 * How much of what was received may leave again, in minor units. A callback alone may name any amount, so the provider's
 * last answer bounds it; one that names none means the amount that was ordered, or nothing where it says "a part". What an
 * operator has settled as paid counts as well.
 */
export function confirmedMinor(payment: Received): bigint {
  const received = BigInt(payment.received_minor);
  const { query, acceptedMinor } = readTestimony(payment);
  // Nobody was queried: the callback's signature was proof, or the row is older than these words.
  if (query === null) return received;
  const unnamed = query.status === "succeeded" ? BigInt(payment.amount_minor) : 0n;
  const answered = minorOf(query, payment.decimals) ?? unnamed;
  return lesser(received, greater(answered, BigInt(acceptedMinor ?? "0")));
}

/** What is in refunds that have paid or may yet pay, in minor units. */
export function heldMinor(payment: WithRefunds): bigint {
  return sum(refundsOf(payment).filter(({ status }) => !endedWithoutMoney(status)));
}

/** What was received by the word of a callback alone, and cannot be given back, in minor units. */
export function unconfirmedMinor(payment: Received): bigint {
  return BigInt(payment.received_minor) - confirmedMinor(payment);
}

/**
 * What may still be given back, in minor units: what {@link confirmedMinor} says, less all refunds that have or may yet have
 * paid.
 */
export function refundableMinor(payment: WithRefunds & Received & Pick<PaymentRecord, "exceptions">): bigint {
  // The provider took it back already.
  if (readExceptions(payment).includes("reversed")) return 0n;
  const left = confirmedMinor(payment) - heldMinor(payment);
  return left > 0n ? left : 0n;
}

/** What all refunds but that one have or may have sent, in minor units. */
export function sentByOtherRefundsMinor(payment: WithRefunds, refundId: string): bigint {
  const others = refundsOf(payment).filter(({ id }) => id !== refundId);
  return sum(others.filter(({ status }) => !endedWithoutMoney(status) && !isUnsentRefund(status)));
}

export function hasOpenRefund(payment: WithRefunds): boolean {
  return refundsOf(payment).some(({ status }) => isOpenRefund(status));
}
