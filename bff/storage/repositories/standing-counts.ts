/**
 * How much of everything is open or waits, for the metrics. Each count ends at {@link mostCounted}, so that no scrape reads
 * more than a bounded part of an index, however much there is.
 */
import { type ExpressionBuilder, sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import type { JobQueue } from "../schema/jobs.ts";
import type { Schema } from "../schema.ts";

/** A count that says this much says "so many or more". */
export const mostCounted = 10_000;
/** Rows that are looked at one by one. */
const mostRead = 1_000;

const openPayments = ["creating", "unknown", "pending", "partially_paid", "review"] as const;
const openPayouts = ["awaiting_approval", "creating", "unknown", "pending", "review"] as const;
const openSessions = ["requires_payment_method", "requires_action", "processing"] as const;

export const openStates = { payments: openPayments, payouts: openPayouts, sessions: openSessions } as const;

type Table = keyof typeof openStates;

function countOf(eb: ExpressionBuilder<Schema, never>, table: Table, status: string) {
  const some = eb
    .selectFrom(table)
    .select(sql<number>`1`.as("one"))
    .where("status", "=", sql<never>`${sql.lit(status)}`)
    .limit(sql.lit(mostCounted));
  return eb.selectFrom(some.as("counted")).select(({ fn }) => fn.countAll<number>().as("count"));
}

/** By table and state: how many rows are open. */
export async function countOpen(
  executor: Executor,
): Promise<readonly { readonly table: Table; readonly status: string; readonly count: number }[]> {
  const wanted = Object.entries(openStates).flatMap(([name, states]) =>
    states.map((status) => ({ table: tableOf(name), status })),
  );
  const row: Readonly<Record<string, number | null>> = await executor
    .selectNoFrom((eb) =>
      wanted.map(({ table, status }, index) => countOf(eb, table, status).as(`n${index}`)),
    )
    .executeTakeFirstOrThrow();
  return wanted.map((one, index) => ({ ...one, count: Number(row[`n${index}`] ?? 0) }));
}

function tableOf(name: string): Table {
  if (name !== "payments" && name !== "payouts" && name !== "sessions") throw new TypeError(name);
  return name;
}

/** Since when the longest has been `unknown` or in review, epoch ms; null where none is. Of the oldest thousand. */
export interface Longest {
  readonly table: "payments" | "payouts";
  readonly status: "unknown" | "review";
  readonly since: number | null;
}

export async function longestInDoubt(executor: Executor): Promise<readonly Longest[]> {
  const row = await executor
    .selectNoFrom((eb) => [
      unknownSince(eb, "payments").as("unknownPayments"),
      unknownSince(eb, "payouts").as("unknownPayouts"),
      inReviewSince(eb, "payments").as("reviewedPayments"),
      inReviewSince(eb, "payouts").as("reviewedPayouts"),
    ])
    .executeTakeFirstOrThrow();
  return [
    { table: "payments", status: "unknown", since: row.unknownPayments },
    { table: "payouts", status: "unknown", since: row.unknownPayouts },
    { table: "payments", status: "review", since: row.reviewedPayments },
    { table: "payouts", status: "review", since: row.reviewedPayouts },
  ];
}

function unknownSince(eb: ExpressionBuilder<Schema, never>, table: "payments" | "payouts") {
  const oldest = eb
    .selectFrom(table)
    .select(sql<number>`coalesce(unknown_since, created_at)`.as("since"))
    .where("status", "=", sql.lit("unknown"))
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(mostRead));
  return eb.selectFrom(oldest.as("counted")).select(({ fn }) => fn.min<number | null>("since").as("since"));
}

const timelines = {
  payments: { timeline: "payment_timeline", subject: "payment_id" },
  payouts: { timeline: "payout_timeline", subject: "payout_id" },
} as const;

function inReviewSince(eb: ExpressionBuilder<Schema, never>, table: "payments" | "payouts") {
  const { timeline, subject } = timelines[table];
  const since = sql<number | null>`(select max(at) from ${sql.table(timeline)}
    where ${sql.ref(subject)} = ${sql.ref(`${table}.id`)} and to_status = 'review' and from_status <> 'review')`;
  const oldest = eb
    .selectFrom(table)
    .select(since.as("since"))
    .where("status", "=", sql.lit("review"))
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(mostRead));
  return eb.selectFrom(oldest.as("counted")).select(({ fn }) => fn.min<number | null>("since").as("since"));
}

export interface QueueCounts {
  readonly queue: JobQueue;
  /** Due later. */
  readonly waiting: number;
  /** Due, and nobody runs it. */
  readonly due: number;
}

/** The jobs of each of the queues that nobody runs and that are not dead. */
export async function countFreeJobs(
  executor: Executor,
  options: { readonly queues: readonly JobQueue[]; readonly now: number; readonly leaseMs: number },
): Promise<readonly QueueCounts[]> {
  const { queues, now, leaseMs } = options;
  const counts: QueueCounts[] = [];
  for (const queue of queues) {
    const row = await executor
      .selectNoFrom((eb) => {
        const free = eb
          .selectFrom("jobs")
          .select(sql<number>`1`.as("one"))
          .where("queue", "=", queue)
          .where("dead_at", "is", null)
          .where(isOver("locked_until", { now, longestMs: leaseMs }))
          .limit(sql.lit(mostCounted));
        return [
          eb
            .selectFrom(free.where("run_at", ">", now).as("counted"))
            .select(({ fn }) => fn.countAll<number>().as("count"))
            .as("waiting"),
          eb
            .selectFrom(free.where("run_at", "<=", now).as("counted"))
            .select(({ fn }) => fn.countAll<number>().as("count"))
            .as("due"),
        ];
      })
      .executeTakeFirstOrThrow();
    counts.push({ queue, waiting: Number(row.waiting), due: Number(row.due) });
  }
  return counts;
}

/** The queue of each job that runs, in any process, and of each that is dead: of each at most a thousand. */
export async function queuesOfHeldJobs(
  executor: Executor,
  now: number,
): Promise<{ readonly running: readonly JobQueue[]; readonly dead: readonly JobQueue[] }> {
  const running = await executor
    .selectFrom("jobs")
    .select("queue")
    .where("locked_by", "is not", null)
    .where("locked_until", ">", now)
    .limit(sql.lit(mostRead))
    .execute();
  const dead = await executor
    .selectFrom("jobs")
    .select("queue")
    .where("dead_at", "is not", null)
    .limit(sql.lit(mostRead))
    .execute();
  return { running: running.map(({ queue }) => queue), dead: dead.map(({ queue }) => queue) };
}

/** By endpoint: how many deliveries are dead. */
export async function countDeadDeliveries(
  executor: Executor,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const endpointId of endpointIds) {
    const row = await executor
      .selectNoFrom((eb) => {
        const some = eb
          .selectFrom("deliveries")
          .select(sql<number>`1`.as("one"))
          .where("endpoint_id", "=", endpointId)
          // A literal, because the index covers only these.
          .where("state", "=", sql.lit("dead"))
          .limit(sql.lit(mostCounted));
        return [
          eb
            .selectFrom(some.as("counted"))
            .select(({ fn }) => fn.countAll<number>().as("count"))
            .as("count"),
        ];
      })
      .executeTakeFirstOrThrow();
    counts.set(endpointId, Number(row.count));
  }
  return counts;
}
