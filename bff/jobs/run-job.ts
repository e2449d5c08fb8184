/**
 * Runs one claimed job and finishes or reschedules it. This is the one file that knows which use case serves
 * which kind.
 */
import type { ServiceContext } from "../services/context.ts";
import { deliverEvent } from "../services/events/deliver-event.ts";
import { expirePayment } from "../services/payments/expire-payment.ts";
import { runPaymentSync } from "../services/payments/payment-sync-job.ts";
import { runPayoutSync } from "../services/payouts/payout-sync-job.ts";
import { runReconciliation } from "../services/reconciliation/run-reconciliation.ts";
import type { JobOutcome } from "../services/runs/job-outcome.ts";
import { expireSession } from "../services/sessions/expire-session.ts";
import { type ClaimedJob, findJob, finishJob, markDead, rescheduleJob } from "../storage/jobs/jobs.ts";
import { giveUpDelivery } from "../storage/repositories/deliveries.ts";

const seconds = 1_000;
const longestBackoffMs = 60 * 60 * seconds;
/** After this many runs, the last two of which failed, a job becomes a dead letter for an operator. */
const attemptsBeforeDeath = 10;

/** @returns undefined if the use case has finished the job itself, in a transaction of its own. */
async function perform(context: ServiceContext, job: ClaimedJob): Promise<JobOutcome | undefined> {
  const { subjectId, attempts } = job;
  switch (job.kind) {
    case "sync_payment":
      return await runPaymentSync(context, { paymentId: subjectId, attempts });
    case "sync_payout":
      return await runPayoutSync(context, { payoutId: subjectId, attempts });
    case "expire":
      return subjectId.startsWith("cs_")
        ? await expireSession(context, { sessionId: subjectId })
        : await expirePayment(context, { paymentId: subjectId, attempts });
    case "deliver_event":
      await deliverEvent(context, { deliveryId: subjectId, lease: job });
      return undefined;
    case "reconcile":
      return await runReconciliation(context, { accountId: subjectId });
    default:
      return job.kind satisfies never;
  }
}

/** Throws only if the database cannot be reached. Then the job is handed back as soon as it can be. */
export async function runJob(context: ServiceContext, job: ClaimedJob): Promise<void> {
  context.leases.begin(job);
  try {
    await runToItsEnd(context, job);
    context.leases.end(job);
  } catch (error) {
    context.leases.abandon(job);
    throw error;
  }
}

async function runToItsEnd(context: ServiceContext, job: ClaimedJob): Promise<void> {
  const { kysely } = context.database;
  try {
    const outcome = await perform(context, job);
    if (outcome === undefined) return;
    if (outcome.kind === "done") await finishJob(kysely, job);
    else await rescheduleJob(kysely, { lease: job, runAt: outcome.at, attempts: outcome.attempts });
  } catch (error) {
    if (context.database.isUnavailable(error)) throw error;
    await endFailed(context, job, error);
  }
}

async function endFailed(context: ServiceContext, job: ClaimedJob, error: unknown): Promise<void> {
  const { kysely } = context.database;
  const errorName = error instanceof Error ? error.name : typeof error;
  const now = context.clock.now();
  const failedBefore = (await findJob(kysely, job.id))?.last_error != null;
  context.logger.error({ jobId: job.id, attempts: job.attempts, err: error }, "job failed");
  if (job.attempts >= attemptsBeforeDeath && failedBefore) {
    await context.database.transaction(async (trx) => {
      const end = await markDead(trx, { lease: job, now, error: errorName });
      if (end === "dead" && job.kind === "deliver_event") {
        const reason = `given up after a mistake on our side (${errorName})`;
        await giveUpDelivery(trx, { deliveryId: job.subjectId, at: now, reason });
      }
    });
    context.metrics.count("dead_jobs", { kind: job.kind });
    return;
  }
  const backoffMs = Math.min(seconds * 2 ** Math.min(job.attempts, 20), longestBackoffMs);
  await rescheduleJob(kysely, { lease: job, runAt: now + backoffMs, error: errorName });
}
