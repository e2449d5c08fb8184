/** Payments against what the provider holds: nothing is lost, nothing is doubled, nothing is made up (rules 1, 5, 6). */
import type { PaymentRow } from "../../../../bff/storage/repositories/payments.ts";
import type { HeldOrder } from "../orders.ts";
import { heardFor, namesTwoAmounts } from "../said.ts";
import { isOtherAmountSaid, mayBeForAnotherAmount } from "./changed-sessions.ts";
import { exceptionsOf, type Records, trustedAccount, wasOperated, wasRestored } from "./records.ts";

export function orderInvariants(records: Records): string[] {
  const orders = records.orders.filter((order) => order.kind === "payment");
  return [
    ...orders.flatMap((order) => orderAgainstPayment(records, order)),
    ...records.payments.flatMap((payment) => paymentAgainstOrder(records, payment)),
    ...createdAgain(records),
    ...records.payments.flatMap((payment) => amountsAgainstWords(records, payment)),
  ];
}

/**
 * A number is asked for once. A merchant whose payout was lost with the database asks for it again under its key, and a
 * provider compares numbers (rule 24): it is asked for once before the database was put back, and once after.
 */
function createdAgain({ creations, restoredAt }: Records): string[] {
  return creations.flatMap(({ kind, orderNo, at }) => {
    const isLost = (time: number) => kind === "payout" && restoredAt !== null && time <= restoredAt;
    const lost = at.filter(isLost).length;
    return lost > 1 || at.length - lost > 1 ? [`order ${orderNo} was created ${at.length} times`] : [];
  });
}

/** Every order that the provider holds as paid is `succeeded` here, exactly once, or in `review` for a reason. */
function orderAgainstPayment(records: Records, order: HeldOrder): string[] {
  const mine = records.payments.filter((payment) => payment.order_no === order.orderNo);
  const [payment] = mine;
  if (wasRestored(records) && payment === undefined) return lostAgainstTold(records, order);
  if (mine.length !== 1 || payment === undefined)
    return [`order ${order.orderNo} belongs to ${mine.length} payments`];
  if (order.status === "partially_paid") return partialAgainstPayment(records, order, payment);
  if (order.status !== "succeeded") return [];
  const { id, status } = payment;
  const exact = order.paidMinor === order.amountMinor;
  // Where a query names no amount, only a callback could tell of the rest, and it may be lost (decision 0005).
  const isRestUntold = order.toppedUp && !records.namesAmounts(order.accountId);
  const excused =
    wasOperated(records, payment) ||
    order.liedAbout ||
    isRestUntold ||
    mayEndInReview(records, order) ||
    isOtherAmountSaid(records, payment, order);
  const isSaid = status === "succeeded" && differenceIsSaid(order, payment);
  if (isReturnForgotten(records, order, payment)) return [];
  if (status === "succeeded" && (exact || isSaid || isBeyondUs(records, order, payment))) return [];
  if (status !== "review")
    return [`order ${order.orderNo} is paid (${order.paidMinor}) and ${id} is ${status}`];
  if (excused || disagreementIsSaid(order, payment)) return [];
  if (exact) return [`payment ${id} is left in review, its order is paid as it should be`];
  const wanted = order.paidMinor < order.amountMinor ? "underpaid" : "overpaid";
  return payment.received_minor === order.paidMinor.toString() && exceptionsOf(payment).includes(wanted)
    ? []
    : [`payment ${id} is in review with ${payment.received_minor} on record, ${order.paidMinor} came`];
}

/**
 * The money had gone back, and the database that was put back does not know. Whoever settled the payment as failed knew of
 * the money, so the same money again is no news (rule 21).
 */
function isReturnForgotten(records: Records, { said }: HeldOrder, payment: PaymentRow): boolean {
  const { restoredAt } = records;
  const reversedAt = said.findLast(({ status }) => status === "reversed")?.at ?? Number.POSITIVE_INFINITY;
  const isForgotten = restoredAt !== null && reversedAt <= restoredAt;
  return payment.status === "failed" && isForgotten && wasOperated(records, payment);
}

/** A part that came is on record, for a refund, where the provider says how much it was. */
function partialAgainstPayment(records: Records, order: HeldOrder, payment: PaymentRow): string[] {
  if (!records.namesAmounts(order.accountId) || order.liedAbout || wasOperated(records, payment)) return [];
  // Of a part, the greater of two amounts that are named is the newer one, and its queries name what was ordered.
  if (order.isOrderNamed) return [];
  const isOver = payment.status === "expired" || payment.status === "review";
  const names = exceptionsOf(payment);
  const isSaid = names.includes("partially_paid") || names.includes("underpaid");
  return isOver && isSaid && payment.received_minor === order.paidMinor.toString()
    ? []
    : [
        `payment ${payment.id} is ${payment.status} with ${payment.received_minor}, a part of ${order.paidMinor} came`,
      ];
}

