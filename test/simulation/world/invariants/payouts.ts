/** Money out: one intention leaves at most once, and is never called paid or failed unless it is (rule 12). */
import type { HeldOrder } from "../orders.ts";
import { heardFor, namesTwoAmounts } from "../said.ts";
import type { Records } from "./records.ts";

/** Which event tells of a state. `more`: it also tells of what turns up about one that is in review or has succeeded. */
const eventsOfState = {
  // A second one is judged by what was told between (rule 20).
  succeeded: { type: "payout.succeeded", more: true },
  failed: { type: "payout.failed", more: false },
  review: { type: "payout.review_required", more: true },
} as const;

/** Of a database that has forgotten: no more leaves than was wanted. */
export function payoutsBeyondMemory({ orders, payoutsWanted, refundsWanted }: Records): string[] {
  const held = orders.filter((order) => order.kind === "payout").length;
  const wanted = payoutsWanted + refundsWanted;
  return held > wanted ? [`${wanted} payouts were wanted, ${held} were made`] : [];
}

export function payoutInvariants(records: Records): string[] {
  return [...rows(records), ...intentions(records), ...timelines(records)];
}

function rows(records: Records): string[] {
  return records.payouts.flatMap((payout) => {
    const order = records.orders.find((candidate) => candidate.orderNo === payout.order_no);
    const { id, status } = payout;
    switch (status) {
      case "creating":
      case "unknown":
      case "pending":
        return [`payout ${id} is still ${status}, its order is ${order?.status}`];
      case "review":
        return [`payout ${id} was left in review, its order is ${order?.status}`];
      case "succeeded":
        if (order?.status === "reversed") return comeBack(records, id, order);
        return order?.status === "succeeded"
          ? [...short(records, id, order), ...disagreement(records, payout, order)]
          : [`payout ${id} succeeded, its order is ${order?.status}`];
      case "awaiting_approval":
        return [`payout ${id} still waits for an approval`];
      case "rejected":
        return order === undefined ? [] : [`payout ${id} was rejected, its order is ${order.status}`];
      case "failed":
        return order === undefined || order.status === "failed" || order.status === "reversed"
          ? []
          : [`payout ${id} failed, its order is ${order.status}`];
      default:
        return status satisfies never;
    }
  });
}

const notPaid: ReadonlySet<string> = new Set(["failed", "canceled", "reversed"]);

/** Whoever was told that money has gone out is told that it has come back, as soon as anybody has said so to us. */
function comeBack(records: Records, id: string, { reversal, said }: HeldOrder): string[] {
  const since = reversal?.at ?? 0;
  const isHeard = heardFor(said, records.troubles).some(
    ({ status, at }) => at >= since && notPaid.has(status),
  );
  // As long as nobody says so only the reconciliation finds it, and there is none in this world.
  if (!isHeard) return [];
  const isTold = [...records.received].some(
    ([event, { type, data }]) =>
      data.payout?.id === id && tellsOfReturn.has(type) && (records.receivedAt.get(event) ?? 0) >= since,
  );
  return isTold ? [] : [`payout ${id} came back, and nobody was told`];
}

const tellsOfReturn: ReadonlySet<string> = new Set(["payout.reversed", "payout.review_required"]);

/**
 * Whoever is told that a payout succeeded is told that another amount went out; not where a forged callback took that back
 * at a provider whose queries do not say how much went out (decision 0005).
 */
function short(records: Records, id: string, order: HeldOrder): string[] {
  const { paidMinor, amountMinor, accountId, liedAbout, isOrderNamed } = order;
  if (paidMinor === amountMinor) return [];
  if (liedAbout && (isOrderNamed || !records.namesAmounts(accountId))) return [];
  const isTold = [...records.received.values()].some(
    ({ data }) => data.payout?.id === id && data.payout.exceptions.some((name) => name !== "reversed"),
  );
  return isTold ? [] : [`of payout ${id} only ${paidMinor} went out, and nobody was told`];
}

