/** Everything that is written down at the end, on both sides. */
import { z } from "zod";
import type { EventBody } from "../../../../bff/contract.ts";
import type { Database } from "../../../../bff/storage/engine/database.ts";
import type { JobRow } from "../../../../bff/storage/jobs/jobs.ts";
import type { PaymentRow } from "../../../../bff/storage/repositories/payments.ts";
import type { PayoutRow } from "../../../../bff/storage/repositories/payouts.ts";
import type { SessionRow } from "../../../../bff/storage/repositories/sessions.ts";
import type { PaymentTimelineRow } from "../../../../bff/storage/repositories/timelines.ts";
import type { EventTable } from "../../../../bff/storage/schema/events.ts";
import type { RefundTable, RefundTimelineTable } from "../../../../bff/storage/schema/refunds.ts";
import type { PayoutTimelineTable } from "../../../../bff/storage/schema.ts";
import type { SwitchName } from "../hostile-switches.ts";
import type { KeyStory } from "../keyed-requests.ts";
import type { Creations, HeldOrder } from "../orders.ts";
import type { SeenMove } from "../watch.ts";
import type { World } from "../world.ts";

export interface Records {
  readonly orders: readonly HeldOrder[];
  readonly creations: readonly Creations[];
  readonly sessions: readonly SessionRow[];
  readonly payments: readonly PaymentRow[];
  /** By session, what it costs by the audit, in minor units: a change is on record there, whatever became of its row. */
  readonly audited: ReadonlyMap<string, bigint>;
  readonly payouts: readonly PayoutRow[];
  /** Oldest first. */
  readonly refunds: readonly RefundTable[];
  /** In the order they were written. */
  readonly timeline: readonly PaymentTimelineRow[];
  readonly payoutTimeline: readonly PayoutTimelineTable[];
  readonly refundTimeline: readonly RefundTimelineTable[];
  readonly events: readonly EventTable[];
  readonly jobs: readonly JobRow[];
  readonly received: ReadonlyMap<string, EventBody>;
  readonly receivedAt: ReadonlyMap<string, number>;
  readonly askedAgain: ReadonlyMap<string, number>;
  readonly contradictions: readonly string[];
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly keyStories: ReadonlyMap<string, KeyStory>;
  readonly moves: readonly SeenMove[];
  /** By session, every amount that it may have had beside its first. */
  readonly changedAmounts: ReadonlyMap<string, ReadonlySet<bigint>>;
  /** By refund, what was taken as its claim. */
  readonly claims: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many payouts of refunds there may be at most. */
  readonly refundsWanted: number;
  /** How many payouts the merchant has wanted. */
  readonly payoutsWanted: number;
  /** When a process died or the database failed, epoch ms. */
  readonly troubles: readonly number[];
  /** When the database was put back to an earlier copy, epoch ms; null: never. */
  readonly restoredAt: number | null;
  /** What the world was switched to do. */
  readonly drawn: readonly SwitchName[];
  /** Does the account's provider say how much was paid when it is asked? */
  readonly namesAmounts: (accountId: string) => boolean;
  /** Does it cancel orders when it is asked to? */
  readonly cancels: (accountId: string) => boolean;
}

/** What is not in the database. */
export type Outside = Pick<
  Records,
  | "orders"
  | "creations"
  | "received"
  | "receivedAt"
  | "askedAgain"
  | "contradictions"
  | "answers"
  | "keyStories"
  | "moves"
  | "changedAmounts"
  | "claims"
  | "refundsWanted"
  | "payoutsWanted"
  | "troubles"
  | "restoredAt"
  | "drawn"
  | "namesAmounts"
  | "cancels"
>;

export async function readRecords({ kysely }: Database, outside: Outside): Promise<Records> {
  return {
    ...outside,
    sessions: await kysely.selectFrom("sessions").selectAll().execute(),
    audited: await auditedAmounts(kysely),
    payments: await kysely.selectFrom("payments").selectAll().execute(),
    payouts: await kysely.selectFrom("payouts").selectAll().execute(),
    refunds: await kysely.selectFrom("refunds").selectAll().orderBy("created_at").orderBy("id").execute(),
    refundTimeline: await kysely.selectFrom("refund_timeline").selectAll().orderBy("seq").execute(),
    timeline: await kysely.selectFrom("payment_timeline").selectAll().orderBy("seq").execute(),
    payoutTimeline: await kysely.selectFrom("payout_timeline").selectAll().orderBy("seq").execute(),
    events: await kysely.selectFrom("events").selectAll().execute(),
    jobs: await kysely.selectFrom("jobs").selectAll().execute(),
  };
}

const audited = z.object({ amount: z.object({ value: z.string() }) });

async function auditedAmounts(kysely: Database["kysely"]): Promise<Map<string, bigint>> {
  const rows = await kysely
    .selectFrom("audit")
    .select(["subject", "after"])
    .where("action", "in", ["session.create", "session.change"])
    .orderBy("seq")
    .execute();
  return new Map(
    rows.map(({ subject, after }) => {
      const { amount } = audited.parse(JSON.parse(after ?? "null"));
      return [subject, BigInt(amount.value.replace(".", ""))];
    }),
  );
}

export async function gatherRecords(world: World): Promise<Records> {
  const books = [...world.providers.values()].map((provider) => provider.book);
  return await readRecords(world.database, {
    orders: books.flatMap((book) => [...book.all.values()]),
    creations: books.flatMap((book) => [...book.creations.values()]),
    received: world.shop.received,
    receivedAt: world.shop.receivedAt,
    askedAgain: world.shop.askedAgain,
    contradictions: world.shop.contradictions,
    answers: world.merchant.answers,
    keyStories: world.keyed.stories,
    moves: world.watch.moves,
    changedAmounts: world.changes.amounts,
    claims: world.refunder.claims,
    refundsWanted: world.refunder.wanted(),
    payoutsWanted: world.merchant.payouts(),
    troubles: world.troubles,
    restoredAt: world.restoredAt,
    drawn: world.switchboard.drawn,
    cancels: (accountId) => world.providers.get(accountId)?.cancels === true,
    namesAmounts: (accountId) => world.providers.get(accountId)?.answers === "named",
  });
}

/** The one whose signature counts by itself. */
export const trustedAccount = "strong";

const list = z.array(z.string());

export function exceptionsOf(payment: PaymentRow): string[] {
  return list.parse(JSON.parse(payment.exceptions));
}

/** A person has decided about this payment at some time. */
export function wasOperated(records: Records, payment: PaymentRow): boolean {
  return records.timeline.some((entry) => entry.payment_id === payment.id && entry.cause === "operator");
}

/** The database was put back to an earlier copy: it does not know everything that was said. */
export function wasRestored(records: Records): boolean {
  return records.drawn.includes("databaseRestored");
}
