/** What comes after a payment was settled: more money, another order of its session, an operator who looked. */
import { saysMoney } from "../../../../bff/core/testimony.ts";
import type { PaymentRow } from "../../../../bff/storage/repositories/payments.ts";
import type { HeldOrder } from "../orders.ts";
import { heardFor } from "../said.ts";
import { exceptionsOf, type Records } from "./records.ts";

export function afterwardsInvariants(records: Records): string[] {
  return records.payments.flatMap((payment) => [
    ...moreIsTold(records, payment),
    ...othersAreGivenUp(records, payment),
    ...nobodyCanPayWhatEnded(records, payment),
    ...operatorsAreLeftAlone(records, payment),
  ]);
}

/** An exception that appears after the success is told (rule 13). */
function moreIsTold(records: Records, payment: PaymentRow): string[] {
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  const paidMore = order?.paidMore ?? null;
  if (paidMore === null || payment.status !== "succeeded") return [];
  // The callback may find no account. Of what has succeeded nobody asks.
  const isHeard = order?.said.some(({ status, at }) => status === "succeeded" && at >= paidMore.at);
  if (isHeard !== true) return [];
  const isTold = [...records.received].some(
    ([id, { data }]) => data.payment?.id === payment.id && (records.receivedAt.get(id) ?? 0) >= paidMore.at,
  );
  return isTold
    ? []
    : [`more came for payment ${payment.id} (${exceptionsOf(payment).join(", ")}), and nobody was told`];
}

/** An open order of a session that was paid is not left to run out (rule 19). */
function othersAreGivenUp(records: Records, payment: PaymentRow): string[] {
  if (!records.drawn.includes("ordersLeftPayable")) return [];
  // Of an order of which a part has come, nobody can say that it is given up.
  if (records.moves.some(({ id, to }) => id === payment.id && to === "partially_paid")) return [];
  const siblings = records.payments.filter(
    ({ session_id, id }) => session_id === payment.session_id && id !== payment.id,
  );
  const paidAt = records.moves.find(
    ({ id, to }) => to === "succeeded" && siblings.some((sibling) => sibling.id === id),
  )?.at;
  const endedAt = records.moves.find(({ id, to }) => id === payment.id && to === "expired")?.at;
  if (paidAt === undefined || endedAt === undefined || paidAt + longEnoughMs >= endedAt) return [];
  return payment.created_at < paidAt
    ? [`payment ${payment.id} could be paid for ${endedAt - paidAt} ms after its session was paid`]
    : [];
}

const longEnoughMs = 600_000;

/** An order that has ended here is not left open at a provider that can cancel it (rule 19). */
function nobodyCanPayWhatEnded(records: Records, { id, status, order_no, account_id }: PaymentRow): string[] {
  if (!records.cancels(account_id)) return [];
  const order = records.orders.find(({ orderNo }) => orderNo === order_no);
  return order?.status === "pending" ? [`payment ${id} is ${status}, and its order can be paid yet`] : [];
}

/** What a person settled as failed is not opened again before more money has come (rule 21). */
function operatorsAreLeftAlone(records: Records, payment: PaymentRow): string[] {
  if (!records.drawn.includes("operatorsBetween")) return [];
  const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
  const entries = records.timeline.filter((entry) => entry.payment_id === payment.id);
  const settled = entries.find((entry) => entry.cause === "operator" && entry.to_status === "failed");
  if (order === undefined || order.liedAbout || settled === undefined) return [];
  // Where queries name no amount, a callback may name a part that had come for the first time afterwards.
  if (!records.namesAmounts(order.accountId) && order.isSpokenOf) return [];
  const again = entries.find((entry) => entry.seq > settled.seq && entry.to_status === "review");
  if (again === undefined) return [];
  const heldAt = (at: number) => order.history.findLast((entry) => entry.at <= at)?.paidMinor ?? 0n;
  const isMore = heldAt(again.at) > heldAt(settled.at);
  const isMoreNamed = order.isOrderNamed && isMoreNamedSince(records, order, settled.at);
  return isMore || isMoreNamed
    ? []
    : [`payment ${payment.id} was settled by a person and is in review again, with no more money`];
}

/** Clocks may be apart, and what was heard may take a while to be written down. */
const notYetWrittenMs = 5 * 60_000;

/**
 * Some queries name what was ordered, also where a part has come: to whoever knew of the part that is more. It is none to
 * whoever had heard it from a query before, unless a query has denied it since.
 */
function isMoreNamedSince(
  { troubles, restoredAt }: Records,
  { said, history }: HeldOrder,
  settledAt: number,
): boolean {
  const heard = heardFor(said, troubles);
  let known = history.findLast(({ at }) => at <= settledAt)?.paidMinor ?? 0n;
  for (const word of said.filter(({ by }) => by === "query")) {
    const { status, amountMinor, at } = word;
    const minor = amountMinor ?? 0n;
    const isKnown = restoredAt === null && heard.includes(word) && at <= settledAt - notYetWrittenMs;
    if (!saysMoney(word)) known = status === "pending" ? known : 0n;
    else if (at > settledAt && minor > known) return true;
    else if (isKnown && minor > known) known = minor;
  }
  return false;
}
