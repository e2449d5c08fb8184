/**
 * Records an attempt to deliver an event and ends the job's run, in one batch. If a redelivery was requested
 * meanwhile, the job stays and the delivery is pending. If the lease was lost, the attempt is logged. A success
 * then marks a dead delivery as delivered. A pending delivery is left to the job that will send it, perhaps as a
 * redelivery.
 */
import { sql } from "kysely";
import type { Database, Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, gate, type Write } from "../engine/statements.ts";
import type { JobEnd } from "../jobs/end-jobs.ts";
import { finishJobGate, rerunJobGate, rescheduleJobGate } from "../jobs/job-writes.ts";
import type { ClaimedJob } from "../jobs/jobs.ts";
import type { DeadReason, DeliveryState } from "../schema/events.ts";
import { type AttemptRecord, appendAttempt } from "./deliveries.ts";
import { endpointEnabledAt } from "./disabled-endpoints.ts";

/** The consequence of an attempt: the event is delivered, is tried again, or its delivery is dead. */
export type AttemptOutcome =
  | { readonly kind: "delivered" }
  /** `counts`: the attempt uses up a wait of the schedule; default true. */
  | { readonly kind: "retry"; readonly runAt: number; readonly counts?: boolean }
  /** `endpoint_disabled` also disables the endpoint. */
  | { readonly kind: "dead"; readonly reason: DeadReason };

export interface RecordAttemptInput {
  readonly job: ClaimedJob;
  readonly endpointId: string;
  readonly attempt: AttemptRecord;
  readonly outcome: AttemptOutcome;
}

/** The columns of the job that determine how its run can end. */
export interface HeldRun {
  readonly lease_token: string | null;
  readonly rerun_at: number | null;
}

export const heldRun = defineQuery<{ id: string }, HeldRun>("held run of job", (db, { id }) =>
  db.selectFrom("jobs").select(["lease_token", "rerun_at"]).where("id", "=", id),
);

const moveDelivery = defineStatement(
  "move delivery",
  (db, values: { id: string; state: DeliveryState; reason: DeadReason | null; at: number }) =>
    db
      .updateTable("deliveries")
      .set({ state: values.state, dead_reason: values.reason, updated_at: values.at })
      .where("id", "=", values.id),
);

const deliverDead = defineStatement(
  "mark dead delivery as delivered",
  (db, values: { id: string; at: number }) =>
    db
      .updateTable("deliveries")
      .set({ state: "delivered", dead_reason: null, updated_at: values.at })
      .where("id", "=", values.id)
      .where("state", "=", "dead"),
);

const insertAttempt = defineStatement(
  "insert delivery attempt",
  (db, attempt: AttemptRecord & { readonly deliveryId: string }) =>
    db.insertInto("delivery_attempts").values((eb) => ({
      delivery_id: attempt.deliveryId,
      seq: eb
        .selectFrom("delivery_attempts")
        .select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq"))
        .where("delivery_id", "=", attempt.deliveryId),
      at: attempt.at,
      status: attempt.status,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    })),
);

const disableEndpoint = defineStatement("disable endpoint", (db, values: { id: string; at: number }) =>
  db
    .insertInto("endpoints")
    .values({ id: values.id, disabled_at: values.at })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({
        disabled_at: sql<number>`coalesce(endpoints.disabled_at, excluded.disabled_at)`,
      }),
    ),
);

/** Commits the attempt: three statements if no rerun was requested meanwhile. */
export async function recordAttempt(database: Database, input: RecordAttemptInput): Promise<JobEnd> {
  const { job, outcome } = input;
  if (outcome.kind === "dead" && outcome.reason === "endpoint_disabled") {
    return await recordGone(database, input);
  }
  return await database.change({
    load: [heldRun({ id: job.id })],
    // The expected row while this process holds the lease and no rerun was requested. A gate checks it.
    known: [[{ lease_token: job.token, rerun_at: null }]],
    decide([[run]]) {
      const { writes, end } = attemptWrites(run, input);
      return { writes, result: end };
    },
  });
}

/**
 * Commits an attempt that the endpoint answered with 410. If a redelivery has enabled the endpoint since the attempt was
 * sent, the answer is an old one: the event is sent again at once.
 */
async function recordGone(database: Database, input: RecordAttemptInput): Promise<JobEnd> {
  const { job, endpointId, attempt } = input;
  return await database.change({
    load: [heldRun({ id: job.id }), endpointEnabledAt({ id: endpointId })],
    decide([[run], [endpoint]]) {
      const isOld = (endpoint?.enabled_at ?? Number.NEGATIVE_INFINITY) >= attempt.at;
      const retry = { kind: "retry", runAt: attempt.at + attempt.durationMs } as const;
      const { writes, end } = attemptWrites(run, isOld ? { ...input, outcome: retry } : input);
      return { writes, result: end };
    },
  });
}

/** @param run undefined when the job is gone. */
export function attemptWrites(
  run: HeldRun | undefined,
  input: RecordAttemptInput,
): { readonly writes: Write[]; readonly end: JobEnd } {
  const { job, attempt, outcome } = input;
  const deliveryId = job.subjectId;
  const { end, writes } = endRun(run, input);
  if (end === "lost") {
    if (outcome.kind === "delivered") writes.push(deliverDead({ id: deliveryId, at: attempt.at }));
  } else {
    const state = stateAfter(outcome, end);
    const reason = state === "dead" && outcome.kind === "dead" ? outcome.reason : null;
    writes.push(moveDelivery({ id: deliveryId, state, reason, at: attempt.at }));
  }
  writes.push(insertAttempt({ ...attempt, deliveryId }));
  // After a lost run, or before a redelivery that was asked for meanwhile, the next attempt hears it for itself.
  if (end === "finished" && outcome.kind === "dead" && outcome.reason === "endpoint_disabled") {
    writes.push(disableEndpoint({ id: input.endpointId, at: attempt.at }));
  }
  return { writes, end };
}

function endRun(
  run: HeldRun | undefined,
  { job, attempt, outcome }: RecordAttemptInput,
): { readonly writes: Write[]; readonly end: JobEnd } {
  if (run?.lease_token !== job.token) return { writes: [], end: "lost" };
  if (outcome.kind === "retry") {
    const { runAt, counts = true } = outcome;
    const again = { ...job, runAt, step: counts ? job.step + 1 : job.step, error: attempt.error };
    return { writes: [gate(rescheduleJobGate(again))], end: "rescheduled" };
  }
  return run.rerun_at === null
    ? { writes: [gate(finishJobGate(job))], end: "finished" }
    : { writes: [gate(rerunJobGate(job))], end: "rescheduled" };
}

function stateAfter(outcome: AttemptOutcome, end: Exclude<JobEnd, "lost">): DeliveryState {
  if (end === "rescheduled") return "pending";
  return outcome.kind === "delivered" ? "delivered" : "dead";
}

/**
 * Marks the delivery of a dead job as dead, and logs the reason. The job died by a mistake of ours. Call it in
 * the job's transaction.
 */
export async function markDeliveryDead(
  executor: Executor,
  input: { readonly deliveryId: string; readonly at: number; readonly error: string },
): Promise<void> {
  const { deliveryId: id, at, error } = input;
  const { numUpdatedRows } = await executor
    .updateTable("deliveries")
    .set({ state: "dead", dead_reason: "internal_error", updated_at: at })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await appendAttempt(executor, id, { at, status: null, error, durationMs: 0 });
}