/** Nothing is `succeeded` that the provider does not hold as paid (or has reversed since, which is then on record). */
function paymentAgainstOrder(records: Records, payment: PaymentRow): string[] {
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  const { id, status } = payment;
  if (status === "creating" || status === "unknown" || status === "pending")
    return [`payment ${id} is still ${status}`];
  if (order !== undefined && order.accountId !== payment.account_id)
    return [`payment ${id} is with another account`];
  if (status !== "succeeded") return [];
  if (order?.status === "reversed") {
    if (!isReversalHeard(records, order) || wasRestored(records)) return [];
    return exceptionsOf(payment).includes("reversed") ? [] : [`payment ${id} hides a reversal`];
  }
  if (order?.status !== "succeeded") return [`payment ${id} succeeded, its order is ${order?.status}`];
  if (isBeyondUs(records, order, payment)) return [];
  if (differenceIsSaid(order, payment) || isLieSaid(order, payment)) return [];
  if (exceptionsOf(payment).includes("reversed"))
    return isReturnHeard(records, order) ? [`payment ${id} is said to be reversed and is not`] : [];
  return order.paidMinor === order.amountMinor && payment.received_minor === order.paidMinor.toString()
    ? []
    : [`payment ${id} succeeded with ${payment.received_minor}, ${order.paidMinor} came`];
}

/**
 * Somebody has said it since it happened. Of what has succeeded nobody asks any more, but while a weakly signed callback is
 * to be confirmed: where the signature is strong, an answer that calls it paid is the last word (rule 20). An answer that
 * calls it open forgets a reversal that came before the success (decision 0008); the next day's reconciliation asks again.
 */
function isReversalHeard({ troubles }: Records, { accountId, said, reversal }: HeldOrder): boolean {
  const last = heardFor(said, troubles)
    .filter(({ at }) => at >= (reversal?.at ?? 0))
    .findLast(
      ({ by, status }) =>
        status === "reversed" ||
        (by === "query" && status === "pending") ||
        (accountId === trustedAccount && by === "query" && status === "succeeded"),
    );
  return last?.status === "reversed";
}

/** Somebody has said that it is paid since it last became so: after a reversal nobody asks, either. */
function isReturnHeard({ troubles }: Records, { said, history }: HeldOrder): boolean {
  const since = history.findLast(({ status }) => status === "succeeded")?.at ?? 0;
  return heardFor(said, troubles).some(({ status, at }) => status === "succeeded" && at >= since);
}

/**
 * The sources disagree to the end, or it was paid in another currency, or a reversal came first, or the last question got
 * no answer.
 */
function mayEndInReview(records: Records, order: HeldOrder): boolean {
  const { isOrderNamed, currency, silentUntil } = order;
  if (isOrderNamed || currency === "USD" || silentUntil > 0) return true;
  return wasReversalFirst(records, order) || isAmountForgotten(records, order);
}

/** Its queries name no amount, and the callback that did is lost with the database. */
function isAmountForgotten({ restoredAt, namesAmounts }: Records, { accountId, said }: HeldOrder): boolean {
  if (restoredAt === null || namesAmounts(accountId)) return false;
  return !said.some(({ by, status, at }) => by === "callback" && status === "succeeded" && at >= restoredAt);
}

/**
 * Somebody had told of a reversal before any answer called it paid: a person decides which of them counts (decision 0008).
 * What was said before the database was put back is forgotten, and so is the reversal when an answer says that nothing is
 * paid.
 */
function wasReversalFirst({ restoredAt, troubles }: Records, { said }: HeldOrder): boolean {
  const known = said.filter(({ at }) => at >= (restoredAt ?? 0));
  const reversal = known.find(
    ({ by, status }) => status === "reversed" || (by === "query" && status === "succeeded"),
  );
  if (reversal?.status !== "reversed") return false;
  const paid = known.find(({ by, status }) => by === "query" && status === "succeeded");
  // An answer that was on its way when the reversal came says nothing about it.
  const isForgotten = heardFor(known, troubles).some(
    ({ by, status, at }) =>
      by === "query" &&
      status === "pending" &&
      at > reversal.at + longestQueryMs &&
      at < (paid?.at ?? Number.POSITIVE_INFINITY),
  );
  const isToldAgain = known.some(
    ({ status, at }) => status === "reversed" && at > reversal.at && at <= (paid?.at ?? at),
  );
  return !isForgotten || isToldAgain;
}

