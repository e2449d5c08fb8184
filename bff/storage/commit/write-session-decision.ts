/**
 * A decision on a session as one batch of writes. The gate comes first, but for the lock that it may need: it matches only
 * if nobody has changed the session since it was loaded.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { SessionDecision } from "../../core/decision.ts";
import type { PaymentRecord, SessionRecord } from "../../core/records.ts";
import { gate, type Write } from "../engine/statements.ts";
import { insertReceipt } from "../repositories/callbacks.ts";
import {
  insertPayment,
  lockReference,
  moveChangedSession,
  moveFirstPaidSession,
  movePayment,
  moveSession,
} from "../repositories/held-sessions.ts";
import { insertRefund, moveRefund, setRefundsOfPayment } from "../repositories/refunds.ts";
import { insertPaymentLine, insertRefundLine } from "../repositories/timelines.ts";
import { keptLine } from "./kept-line.ts";

const terms = ["amount_minor", "currency", "decimals", "reference", "private_sealed", "expires_at"] as const;

/** Only the merchant changes them, in a decision that pays nothing. */
function haveTermsChanged(before: SessionRecord, after: SessionRecord): boolean {
  return terms.some((name) => before[name] !== after[name]);
}

/**
 * Jobs and events are left out: writing them needs the id of this process.
 *
 * @param held.isReferencePaid what the decision was made with: another session of the reference had been paid.
 */
export function writeSessionDecision(
  decision: SessionDecision,
  {
    payments,
    isReferencePaid,
  }: { readonly payments: readonly PaymentRecord[]; readonly isReferencePaid: boolean },
): Write[] {
  const { before, after } = decision;
  const moved = { ...after, version: before.version + 1, loaded_version: before.version };
  const changed = decision.changedPayments.flatMap(({ id, from }) => {
    const payment = payments.find((candidate) => candidate.id === id);
    if (payment === undefined)
      throw new TypeError("a decision changes a payment that its session does not have");
    return [gate(movePayment({ ...payment, from }))];
  });
  // Two sessions of one reference can be paid within one confirming query.
  const isFirstPaid = before.paid_payment_id === null && after.paid_payment_id !== null && !isReferencePaid;
  const move = isFirstPaid
    ? moveFirstPaidSession
    : haveTermsChanged(before, after)
      ? moveChangedSession
      : moveSession;
  return [
    ...(isFirstPaid ? [lockReference({ reference: after.reference })] : []),
    gate(move(moved)),
    ...decision.callbacks.map(insertReceipt),
    ...changed,
    ...decision.insertedPayments.map(insertPayment),
    ...decision.timeline.map((line) => insertPaymentLine(keptLine(line, after))),
    ...refundWrites(decision, payments),
  ];
}

/** The payment's row first, because of the order of locks. */
function refundWrites(
  { changedRefunds, after }: SessionDecision,
  payments: readonly PaymentRecord[],
): Write[] {
  const ids = new Set(changedRefunds.map(({ refund }) => refund.payment_id));
  const refunded = payments.filter(({ id }) => ids.has(id));
  return [
    ...refunded.map(({ id, refunds }) => setRefundsOfPayment({ id, refunds })),
    ...changedRefunds.map(({ from, refund }) =>
      from === null ? insertRefund(refund) : gate(moveRefund({ ...refund, from })),
    ),
    ...changedRefunds.map(({ line }) => insertRefundLine(keptLine(line, after))),
  ];
}
