/**
 * What a schedule has led the software into. Over some dozens of schedules each must have been seen: a world in which
 * nobody ever pays late proves nothing about late payments.
 */
import { exceptionsOf, gatherRecords, type Records } from "./invariants/records.ts";
import type { World } from "./world.ts";

type Sight = (records: Records, world: World) => boolean;

const moved =
  (from: string | null, to: string, isCause: (cause: string) => boolean = () => true): Sight =>
  ({ timeline }) =>
    timeline.some((entry) => entry.from_status === from && entry.to_status === to && isCause(entry.cause));
const excepted =
  (name: string): Sight =>
  ({ payments }) =>
    payments.some((payment) => exceptionsOf(payment).includes(name));
const payoutMoved =
  (from: string, to: string): Sight =>
  ({ payoutTimeline }) =>
    payoutTimeline.some((entry) => entry.from_status === from && entry.to_status === to);
const told =
  (type: string): Sight =>
  ({ events }) =>
    events.some((event) => event.type === type);
const noted =
  (words: string): Sight =>
  ({ timeline }) =>
    timeline.some((entry) => entry.detail?.includes(words));

const refunded =
  (method: string, end: string): Sight =>
  ({ refunds }) =>
    refunds.some(({ method: by, status }) => by === method && status === end);
const approved =
  (decision: "approved" | "rejected"): Sight =>
  ({ payoutTimeline }) =>
    payoutTimeline.some(
      ({ from_status: from, to_status: to }) =>
        from === "awaiting_approval" && to === (decision === "approved" ? "creating" : "rejected"),
    );

const sights = {
  "a creation without an answer": moved("creating", "unknown"),
  "a process that died with the answer outstanding": noted("interrupted"),
  "a creation in doubt that was made": moved("unknown", "pending"),
  "a creation in doubt that was never made": moved("unknown", "failed"),
  "a refusal, and another account after it": ({ payments }) =>
    payments.some(({ session_id, method, account_id, status }) =>
      payments.some(
        (other) =>
          status === "failed" &&
          other.session_id === session_id &&
          other.method === method &&
          other.account_id !== account_id,
      ),
    ),
  "a part, then the rest": moved("partially_paid", "succeeded"),
  "a part, and no more": moved("partially_paid", "expired"),
  "too little": excepted("underpaid"),
  "too much": excepted("overpaid"),
  "money after the expiry": moved("expired", "succeeded"),
  "money after giving up": moved("canceled", "succeeded"),
  "money after a failure": moved("failed", "succeeded"),
  "paid twice": excepted("duplicate_paid"),
  "a review that a person ended": ({ timeline }) => timeline.some((entry) => entry.cause === "operator"),
  "a review that the facts ended": moved("review", "succeeded", (cause) => cause !== "operator"),
  "a reversal": told("payment.reversed"),
  "a success without its amount": noted("success reported without its amount"),
  "a payment in another currency": noted("another currency"),
  "an expired session": told("session.expired"),
  "a canceled session": told("session.canceled"),
  "a payout in doubt": payoutMoved("creating", "unknown"),
  "a payout in doubt that was made": payoutMoved("unknown", "pending"),
  "a payout in doubt that was never made": ({ payouts }) =>
    payouts.some((payout) => payout.failure_code === "not_created"),
  "a payout that a person settled": ({ payoutTimeline }) =>
    payoutTimeline.some((entry) => entry.cause === "operator"),
  "a payout that came back": told("payout.reversed"),
  "a discrepancy that reconciliation found": told("reconciliation.discrepancy"),
  "a refund by a payout": refunded("payout", "succeeded"),
  "a refund by the provider": refunded("provider", "succeeded"),
  "a refund that was claimed": refunded("claim", "succeeded"),
  "a claim that nobody made": refunded("claim", "expired"),
  "a refund that was approved": approved("approved"),
  "a refund that was rejected": approved("rejected"),
  "a refund that failed": ({ refunds }) => refunds.some(({ status }) => status === "failed"),
  "money for an amount that has changed": ({ payments, audited }) =>
    payments.some(
      ({ session_id, received_minor: received }) =>
        received !== "0" && audited.get(session_id) !== BigInt(received),
    ),
  "a key that was answered again": (_records, world) => world.merchant.replays() > 0,
  "a killed process": (_records, world) => world.seen.deaths > 0,
  "a process that was ended in order": (_records, world) => world.seen.shutdowns > 0,
  "a process that stood still": (_records, world) => world.seen.freezes > 0,
  "a clock that jumped": (_records, world) => world.seen.jumps > 0,
} satisfies Record<string, Sight>;

export const allSights: readonly string[] = Object.keys(sights);

export async function sightings(world: World): Promise<string[]> {
  const records = await gatherRecords(world);
  return Object.entries<Sight>(sights)
    .filter(([, isSeen]) => isSeen(records, world))
    .map(([name]) => name);
}