/** Its exceptions follow from what was said: two amounts are shown, and no reversal is that never was. */
function disagreement(
  { troubles, payoutTimeline }: Records,
  { id, exceptions }: Records["payouts"][number],
  { said, history }: HeldOrder,
): string[] {
  const wasReversed = history.some(({ status }) => status === "reversed");
  const isMadeUp = exceptions.includes("reversed") && !wasReversed;
  const isSaid = exceptions.includes("underpaid") || exceptions.includes("overpaid");
  const isOperators = payoutTimeline.some((entry) => entry.payout_id === id && entry.cause === "operator");
  const isHidden = !isSaid && !isOperators && namesTwoAmounts(said, troubles);
  return [
    ...(isMadeUp ? [`payout ${id} is said to be reversed and never was`] : []),
    ...(isHidden ? [`payout ${id} hides that two amounts were named`] : []),
  ];
}

/** One key of the merchant's is one payout, however often and wherever it was sent. */
function intentions(records: Records): string[] {
  const held = Map.groupBy(
    records.orders.filter((order) => order.kind === "payout"),
    (order) => records.payouts.find((payout) => payout.order_no === order.orderNo)?.reference ?? "nobody's",
  );
  const doubled = [...held]
    .filter(([reference, orders]) => reference === "nobody's" || orders.length > 1)
    .map(([reference, orders]) => `${reference} was paid out ${orders.length} times`);
  const rowsOf = Map.groupBy(records.payouts, (payout) => payout.reference);
  const rowsTwice = [...rowsOf]
    .filter(([, list]) => list.length > 1)
    .map(([key]) => `${key} made two payouts`);
  return [...doubled, ...rowsTwice];
}

function timelines(records: Records): string[] {
  return records.payouts.flatMap((payout) => {
    const entries = records.payoutTimeline.filter((entry) => entry.payout_id === payout.id);
    const broken = entries.some(
      (entry, index) => entry.from_status !== (entries[index - 1]?.to_status ?? null),
    );
    const left = entries.some(
      (entry) => entry.from_status === "succeeded" && entry.to_status !== "succeeded",
    );
    return [
      ...(broken || entries.at(-1)?.to_status !== payout.status
        ? [`payout ${payout.id}'s timeline is broken`]
        : []),
      ...(left ? [`payout ${payout.id} left succeeded`] : []),
      ...unreasonable(records, payout, entries),
      ...told(records, payout.id, payout.status, entries),
      ...toldAgain(records, payout.id),
    ];
  });
}

const shortestWatchMs = 3 * 24 * 60 * 60 * 1_000;

/** A person is asked where what was said contradicts itself, where another amount went out, or where nobody has said. */
function unreasonable(
  records: Records,
  { id, order_no, created_at }: Records["payouts"][number],
  entries: Records["payoutTimeline"],
): string[] {
  const reviewed = entries.find((entry) => entry.to_status === "review");
  const order = records.orders.find((candidate) => candidate.orderNo === order_no);
  if (reviewed === undefined || order?.liedAbout === true) return [];
  const isWatchOver = reviewed.at >= created_at + shortestWatchMs;
  if (isWatchOver) return [];
  const isShort = order?.history.some(
    ({ status, paidMinor }) => status === "succeeded" && paidMinor !== order.amountMinor,
  );
  return isShort === true ? [] : [`payout ${id} came into review for no reason`];
}

function told(records: Records, id: string, status: string, entries: Records["payoutTimeline"]): string[] {
  return Object.entries(eventsOfState).flatMap(([state, { type, more }]) => {
    const into = entries.filter((entry) => entry.to_status === state && entry.from_status !== state).length;
    const events = records.events.filter((event) => event.payout_id === id && event.type === type).length;
    return into === events || (more && events > into)
      ? []
      : [`payout ${id} (${status}) came into ${state} ${into} times, told ${events}`];
  });
}

const takesBack: ReadonlySet<string> = new Set(["payout.reversed", "payout.review_required"]);

/**
 * Of one payout two successes are told only if something was told before the second one that it takes back: a reversal or
 * a review, or that another amount had gone out, with the first success.
 */
function toldAgain({ received }: Records, id: string): string[] {
  const told = [...received.values()]
    .filter(
      ({ type, data }) => data.payout?.id === id && (type === "payout.succeeded" || takesBack.has(type)),
    )
    .toSorted((a, b) => (a.data.sequence ?? 0) - (b.data.sequence ?? 0));
  const isAgain = told.some(({ type }, index) => {
    const before = told[index - 1];
    if (type !== "payout.succeeded" || before?.type !== type) return false;
    return before.data.payout?.exceptions.length === 0;
  });
  return isAgain ? [`payout ${id} was told as succeeded twice, and nothing between`] : [];
}
