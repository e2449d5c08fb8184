import { mayBeGivenUp } from "../../core/payment/claims.ts";
import { awaitsAnswer, nextQueryAt } from "../../core/payment/next-query.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { abandonPayment } from "./abandon-payment.ts";
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
  if (await isPaidByAnother(context, payment)) {
    await abandonPayment(context, { payment, detail: "another payment has paid the session" });
  }
  if (payment.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyFact(context, { paymentId, facts: [fact], cause: "create" });
  }
  if (payment.status === "succeeded" && !awaitsAnswer(payment)) return done;
  const run = { lease: job, step };
  const outcome = await queryPayment(context, { paymentId, floorMs: 0, skipIfCircuitOpen: true, run });
  if (outcome.kind === "answered" && outcome.isRunCompleted) return completed;
  const skippedMs = skippedQueryWaitMs(outcome);
  if (skippedMs !== null && outcome.kind !== "not_configured") {
    return { kind: "again", at: context.clock.now() + skippedMs, step };
  }
  const [after] = await context.database.read(paymentById({ id: paymentId }));
  if (after === undefined) return done;
  const answer = outcome.kind === "cannot_ask" ? outcome.kind : "unanswered";
  return await endWithoutAnswer(context, after, { job, skippedMs, answer });
}

/** Rule 19: the order of a session that another payment has paid is not to be paid any more. */
async function isPaidByAnother(context: ServiceContext, payment: PaymentRecord): Promise<boolean> {
  if (!mayBeGivenUp(payment)) return false;
  const [session] = await context.database.read(sessionById({ id: payment.session_id }));
  return session?.paid_payment_id != null && session.paid_payment_id !== payment.id;
}

/** Ends a run without an answer: the provider sent none, or its account is not configured. */
async function endWithoutAnswer(
  context: ServiceContext,
  payment: PaymentRecord,
  run: {
    readonly job: ClaimedJob;
    readonly skippedMs: number | null;
    readonly answer: "unanswered" | "cannot_ask";
  },
): Promise<JobOutcome> {
  const { job, skippedMs, answer } = run;
  const now = context.clock.now();
  const isWatched = now < payment.watch_until;
  // The watch ends on time even while the account is not configured.
  if (skippedMs !== null && isWatched && nextAt(context, payment, job.step, now) !== null) {
    return {
      kind: "again",
      at: Math.min(now + skippedMs, Math.max(payment.watch_until, now + 1)),
      step: job.step,
    };
  }
  const applied = await applyFact(context, {
    paymentId: payment.id,
    facts: [],
    cause: "query",
    completes: job,
    syncRun: { step: job.step, answer },
  });
  return applied === undefined ? done : completed;
}

function nextAt(context: ServiceContext, payment: PaymentRecord, step: number, now: number): number | null {
  return nextQueryAt({ payment, step, now, randomByte: context.random.bytes(1)[0] ?? 128 });
}