/** Longer than any query takes, also of a process that stands still for a while. */
const longestQueryMs = 5 * 60_000;

/** Another amount than the ordered one that became known after the success, and stands on record with its exception. */
function differenceIsSaid(order: HeldOrder, payment: PaymentRow): boolean {
  const wanted = order.paidMinor < order.amountMinor ? "underpaid" : "overpaid";
  const differs = order.paidMinor !== order.amountMinor;
  if (disagreementIsSaid(order, payment)) return true;
  return (
    differs && payment.received_minor === order.paidMinor.toString() && exceptionsOf(payment).includes(wanted)
  );
}

/** A callback that is not true, in another currency or of another amount, came after the success and stands on record. */
function isLieSaid({ liedAbout }: HeldOrder, payment: PaymentRow): boolean {
  return liedAbout && exceptionsOf(payment).includes("underpaid");
}

/** Whoever was told two amounts shows it, or leaves it to a person; and nobody shows what was never said (rule 13). */
function amountsAgainstWords(records: Records, payment: PaymentRow): string[] {
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  if (order === undefined || wasRestored(records) || wasOperated(records, payment)) return [];
  if (payment.status !== "succeeded" || mayBeForAnotherAmount(records, payment, order)) return [];
  const names = exceptionsOf(payment);
  const isShown = names.includes("underpaid") || names.includes("overpaid");
  const money = [...order.history.filter(({ paidMinor }) => paidMinor > 0n)];
  const isMadeUp =
    isShown && !order.liedAbout && money.every(({ paidMinor }) => paidMinor === order.amountMinor);
  const isHidden = !isShown && namesTwoAmounts(order.said, records.troubles);
  return [
    ...(isMadeUp
      ? [`payment ${payment.id} is ${names.join(", ")}, and nobody has named another amount`]
      : []),
    ...(isHidden ? [`payment ${payment.id} hides that two amounts were named`] : []),
  ];
}

/** Two sources named two amounts, and neither has taken its word back: the lesser counts (rule 13). */
function disagreementIsSaid(order: HeldOrder, payment: PaymentRow): boolean {
  const paid = order.history.filter(({ status }) => status === "succeeded").map(({ paidMinor }) => paidMinor);
  const named = new Set(order.isOrderNamed ? [...paid, order.amountMinor] : paid);
  const received = BigInt(payment.received_minor);
  const wanted = received < order.amountMinor ? "underpaid" : "overpaid";
  const isLess = [...named].some((minor) => minor > received);
  return isLess && named.has(received) && exceptionsOf(payment).includes(wanted);
}

/**
 * Money for an order that the database has lost: the merchant was told at least that it is there, if a callback has told
 * of it since. Where the account itself was missing, there was nothing to verify that callback with.
 */
function lostAgainstTold(records: Records, order: HeldOrder): string[] {
  const { orderNo, status, paidMinor, isPaidUnknown } = order;
  const wasMissing = records.drawn.includes("accountRenamed") || records.drawn.includes("accountsMissing");
  if (!isPaidUnknown || wasMissing) return [];
  const isTold = [...records.received.values()].some((body) => JSON.stringify(body).includes(orderNo));
  return status === "succeeded" && !isTold
    ? [`order ${orderNo} is paid (${paidMinor}), lost here, and nobody was told`]
    : [];
}

/**
 * A person decided; or a forged callback named an amount of an order that is paid indeed, at a provider whose queries do
 * not say how much came (decision 0005: what remains).
 */
function isBeyondUs(records: Records, order: HeldOrder, payment: PaymentRow): boolean {
  // What the callback named may have been lost with the database, and the queries name what was ordered.
  if (wasRestored(records) && order.isOrderNamed) return true;
  if (!isAmountSaid(records, order)) return true;
  const isUnnamed = order.isOrderNamed || !records.namesAmounts(order.accountId);
  return wasOperated(records, payment) || (order.liedAbout && isUnnamed);
}

/** Somebody has named the amount that has come since it came, and since the database was put back. */
function isAmountSaid(
  { restoredAt }: Records,
  { said, history, paidMinor, amountMinor }: HeldOrder,
): boolean {
  const since = Math.max(history.at(-1)?.at ?? 0, restoredAt ?? 0);
  return said.some(
    ({ status, amountMinor: named, at }) =>
      status === "succeeded" && at >= since && (named ?? amountMinor) === paidMinor,
  );
}
