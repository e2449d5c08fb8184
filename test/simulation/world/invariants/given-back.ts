/**
 * Never more is given back than was received, by the provider's own books: neither when a refund goes out nor at the end
 * (docs/refunds.md, "never more than was received").
 */
import type { HeldOrder } from "../orders.ts";
import type { Records } from "./records.ts";

/** A refund's payout at its provider, and the order whose money it gives back. */
interface GivenBack {
  readonly refundId: string;
  readonly out: HeldOrder;
  /** When the provider was first asked for it, epoch ms. */
  readonly askedAt: number;
  /** A person has called it failed, whatever came of it afterwards. */
  readonly isOperators: boolean;
}

/** A clock may be ahead, and a process may stand still between its decision and its call. */
const longestSendMs = 20 * 60_000;

const withoutMoney: ReadonlySet<string> = new Set(["failed", "canceled", "reversed"]);

export function givenBackInvariants(records: Records): string[] {
  return [
    ...records.payments.flatMap((payment) => {
      const order = records.orders.find(({ orderNo }) => orderNo === payment.order_no);
      const given = givenBackOf(records, payment.id);
      if (order === undefined || given.length === 0) return [];
      return [...atEachSending(records, order, given), ...atTheEnd(records, order, given)];
    }),
    ...ofAnotherOrder(records),
  ];
}

function givenBackOf(records: Records, paymentId: string): GivenBack[] {
  return records.refunds.flatMap(({ id: refundId, payment_id, payout_id }) => {
    const payout = records.payouts.find(({ id }) => id === payout_id);
    if (payment_id !== paymentId || payout === undefined) return [];
    const out = records.orders.find(({ orderNo }) => orderNo === payout.order_no);
    const asked = records.creations.find(({ orderNo }) => orderNo === payout.order_no);
    if (out === undefined) return [];
    const isOperators = records.payoutTimeline.some(
      (entry) => entry.payout_id === payout.id && entry.cause === "operator" && entry.to_status === "failed",
    );
    return [{ refundId, out, askedAt: asked?.at[0] ?? out.createdAt, isOperators }];
  });
}

/** What the provider's books have said at most until then. */
function receivedUntil(records: Records, order: HeldOrder, at: number): bigint {
  const { history, isOrderNamed, amountMinor, accountId } = order;
  const soFar = history.filter((entry) => entry.at <= at);
  const paid = soFar.reduce((most, { paidMinor }) => (paidMinor > most ? paidMinor : most), 0n);
  // A query names what was ordered, or no amount, or what was ordered while the money is on its way back.
  const namesOrdered =
    isOrderNamed || !records.namesAmounts(accountId) || soFar.some(({ status }) => status === "reversed");
  return namesOrdered && paid > 0n && amountMinor > paid ? amountMinor : paid;
}

/** A callback that is not true has named more, and its provider's queries name no amount (decision 0005). */
function isBelieved(records: Records, { liedAbout, accountId, isOrderNamed }: HeldOrder): boolean {
  return liedAbout && (isOrderNamed || !records.namesAmounts(accountId));
}

/** Whenever a refund goes out, all that stands together is covered by what has come. */
function atEachSending(records: Records, order: HeldOrder, given: readonly GivenBack[]): string[] {
  if (isBelieved(records, order)) return [];
  return given.flatMap(({ refundId, out, askedAt }) => {
    const others = given.filter((other) => other.refundId !== refundId && standsAt(other, askedAt));
    const sum = others.reduce((total, other) => total + other.out.amountMinor, out.amountMinor);
    const received = receivedUntil(records, order, askedAt);
    return sum > received
      ? [`refund ${refundId} went out when ${sum} stood against ${received} that had come`]
      : wentOutAfterReversal(records, order, { refundId, askedAt });
  });
}

function standsAt({ out, askedAt, isOperators }: GivenBack, at: number): boolean {
  if (askedAt >= at || isOperators) return false;
  const last = out.history.findLast((entry) => entry.at <= at);
  return last === undefined || !withoutMoney.has(last.status);
}

/** Whoever was told that the money had gone back already gives nothing back. */
function wentOutAfterReversal(
  records: Records,
  { said, history }: HeldOrder,
  { refundId, askedAt }: Pick<GivenBack, "refundId" | "askedAt">,
): string[] {
  const known = askedAt - longestSendMs;
  const isForgotten = (at: number) => records.restoredAt !== null && at <= records.restoredAt;
  const word = said.findLast(
    ({ by, status, at }) => at <= known && (by === "callback" || status !== "pending") && !isForgotten(at),
  );
  const wasPaid = history.some(({ status, at }) => status === "succeeded" && at <= known);
  const isBack = history.findLast(({ at }) => at <= askedAt)?.status === "reversed";
  return word?.status === "reversed" && wasPaid && isBack
    ? [`refund ${refundId} went out long after a reversal had been told`]
    : [];
}

/** What has gone out in the end. Of an order that was called failed at some time, nobody can prevent that it is paid. */
function atTheEnd(records: Records, order: HeldOrder, given: readonly GivenBack[]): string[] {
  if (isBelieved(records, order)) return [];
  const paid = given.filter(({ out, isOperators }) => !out.everFailed && !isOperators);
  const sum = paid.reduce((total, { out }) => total + (out.status === "succeeded" ? out.paidMinor : 0n), 0n);
  const received = receivedUntil(records, order, Number.POSITIVE_INFINITY);
  return sum > received ? [`of order ${order.orderNo} ${sum} was given back, and ${received} came`] : [];
}

/** A provider's own refund names the order that was paid. */
function ofAnotherOrder(records: Records): string[] {
  return records.refunds.flatMap(({ id, payment_id, payout_id }) => {
    const payout = records.payouts.find((candidate) => candidate.id === payout_id);
    const payment = records.payments.find((candidate) => candidate.id === payment_id);
    const out = records.orders.find(({ orderNo }) => orderNo === payout?.order_no);
    if (out === undefined || out.refundOf === null || out.refundOf === payment?.order_no) return [];
    return [`refund ${id} gives back the money of order ${out.refundOf}`];
  });
}
