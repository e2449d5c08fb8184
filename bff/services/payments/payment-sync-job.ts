import { awaitsAnswer } from "../../core/payment/next-query.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyFact } from "./apply-fact.ts";
import { queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };
const completed: JobOutcome = { kind: "completed" };

/**
 * One run of a payment's sync job. If the payment is still `creating`, the process that created it died while
 * it waited for the provider's answer (the job was leased to that process). The payment becomes `unknown` and
 * is queried.
 */
export async function runPaymentSync(context: ServiceContext, job: ClaimedJob): Promise<JobOutcome> {
  const { subjectId: paymentId, step } = job;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return done;
  if (payment.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyFact(context, { paymentId, facts: [fact], cause: "create" });
  }
  if (payment.status === "succeeded" && !awaitsAnswer(payment)) return done;
  const run = { lease: job, step };
  const outcome = await queryPayment(context, { paymentId, floorMs: 0, skipIfCircuitOpen: true, run });
  if (outcome.kind === "answered" && outcome.isRunCompleted) return completed;
  const skippedMs = skippedQueryWaitMs(outcome);
  // That includes an account that is not configured here: nothing of it ends until it is back (rule 22).
  if (skippedMs !== null) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const about = { paymentId, facts: [], cause: "query", completes: job, syncStep: step } as const;
  return (await applyFact(context, about)) === undefined ? done : completed;
}
