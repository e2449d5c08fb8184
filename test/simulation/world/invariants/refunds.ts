/** Refunds as the merchant sees them, against the money that went out for them: how each ended, and what was told of it. */
import { z } from "zod";
import type { RefundTable } from "../../../../bff/storage/schema/refunds.ts";
import type { HeldOrder } from "../orders.ts";
import type { Records } from "./records.ts";

export function refundInvariants(records: Records): string[] {
  return [
    ...records.refunds.flatMap((refund) => [
      ...wayOut(refund),
      ...againstMoney(records, refund),
      ...failedEarly(records, refund),
      ...timeline(records, refund),
      ...told(records, refund),
      ...expiredEarly(records, refund),
      ...newestTold(records, refund),
    ]),
    ...records.payments.flatMap((payment) => amountsAddUp(records, payment)),
    ...[...records.claims]
      .filter(([, taken]) => taken.size > 1)
      .map(([id, taken]) => `refund ${id} was claimed in ${taken.size} ways`),
  ];
}

const ends: ReadonlySet<string> = new Set(["succeeded", "failed", "canceled", "expired"]);

function wayOut({ id, status }: RefundTable): string[] {
  return ends.has(status) ? [] : [`refund ${id} is still ${status}`];
}

function moneyOf(records: Records, refund: RefundTable) {
  const payout = records.payouts.find(({ id }) => id === refund.payout_id);
  const order = records.orders.find(({ orderNo }) => orderNo === payout?.order_no);
  return { payout, order };
}

/** Nothing is called failed, canceled or expired of which money has gone out, and nothing is called paid that is not. */
function againstMoney(records: Records, refund: RefundTable): string[] {
  const { id, status } = refund;
  const { payout, order } = moneyOf(records, refund);
  const isOut = order?.status === "succeeded";
  if (status === "succeeded") {
    if (isOut) return [];
    // That it came back is told by a callback or not at all: the payout's own invariants judge that.
    return order?.status === "reversed" && payout?.status === "succeeded"
      ? []
      : [`refund ${id} succeeded, and its money is ${order?.status}`];
  }
  if (!isOut) return [];
  // Money that came back and went out again is known by its callback or not at all.
  const isReturned = payout?.exceptions.includes("reversed") === true && order.reversal !== null;
  return isReturned ? [] : [`refund ${id} is ${status}, and its money has gone out`];
}

const withoutMoney: ReadonlySet<string> = new Set(["failed", "canceled", "reversed"]);
/** Clocks may be apart. */
const skewMs = 11 * 60_000;

/** Whoever reads that a refund failed makes another: nobody is told so while its money may be out. */
function failedEarly(records: Records, refund: RefundTable): string[] {
  const { order } = moneyOf(records, refund);
  if (order === undefined) return [];
  return records.refundTimeline.flatMap((entry) => {
    const isEnd = entry.to_status === "failed" && entry.from_status !== "failed";
    if (entry.refund_id !== refund.id || !isEnd || entry.cause === "operator") return [];
    const hasEnded = order.history.some(
      ({ status, at }) => withoutMoney.has(status) && at <= entry.at + skewMs,
    );
    return hasEnded || isUnmade(order, entry.at)
      ? []
      : [`refund ${refund.id} was called failed while its order stood`];
  });
}

/** It lay in a queue, and was booked when it had been called failed: its own invariants judge that. */
function isUnmade({ createdAt }: HeldOrder, at: number): boolean {
  return createdAt > at + skewMs;
}

function timeline({ refundTimeline }: Records, { id, status }: RefundTable): string[] {
  const entries = refundTimeline.filter((entry) => entry.refund_id === id);
  const isChain = entries.every(
    (entry, index) =>
      entry.seq === index + 1 && entry.from_status === (entries[index - 1]?.to_status ?? null),
  );
  return isChain && entries.at(-1)?.to_status === status ? [] : [`refund ${id}'s timeline is not one chain`];
}

/** Which move is told as what. */
const eventsOf = {
  "refund.created": [null],
  "refund.succeeded": ["succeeded"],
  "refund.failed": ["failed", "expired"],
} as const;

function told(records: Records, { id }: RefundTable): string[] {
  const moves = records.refundTimeline.filter(
    (entry) => entry.refund_id === id && entry.from_status !== entry.to_status,
  );
  const bodies = [...records.received.values()].filter(({ data }) => data.refund?.id === id);
  return Object.entries(eventsOf).flatMap(([type, states]) => {
    const made = moves.filter(({ from_status: from, to_status: to }) =>
      states.some((state) => (state === null ? from === null : state === to)),
    ).length;
    const heard = bodies.filter((body) => body.type === type).length;
    return made === heard ? [] : [`refund ${id}: ${type} was told ${heard} times instead of ${made}`];
  });
}

/** Whoever keeps the newest event of a refund knows how it ended. Who cancels it knows that. */
function newestTold({ received }: Records, { id, status }: RefundTable): string[] {
  if (status === "canceled") return [];
  const newest = [...received.values()]
    .filter(({ data }) => data.refund?.id === id)
    .toSorted((one, other) => (one.data.sequence ?? 0) - (other.data.sequence ?? 0))
    .at(-1);
  const shown = newest?.data.refund?.status;
  return shown === status || !ends.has(status)
    ? []
    : [`the newest event of ${id} shows ${shown}, and it is ${status}`];
}

/** A customer has the time that was named, whatever a clock says. */
function expiredEarly({ refundTimeline }: Records, { id, expires_at: expiresAt }: RefundTable): string[] {
  const expired = refundTimeline.find((entry) => entry.refund_id === id && entry.to_status === "expired");
  if (expired === undefined || expiresAt === null || expired.at >= expiresAt) return [];
  return [`refund ${id} expired ${expiresAt - expired.at} ms before its time`];
}

const listed = z.array(z.object({ id: z.string(), status: z.string(), minor: z.string() }));

/** What a payment says of its refunds is what they are, and what it says was given back is what went out. */
function amountsAddUp(records: Records, payment: Records["payments"][number]): string[] {
  const own = records.refunds.filter(({ payment_id }) => payment_id === payment.id);
  const list = listed.parse(JSON.parse(payment.refunds));
  const isListed = own.every(({ id, status, amount_minor }) =>
    list.some((entry) => entry.id === id && entry.status === status && entry.minor === amount_minor),
  );
  const given = (minors: readonly string[]) => minors.reduce((sum, minor) => sum + BigInt(minor), 0n);
  const said = given(list.filter(({ status }) => status === "succeeded").map(({ minor }) => minor));
  const rows = given(own.filter(({ status }) => status === "succeeded").map((row) => row.amount_minor));
  return isListed && list.length === own.length && said === rows
    ? []
    : [`payment ${payment.id} lists other refunds than it has`];
}
