/**
 * Runs one job under its lease and ends the run according to the outcome. This file alone knows which use case
 * serves which kind of job.
 */
import { isSteady } from "../core/clock.ts";
import { isId } from "../core/ids.ts";
import { type Span, traceWork } from "../core/tracer.ts";
import type { ServiceContext } from "../services/context.ts";
import { deliverEvent, sendAndRecord } from "../services/events/deliver-event.ts";
import { runReplay } from "../services/events/run-replay.ts";
import { expirePayment } from "../services/payments/expire-payment.ts";
import { runPaymentSync } from "../services/payments/payment-sync-job.ts";
import { runPayoutSync } from "../services/payouts/payout-sync-job.ts";
import type { JobPayload } from "../services/process/job-place.ts";
import { fieldOfId, withLogFields } from "../services/process/log-fields.ts";
import { runReconciliation } from "../services/reconciliation/run-reconciliation.ts";
import { expireRefund } from "../services/refunds/expire-refund.ts";
import type { JobOutcome } from "../services/runs/job-outcome.ts";
import { expireSession } from "../services/sessions/expire-session.ts";
import {
  failJob,
  finishJob,
  handBackJob,
  type JobEnd,
  markDead,
  rescheduleJob,
} from "../storage/jobs/end-jobs.ts";
import { nearRunAt } from "../storage/jobs/job-times.ts";
import type { ClaimedJob } from "../storage/jobs/jobs.ts";
import { markDeliveryDead } from "../storage/repositories/record-attempt.ts";

const seconds = 1_000;
/** After this many failures in a row the job is dead and waits for an operator. */
const failuresBeforeDeath = 10;
/** The wait after a run that was not begun because the clock has just been set. */
const unsteadyRetryMs = 10 * seconds;

/** What the process that runs a job has besides the job. */
export interface JobSurroundings {
  /** What the job works on, if this process wrote the job and still has it in memory. */
  readonly payload?: JobPayload | undefined;
  /** True when the process shuts down. A long run then ends soon. */
  readonly isStopping?: () => boolean;
}

async function perform(
  context: ServiceContext,
  job: ClaimedJob,
  { payload, isStopping = () => false }: JobSurroundings,
): Promise<JobEnd> {
  const { subjectId, step } = job;
  switch (job.kind) {
    case "sync_payment":
      return await end(context, job, await runPaymentSync(context, job, lockedPayment(payload)));
    case "sync_payout":
      return await end(context, job, await runPayoutSync(context, job, lockedPayout(payload)));
    case "expire_payment":
      return await end(context, job, await expirePayment(context, { paymentId: subjectId, step }));
    case "expire_session":
      return await end(context, job, await expire(context, subjectId));
    case "replay_events":
      return await end(context, job, await runReplay(context, { replayId: subjectId }));
    case "reconcile":
      return await end(context, job, await runReconciliation(context, { accountId: subjectId, isStopping }));
    case "deliver_event":
      // Ends its run itself, in the batch that records the attempt.
      return payload?.kind === "delivery"
        ? await sendAndRecord(context, job, payload)
        : await deliverEvent(context, job);
    default:
      return job.kind satisfies never;
  }
}

/** A session, or a refund that waits to be claimed. */
async function expire(context: ServiceContext, id: string): Promise<JobOutcome> {
  if (isId("re", id)) return await expireRefund(context, { refundId: id });
  return await expireSession(context, { sessionId: id });
}

function lockedPayment(payload: JobPayload | undefined) {
  return payload?.kind === "payment_query" ? payload : undefined;
}

function lockedPayout(payload: JobPayload | undefined) {
  return payload?.kind === "payout_query" ? payload : undefined;
}

async function end(context: ServiceContext, job: ClaimedJob, outcome: JobOutcome): Promise<JobEnd> {
  const { kysely } = context.database;
  if (outcome.kind === "completed") return "finished";
  if (outcome.kind === "done") return await finishJob(kysely, job);
  const runAt = nearRunAt(job.kind, outcome.at, context.clock.now());
  return await rescheduleJob(kysely, { lease: job, runAt, step: outcome.step });
}

/** Throws only when the database cannot be reached. The job is due again as soon as it can be. */
export async function runJob(
  context: ServiceContext,
  job: ClaimedJob,
  surroundings: JobSurroundings = {},
): Promise<JobEnd> {
  context.leases.begin(job);
  // A job that a wrong clock has put off is due later than now.
  const delayMs = Math.max(0, context.clock.now() - job.runAt);
  context.metrics.measure("job_delay", { kind: job.kind }, delayMs / 1_000);
  try {
    const fields = { jobId: job.id, ...fieldOfId(job.subjectId) };
    const start = { name: `job ${job.kind}`, kind: "internal" } as const;
    const end = await withLogFields(fields, () =>
      traceWork(context.tracer, start, async (span) => {
        const end = await runToItsEnd(context, job, { surroundings, span });
        span.note({ "pay_checkout.outcome": end });
        return end;
      }),
    );
    context.leases.end(job);
    return end;
  } catch (error) {
    context.leases.abandon(job);
    throw error;
  }
}

async function runToItsEnd(
  context: ServiceContext,
  job: ClaimedJob,
  { surroundings, span }: { readonly surroundings: JobSurroundings; readonly span: Span },
): Promise<JobEnd> {
  try {
    // Expiries, and the end of a watch, are for a clock that can be believed (rule 23). A delivery ends nothing.
    if (job.kind !== "deliver_event" && !isSteady(context.clock)) {
      const runAt = context.clock.now() + unsteadyRetryMs;
      return await handBackJob(context.database.kysely, { lease: job, runAt });
    }
    return await perform(context, job, surroundings);
  } catch (error) {
    if (context.database.isUnavailable(error)) throw error;
    span.fail(nameOf(error));
    return await endFailed(context, job, error);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

async function endFailed(context: ServiceContext, job: ClaimedJob, error: unknown): Promise<JobEnd> {
  const errorName = nameOf(error);
  const now = context.clock.now();
  const failures = job.failures + 1;
  context.logger.error({ jobId: job.id, failures, err: error }, "job failed");
  if (failures >= failuresBeforeDeath) return await endDead(context, job, { now, errorName });
  const runAt = now + seconds * 2 ** failures;
  return await failJob(context.database.kysely, { lease: job, runAt, error: errorName });
}

async function endDead(
  context: ServiceContext,
  job: ClaimedJob,
  cause: { readonly now: number; readonly errorName: string },
): Promise<JobEnd> {
  const { now, errorName } = cause;
  const end = await context.database.transaction(async (trx) => {
    const end = await markDead(trx, { lease: job, now, error: errorName });
    if (end === "dead" && job.kind === "deliver_event") {
      const reason = `given up after a mistake on our side (${errorName})`;
      await markDeliveryDead(trx, { deliveryId: job.subjectId, at: now, error: reason });
    }
    return end;
  });
  if (end === "dead") context.metrics.count("dead_jobs", { kind: job.kind });
  return end;
}
