/**
 * What needs a person, the oldest first. Each query reads a bounded part of an index, however much there is; but for
 * money without an order, of which an account has few rows, and endpoints, which are few.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";

export interface NeedingOrder {
  readonly id: string;
  readonly reference: string;
  readonly account_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  /** Epoch ms. */
  readonly since: number | null;
}

const columns = ["id", "reference", "account_id", "amount_minor", "currency", "decimals"] as const;

interface Most {
  readonly limit: number;
}

type Orders = "payments" | "payouts";

function timeOf(since: number | null): number | null {
  return since === null ? null : Number(since);
}

/** The orders that have been `unknown` at least since `before`. */
export async function ordersUnknownSince(
  executor: Executor,
  { table, before, limit }: Most & { readonly table: Orders; readonly before: number },
): Promise<NeedingOrder[]> {
  return await executor
    .selectFrom(table)
    .select(columns)
    .select(sql<number>`coalesce(unknown_since, created_at)`.as("since"))
    .where("status", "=", sql.lit("unknown"))
    .where("created_at", "<=", before)
    .where(sql<number>`coalesce(unknown_since, created_at)`, "<=", before)
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

const beginOfReview = {
  payments: sql<number | null>`(select max(at) from payment_timeline where payment_id = payments.id
    and to_status = 'review' and from_status <> 'review')`,
  payouts: sql<number | null>`(select max(at) from payout_timeline where payout_id = payouts.id
    and to_status = 'review' and from_status <> 'review')`,
} as const;

/** A payment that nobody has settled, with what has come. */
export interface ReviewedPayment extends NeedingOrder {
  readonly received_minor: string;
  /** JSON, as stored. */
  readonly exceptions: string;
}

export async function paymentsInReview(executor: Executor, { limit }: Most): Promise<ReviewedPayment[]> {
  const rows = await executor
    .selectFrom("payments")
    .select(columns)
    .select(["received_minor", "exceptions"])
    .select(beginOfReview.payments.as("since"))
    .where("status", "=", sql.lit("review"))
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
  return rows.map((row) => ({ ...row, since: timeOf(row.since) }));
}

export async function payoutsInReview(executor: Executor, { limit }: Most): Promise<NeedingOrder[]> {
  const rows = await executor
    .selectFrom("payouts")
    .select(columns)
    .select(beginOfReview.payouts.as("since"))
    .where("status", "=", sql.lit("review"))
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
  return rows.map((row) => ({ ...row, since: timeOf(row.since) }));
}

const isReversalUnsettled = {
  payments: sql<boolean>`reversal_pending = 1`,
  payouts: sql<boolean>`reversal_unsettled = 1`,
} as const;

/** The orders that have succeeded, and whose watch ended by `now` without an answer whether they were reversed. */
export async function reversalsInDoubt(
  executor: Executor,
  { table, now, limit }: Most & { readonly table: Orders; readonly now: number },
): Promise<NeedingOrder[]> {
  return await executor
    .selectFrom(table)
    .select(columns)
    .select("watch_until as since")
    .where("status", "=", sql.lit("succeeded"))
    // Literal, because the index covers only these.
    .where(isReversalUnsettled[table])
    .where("watch_until", "<=", now)
    .orderBy("watch_until")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

/** Those that carry a refund are the refund's to approve. */
export async function payoutsToApprove(executor: Executor, { limit }: Most): Promise<NeedingOrder[]> {
  return await executor
    .selectFrom("payouts")
    .select(columns)
    .select("created_at as since")
    .where("status", "=", sql.lit("awaiting_approval"))
    .where("refund_id", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

export async function refundsThatWait(
  executor: Executor,
  { status, limit }: Most & { readonly status: "awaiting_approval" | "awaiting_claim" },
) {
  return await executor
    .selectFrom("refunds")
    .select(["id", "payment_id", "payout_id", "account_id", "amount_minor", "currency", "decimals"])
    .select("created_at as since")
    .where("status", "=", status)
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

/** Without jobs of deliveries: those deliveries are listed as dead themselves. */
export async function jobsThatDied(executor: Executor, { limit }: Most) {
  return await executor
    .selectFrom("jobs")
    .select(["kind", "subject_id", "dead_at", "last_error"])
    .where("dead_at", "is not", null)
    .where("kind", "<>", "deliver_event")
    .orderBy("dead_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

/** At most `limit` are counted. `since`: when the event of the oldest of these was recorded. */
export async function deadDeliveriesOf(
  executor: Executor,
  { endpointId, limit }: Most & { readonly endpointId: string },
): Promise<{ readonly count: number; readonly since: number | null }> {
  const some = executor
    .selectFrom("deliveries")
    .select("event_at")
    .where("endpoint_id", "=", endpointId)
    // A literal, because the index covers only these.
    .where("state", "=", sql.lit("dead"))
    .limit(sql.lit(limit));
  const row = await executor
    .selectFrom(some.as("counted"))
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.min<number | null>("event_at").as("since")])
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), since: timeOf(row.since) };
}

export async function endpointsThatAreDisabled(
  executor: Executor,
): Promise<ReadonlyMap<string, number | null>> {
  const rows = await executor
    .selectFrom("endpoints")
    .select(["id", "disabled_at"])
    .where("disabled_at", "is not", null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.disabled_at]));
}

export async function discrepanciesSince(executor: Executor, { since, limit }: Most & { since: number }) {
  return await executor
    .selectFrom("discrepancies")
    .selectAll()
    .where("found_at", ">=", since)
    .orderBy("found_at")
    .orderBy("id")
    .limit(sql.lit(limit))
    .execute();
}

/** Reported since then. */
export async function strayMoneySince(executor: Executor, { since, limit }: Most & { since: number }) {
  return await executor
    .selectFrom("stray_money")
    .selectAll()
    .where("last_seen_at", ">=", since)
    .orderBy("first_seen_at")
    .orderBy("order_no")
    .limit(sql.lit(limit))
    .execute();
}
