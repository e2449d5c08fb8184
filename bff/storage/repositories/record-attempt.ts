/** What came of an attempt to deliver an event, and the end of the job's run, in one transaction. */
import type { Executor } from "../engine/database.ts";
import { finishJob, type JobEnd, rescheduleJob } from "../jobs/end-jobs.ts";
import type { ClaimedJob } from "../jobs/jobs.ts";
import type { DeadReason, DeliveryState } from "../schema.ts";
import { type AttemptRecord, appendAttempt, changeDelivery } from "./deliveries.ts";
import { disableEndpoint } from "./disabled-endpoints.ts";

/** What follows from an attempt: it has arrived, it is tried again, or it is given up. */
export type AttemptOutcome =
  | { readonly kind: "delivered" }
  | { readonly kind: "retry"; readonly runAt: number }
  /** `endpoint_disabled` also disables the endpoint. */
  | { readonly kind: "dead"; readonly reason: DeadReason };

export interface RecordAttemptInput {
  readonly job: ClaimedJob;
  readonly endpointId: string;
  readonly attempt: AttemptRecord;
  readonly outcome: AttemptOutcome;
}

/**
 * Writes an attempt into the log and ends the run of the job that made it: three statements; call it in a transaction.
 * A redelivery asked for meanwhile is not lost: the job stays, and so does `pending`. One whose lease was lost is
 * logged, and only its success counts, as somebody else is at it.
 */
export async function recordAttempt(executor: Executor, input: RecordAttemptInput): Promise<JobEnd> {
  const { job, attempt, outcome } = input;
  const id = job.subjectId;
  const end =
    outcome.kind === "retry"
      ? await rescheduleJob(executor, {
          lease: job,
          runAt: outcome.runAt,
          step: job.step + 1,
          error: attempt.error,
        })
      : await finishJob(executor, job);
  const state = stateAfter(outcome, end);
  if (state === "dead" && outcome.kind === "dead")
    await changeDelivery(executor, { id, state, reason: outcome.reason, at: attempt.at });
  else if (state !== null && state !== "dead") await changeDelivery(executor, { id, state, at: attempt.at });
  await appendAttempt(executor, id, attempt);
  if (outcome.kind === "dead" && outcome.reason === "endpoint_disabled")
    await disableEndpoint(executor, { endpointId: input.endpointId, at: attempt.at });
  return end;
}

/** @returns null when the delivery stays as somebody else has made it. */
function stateAfter(outcome: AttemptOutcome, end: JobEnd): DeliveryState | null {
  if (end === "rescheduled") return "pending";
  if (outcome.kind === "delivered") return "delivered";
  return end === "lost" || outcome.kind === "retry" ? null : "dead";
}

/** For a delivery whose job was given up by a mistake of ours, with the reason in its log; in the job's transaction. */
export async function giveUpDelivery(
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
